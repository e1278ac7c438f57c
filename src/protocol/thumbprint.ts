import { hash } from 'node:crypto'

/** The members that make a public key what it is, and no others (RFC 7638 §3.2). */
export type PublicMembers =
  | { readonly kty: 'RSA'; readonly n: string; readonly e: string }
  | { readonly kty: 'EC'; readonly crv: string; readonly x: string; readonly y: string }

/** A key's own name: the SHA-256 of its required members in alphabetic order, 43 characters (RFC 7638 §3). */
export const thumbprint = (key: PublicMembers): string =>
  hash(
    'sha256',
    JSON.stringify(
      key.kty === 'RSA' ? { e: key.e, kty: key.kty, n: key.n } : { crv: key.crv, kty: key.kty, x: key.x, y: key.y },
    ),
    'base64url',
  )
