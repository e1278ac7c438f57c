import type { Random } from '../../system/random.ts'

/** Base 36, seven digits: enough until the year 4453. */
const timeLength = 7

/**
 * A name for a record, 22 characters of `[A-Za-z0-9_-]`, that begins with the time: records made at one time stand together
 * in the store's index, so a commit writes fewer pages. It names, it proves nothing: 90 random bits keep names apart.
 */
export const orderedId = (nowSeconds: number, random: Random): string =>
  nowSeconds.toString(36).padStart(timeLength, '0') + random.token(12).slice(0, 22 - timeLength)
