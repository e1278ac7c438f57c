import { z } from 'zod'

/** What the shapes of the API are put together from. */
export const texts = z.array(z.string())
export const time = z.iso.datetime().meta({ description: 'RFC 3339, UTC, with milliseconds.' })
export const orgno = z.string().regex(/^[0-9]{9}$/)
export const seconds = z.int()
