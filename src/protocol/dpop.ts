import { hash } from 'node:crypto'
import { ProtocolError } from './protocol-error.ts'
import { isPointOfP256, isRsaModulus, privateMembersIn } from './public-key.ts'
import type { PublicMembers } from './thumbprint.ts'

/** Signature algorithms of proofs; asymmetric ones only (RFC 9449 §4.2). */
export const proofAlgorithms = ['ES256', 'PS256', 'RS256'] as const

/** How old a proof may be, and how far ahead its sender's clock, in seconds. */
const oldestProof = 60
const clockTolerance = 10
const longestJti = 256

type Members = Readonly<Record<string, unknown>>

/** The request that a proof came with. */
export interface ProvenRequest {
  readonly method: string
  /** Its address as the world knows it, without a query. */
  readonly url: string
  /** The access token beside the proof; absent where there is none (RFC 9449 §7). */
  readonly accessToken?: string
}

/** What a proof says of itself, once its rules hold. */
export interface CheckedProof {
  readonly jti: string
  /** From then on it is too old, and its `jti` can be forgotten. */
  readonly expiresAtSeconds: number
}

const refuse = (why: string): never => {
  throw new ProtocolError('invalid_dpop_proof', `DPoP proof: ${why}`)
}

/** The only proof of a request: several headers reach us as one, joined by commas (RFC 9449 §4.3, 1). Throws `invalid_dpop_proof`. */
export function readProofHeader(value: string | readonly string[]): string {
  if (typeof value !== 'string' || value.includes(',')) return refuse('send one DPoP header, not several')
  if (value.length > 8192) return refuse('it is too long')
  return value
}

/**
 * What the JOSE header says of the key (RFC 9449 §4.3, 2 to 7): the proof brings its own, and only the public part. Throws
 * `invalid_dpop_proof`.
 */
export function readProofKey(header: Members): PublicMembers & { readonly alg: string } {
  if (header.typ !== 'dpop+jwt') refuse('typ must be dpop+jwt')
  const alg = proofAlgorithms.find((one) => one === header.alg)
  if (alg === undefined) return refuse(`alg must be one of ${proofAlgorithms.join(', ')}`)
  if (header.crit !== undefined) refuse('crit is not supported')
  const { jwk } = header
  if (typeof jwk !== 'object' || jwk === null || Array.isArray(jwk))
    return refuse('jwk with the public key is required')
  const members = jwk as Members
  if (privateMembersIn(members).length > 0)
    refuse('jwk holds private members; treat the key as exposed and make a new one')
  if (alg !== 'ES256') {
    const { kty, n, e } = members
    if (kty !== 'RSA' || !isRsaModulus(n) || e !== 'AQAB')
      return refuse('jwk must be an RSA key of 2048 to 4096 bits with e AQAB for this alg')
    return { alg, kty, n, e }
  }
  const { kty, crv } = members
  const point = { x: members.x, y: members.y }
  if (kty !== 'EC' || crv !== 'P-256' || !isPointOfP256(point)) return refuse('jwk must be a key of P-256 for this alg')
  return { alg, kty, crv, ...point }
}

/** The claims of a proof, held against the request it came with (RFC 9449 §4.3, 8 to 12). Throws `invalid_dpop_proof`. */
export function checkProofClaims(claims: Members, request: ProvenRequest, nowSeconds: number): CheckedProof {
  const { jti, htm, htu, iat, ath } = claims
  if (typeof jti !== 'string' || jti === '' || jti.length > longestJti)
    return refuse(`jti is required, text of 1 to ${longestJti} characters, a new one each time`)
  if (htm !== request.method) refuse(`htm must be ${request.method}, the method of the request`)
  if (typeof htu !== 'string' || !isSameAddress(htu, request.url))
    refuse('htu must be the address of the request, without its query')
  if (typeof iat !== 'number' || !Number.isFinite(iat)) return refuse('iat is required, in seconds')
  if (iat < nowSeconds - oldestProof) refuse(`iat is more than ${oldestProof} seconds ago; make a new proof`)
  if (iat > nowSeconds + clockTolerance) refuse('iat is in the future; set the clock')
  if (request.accessToken !== undefined && ath !== hash('sha256', request.accessToken, 'base64url'))
    refuse('ath must be the SHA-256 of the access token, base64url')
  return { jti, expiresAtSeconds: Math.ceil(iat) + oldestProof + clockTolerance }
}

/** Compared as RFC 3986 §6.2.2 and 6.2.3 make them alike; query and fragment do not count. */
function isSameAddress(asked: string, own: string): boolean {
  const url = URL.parse(asked)
  if (url === null || url.username !== '' || url.password !== '') return false
  const { origin, pathname } = new URL(own)
  return url.origin === origin && url.pathname === pathname
}

/** Thumbprint in `dpop_jkt` (RFC 9449 §10). Throws `invalid_request`. */
export function readDpopJkt(value: string | undefined): string | undefined {
  if (value !== undefined && !/^[A-Za-z0-9_-]{43}$/.test(value))
    throw new ProtocolError('invalid_request', 'dpop_jkt must be the SHA-256 thumbprint of a key, 43 characters', '12')
  return value
}
