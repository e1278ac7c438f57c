import { authorizationParameters } from './authorization-parameters.ts'
import { assertionAlgorithms } from './client-assertion.ts'
import { type Parameters, readParameters } from './parameters.ts'
import { ProtocolError } from './protocol-error.ts'

/** Signature algorithms of request objects (RO-3): those of the keys that a client can register. */
export const requestObjectAlgorithms = assertionAlgorithms

/** Longest `exp − iat` (RO-5, LIFE-11); how far ahead `exp` may lie when no `iat` says since when; tolerance. Seconds. */
const longestLifetime = 600
const longestAhead = 3600
const clockTolerance = 10

/** A request object that does not hold (ERR-17). */
export const requestObjectRefused = (why: string): ProtocolError =>
  new ProtocolError('invalid_request_object', `request object: ${why}`, '4')

/** The types that a request object may say it is of, without `application/` before them (RFC 9101 §10.8). */
const types: readonly unknown[] = [undefined, 'jwt', 'oauth-authz-req+jwt']

/**
 * Which registered key the object says it is signed with. `jku`, `jwk`, `x5u` and `x5c` are not looked at, and `none`, HMAC
 * and encryption are refused (RO-3). Throws `invalid_request_object`.
 */
export function readRequestObjectHeader(header: Readonly<Record<string, unknown>>): string {
  if (!(requestObjectAlgorithms as readonly unknown[]).includes(header.alg))
    throw requestObjectRefused(`alg must be one of ${requestObjectAlgorithms.join(', ')}`)
  const type = typeof header.typ === 'string' ? header.typ.toLowerCase().replace(/^application\//, '') : header.typ
  // What is typed as something else, a client assertion say, was signed for another purpose.
  if (!types.includes(type)) throw requestObjectRefused('typ must be oauth-authz-req+jwt or JWT')
  if (header.crit !== undefined) throw requestObjectRefused('crit is not supported')
  if (typeof header.kid !== 'string') throw requestObjectRefused('kid of a registered key is required')
  return header.kid
}

export interface RequestObjectFacts {
  readonly clientId: string
  readonly issuer: string
  readonly nowSeconds: number
}

/** What says that an object was seen before, and how long that must be remembered. */
export interface CheckedRequestObject {
  readonly jti?: string
  readonly expiresAtSeconds: number
}

/**
 * RO-4…7 and 9: whose object it is, for whom, from when until when. Its signature is proven elsewhere, with the registered
 * key. Throws `invalid_request_object` that names the claim.
 */
export function checkRequestObjectClaims(
  claims: Readonly<Record<string, unknown>>,
  { clientId, issuer, nowSeconds }: RequestObjectFacts,
): CheckedRequestObject {
  if (claims.iss !== clientId) throw requestObjectRefused('iss must be the client_id')
  const audiences: readonly unknown[] = Array.isArray(claims.aud) ? claims.aud : [claims.aud]
  if (audiences.length === 0 || !audiences.every((audience) => audience === issuer))
    throw requestObjectRefused('aud must be the issuer and nothing else')
  if (claims.client_id !== clientId)
    throw requestObjectRefused('client_id is required in it and must be that of the request')
  // Whoever sees the address could show such an object as a client assertion (RFC 9101 §10.8).
  if (claims.sub === clientId) throw requestObjectRefused('sub must not be the client_id')
  for (const name of ['request', 'request_uri'])
    if (claims[name] !== undefined) throw requestObjectRefused(`${name} must not be in it`)
  const { exp, iat, nbf, jti } = claims
  if (typeof exp !== 'number' || !Number.isFinite(exp)) throw requestObjectRefused('exp is required')
  if (exp <= nowSeconds - clockTolerance) throw requestObjectRefused('it has expired')
  if (exp > nowSeconds + longestAhead) throw requestObjectRefused(`exp is more than ${longestAhead} seconds ahead`)
  if (iat !== undefined) {
    if (typeof iat !== 'number' || iat > nowSeconds + clockTolerance)
      throw requestObjectRefused('iat must be a time that has passed')
    if (exp - iat > longestLifetime)
      throw requestObjectRefused(`exp may be at most ${longestLifetime} seconds after iat`)
  }
  if (nbf !== undefined && (typeof nbf !== 'number' || nbf > nowSeconds + clockTolerance))
    throw requestObjectRefused('nbf must be a time that has passed')
  if (jti !== undefined && (typeof jti !== 'string' || jti.length === 0 || jti.length > 1024))
    throw requestObjectRefused('jti must be a string of 1 to 1024 characters')
  return { expiresAtSeconds: Math.ceil(exp) + clockTolerance, ...(typeof jti === 'string' ? { jti } : {}) }
}

/**
 * The request that the object makes: its parameters and no others (RO-8). A parameter is text; `max_age` may be a number and
 * `resource` a list. Throws `invalid_request_object` for a parameter of another kind, which would be read differently by
 * everybody.
 */
export function parametersOfRequestObject(claims: Readonly<Record<string, unknown>>): Parameters {
  const encoded = new URLSearchParams()
  for (const name of authorizationParameters) {
    const claim = claims[name]
    if (claim === undefined) continue
    for (const value of valuesOf(name, claim)) encoded.append(name, value)
  }
  const parameters = readParameters(encoded.toString())
  if (parameters === 'malformed') throw requestObjectRefused('it holds more parameters than can be read')
  return parameters
}

function valuesOf(name: (typeof authorizationParameters)[number], claim: unknown): readonly string[] {
  if (typeof claim === 'string') return [claim]
  if (name === 'max_age' && Number.isSafeInteger(claim)) return [String(claim)]
  if (name === 'resource' && Array.isArray(claim) && claim.every((value) => typeof value === 'string')) return claim
  const wanted = name === 'max_age' ? 'a whole number' : name === 'resource' ? 'text or a list of texts' : 'text'
  throw requestObjectRefused(`${name} must be ${wanted}`)
}
