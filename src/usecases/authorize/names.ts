import { dated, dateLength } from '../../protocol/dated.ts'
import type { Random } from '../../system/random.ts'

/** Length of an `orderedId`. */
const idLength = 22

/** A name for a record: 22 characters of `[A-Za-z0-9_-]`. It names, it proves nothing: 90 random bits keep names apart. */
export const orderedId = (nowSeconds: number, random: Random): string =>
  dated(nowSeconds) + random.token(12).slice(0, idLength - dateLength)

/** Under what an authorization is known outside: its id, and 126 random bits that nobody knows from the id (apis 3.3). */
export const newPublicId = (authorizationId: string, random: Random): string =>
  authorizationId + random.token(16).slice(0, 21)

/** The authorization that a public id would be of; whether it is, only the whole id says. */
export const authorizationIdIn = (publicId: string): string => publicId.slice(0, idLength)

/** A credential of 50 characters, 256 random bits behind the time it was made at (AUTHZ-56, AT-2, HTTP-14). */
export const newCredential = (nowSeconds: number, random: Random): string => dated(nowSeconds) + random.token(32)
