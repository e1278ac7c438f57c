import { createPublicKey } from 'node:crypto'

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const

/** Members of a JWK that nobody but its owner may have. */
export const privateMembersIn = (jwk: Readonly<Record<string, unknown>>): readonly string[] =>
  privateMembers.filter((member) => Object.hasOwn(jwk, member))

const isBase64url = (value: unknown): value is string => typeof value === 'string' && /^[A-Za-z0-9_-]+$/.test(value)

/** A modulus of 2048 to 4096 bits: less is too weak, more only keeps us busy. */
export function isRsaModulus(n: unknown): n is string {
  if (!isBase64url(n)) return false
  const bytes = Buffer.from(n, 'base64url')
  const firstBit = bytes.findIndex((byte) => byte !== 0)
  if (firstBit < 0) return false
  const bits = (bytes.length - firstBit - 1) * 8 + (32 - Math.clz32(bytes[firstBit] ?? 0))
  return bits >= 2048 && bits <= 4096
}

/** Two coordinates of 32 bytes that lie on the curve. */
export function isPointOfP256(point: { readonly x: unknown; readonly y: unknown }): point is { x: string; y: string } {
  const { x, y } = point
  if (!isBase64url(x) || !isBase64url(y) || x.length !== 43 || y.length !== 43) return false
  try {
    createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
    return true
  } catch {
    return false
  }
}
