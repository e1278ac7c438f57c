import { ProtocolError } from './protocol-error.ts'

/** Signature algorithms of client assertions (CAUTH-14). */
export const assertionAlgorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256'] as const

/** Longest `exp − iat`, and how far clocks may differ, in seconds (CAUTH-12). */
const longestLifetime = 120
const clockTolerance = 10

export interface AssertionFacts {
  readonly clientId: string
  /** Issuer, token endpoint, and the endpoint that was called (CAUTH-11). */
  readonly audiences: readonly string[]
  readonly nowSeconds: number
}

/** What the assertion says, once its rules hold. The signature is proven elsewhere, with the registered key. */
export interface CheckedAssertion {
  readonly jti?: string
  readonly expiresAtSeconds: number
}

const refused = (why: string): never => {
  throw new ProtocolError('invalid_client', `client assertion: ${why}`)
}

/** CAUTH-10…12 on the payload of a client assertion. Throws `invalid_client` that names the claim. */
export function checkAssertionClaims(
  claims: Readonly<Record<string, unknown>>,
  facts: AssertionFacts,
): CheckedAssertion {
  if (claims.iss !== facts.clientId || claims.sub !== facts.clientId) refused('iss and sub must both be the client_id')
  const audiences: readonly unknown[] = Array.isArray(claims.aud) ? claims.aud : [claims.aud]
  if (audiences.length === 0 || !audiences.every((audience) => facts.audiences.includes(audience as string)))
    refused('aud must be the issuer or the address of the token endpoint')
  const { exp, iat, nbf, jti } = claims
  if (typeof exp !== 'number' || !Number.isFinite(exp)) return refused('exp is required')
  if (typeof iat !== 'number' || !Number.isFinite(iat)) return refused('iat is required')
  if (exp - iat > longestLifetime) refused(`exp may be at most ${longestLifetime} seconds after iat`)
  if (exp <= facts.nowSeconds - clockTolerance) refused('it has expired')
  if (iat > facts.nowSeconds + clockTolerance) refused('iat is in the future')
  if (nbf !== undefined && (typeof nbf !== 'number' || nbf > facts.nowSeconds + clockTolerance))
    refused('nbf is in the future')
  if (jti !== undefined && (typeof jti !== 'string' || jti.length === 0 || jti.length > 1024))
    refused('jti must be a string of 1 to 1024 characters')
  return { expiresAtSeconds: Math.ceil(exp) + clockTolerance, ...(typeof jti === 'string' ? { jti } : {}) }
}

/** What an assertion says it is signed with. Nothing of it is proven yet. */
export type AssertionKey =
  | { readonly kind: 'registered'; readonly kid: string }
  | { readonly kind: 'certificate'; readonly x5c: readonly string[] }

/**
 * What the header says of the key, after its other members were judged (CAUTH-14…16, REG-31): a client with registered keys
 * names one by `kid`, a client without them brings its certificate. `jku`, `jwk` and `x5u` are not looked at. Throws `invalid_client`.
 */
export function readAssertionHeader(
  header: Readonly<Record<string, unknown>>,
  client: { readonly hasRegisteredKeys: boolean },
): AssertionKey {
  if (!(assertionAlgorithms as readonly unknown[]).includes(header.alg))
    refused(`alg must be one of ${assertionAlgorithms.join(', ')}`)
  if (header.typ !== undefined && !['JWT', 'client-authentication+jwt'].includes(header.typ as string))
    refused('typ must be JWT')
  // RFC 7515 §4.1.11: extensions that a verifier must understand; there are none here (RFC 7519 forbids even `b64`).
  if (header.crit !== undefined) refused('crit is not supported')
  if (client.hasRegisteredKeys) {
    if (typeof header.kid !== 'string') return refused('kid of a registered key is required')
    return { kind: 'registered', kid: header.kid }
  }
  const { x5c } = header
  if (x5c === undefined)
    return refused('the client has no registered key, so x5c with an enterprise certificate is required')
  if (!Array.isArray(x5c) || x5c.length === 0 || !x5c.every((one) => typeof one === 'string'))
    return refused('MP-123, x5c must be an array of certificates in base64 DER, the leaf first')
  return { kind: 'certificate', x5c }
}
