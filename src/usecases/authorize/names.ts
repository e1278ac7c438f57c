import { dated, dateLength } from '../../protocol/dated.ts'
import type { Random } from '../../system/random.ts'

/** A name for a record: 22 characters of `[A-Za-z0-9_-]`. It names, it proves nothing: 90 random bits keep names apart. */
export const orderedId = (nowSeconds: number, random: Random): string =>
  dated(nowSeconds) + random.token(12).slice(0, 22 - dateLength)

/** A credential of 50 characters, 256 random bits behind the time it was made at (AUTHZ-56, AT-2, HTTP-14). */
export const newCredential = (nowSeconds: number, random: Random): string => dated(nowSeconds) + random.token(32)
