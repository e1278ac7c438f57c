import type { KeyObject } from 'node:crypto'
import { decodeProtectedHeader } from 'jose/decode/protected_header'
import { flattenedVerify } from 'jose/jws/flattened/verify'
import { decodeJwt } from 'jose/jwt/decode'

/** What a signed JWT says. Nothing of it is proven. */
export interface ReadJwt {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
}

/** Header and claims of a JWT in the compact form with three parts; undefined for anything else. */
export function readSignedJwt(jwt: string): ReadJwt | undefined {
  try {
    return { header: decodeProtectedHeader(jwt), claims: decodeJwt(jwt) }
  } catch {
    return undefined
  }
}

/** Does the key verify the signature? The algorithm of the header must be one that the key is for. */
export async function isSignedBy(jwt: string, key: CryptoKey | KeyObject | Uint8Array): Promise<boolean> {
  const [protectedHeader = '', payload = '', signature = ''] = jwt.split('.')
  try {
    await flattenedVerify({ protected: protectedHeader, payload, signature }, key)
    return true
  } catch {
    return false
  }
}
