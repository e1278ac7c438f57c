import { decodeProtectedHeader } from 'jose/decode/protected_header'
import { flattenedVerify } from 'jose/jws/flattened/verify'
import { decodeJwt } from 'jose/jwt/decode'
import { importJWK } from 'jose/key/import'
import type { Client, ClientKey } from '../../protocol/client.ts'
import { checkAssertionClaims, readAssertionHeader } from '../../protocol/client-assertion.ts'
import type { PresentedCredentials } from '../../protocol/client-authentication.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import { ticketId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'

/** Proves a client assertion against the client's registered keys (CAUTH-9…15). Throws `invalid_client`. */
export type VerifyAssertion = (client: Client, assertion: string, audiences: readonly string[]) => Promise<void>

interface Needs {
  readonly expiring: ExpiringStore
  readonly clock: Clock
}

const refused = (why: string) => new ProtocolError('invalid_client', `client assertion: ${why}`)

export const verifyAssertion = (needs: Needs): VerifyAssertion => {
  const keyOf = openKeyCache()
  return async (client, assertion, audiences) => {
    const nowSeconds = needs.clock.nowSeconds()
    const { header, claims } = decode(assertion)
    const kid = readAssertionHeader(header)
    const registered = client.jwks.find((key) => key.kid === kid)
    if (registered === undefined || registered.exp <= nowSeconds)
      throw refused('kid names no registered, unexpired key')
    if (registered.alg !== header.alg) throw refused('alg differs from the one registered for this key')
    const checked = checkAssertionClaims(claims, { clientId: client.clientId, audiences, nowSeconds })
    await verifySignature(assertion, await keyOf(registered))
    // Only now: what is not proven may not use up anybody's jti (CAUTH-13).
    const once = `assertion ${client.clientId} ${checked.jti ?? ticketId(assertion)}`
    const isFirst = await needs.expiring.putIfAbsent(
      'replay-guard',
      ticketId(once),
      { seen: true },
      checked.expiresAtSeconds,
    )
    if (!isFirst) throw refused('it has been used before')
  }
}

/** The client that an assertion claims to come from, before anything of it is proven. Throws `invalid_client`. */
export function assertedClientId(credentials: PresentedCredentials): string {
  const { sub } = credentials.method === 'private_key_jwt' ? decode(credentials.assertion).claims : {}
  if (typeof sub !== 'string' || sub === '') throw refused('sub is required')
  return sub
}

function decode(assertion: string): { header: Record<string, unknown>; claims: Record<string, unknown> } {
  try {
    return { header: decodeProtectedHeader(assertion), claims: decodeJwt(assertion) }
  } catch {
    throw refused('it is not a signed JWT')
  }
}

async function verifySignature(assertion: string, key: CryptoKey | Uint8Array): Promise<void> {
  const [protectedHeader = '', payload = '', signature = ''] = assertion.split('.')
  try {
    await flattenedVerify({ protected: protectedHeader, payload, signature }, key)
  } catch {
    throw refused('its signature does not verify')
  }
}

const mostKeys = 10_000

/** Parsed keys, by what they are: a key that is registered anew under the same kid is parsed anew. */
function openKeyCache(): (key: ClientKey) => Promise<CryptoKey | Uint8Array> {
  const parsed = new Map<string, Promise<CryptoKey | Uint8Array>>()
  return (key) => {
    const name = `${key.alg} ${key.n}`
    const known = parsed.get(name)
    if (known !== undefined) return known
    if (parsed.size >= mostKeys) parsed.clear()
    const importing = importJWK({ kty: key.kty, n: key.n, e: key.e, alg: key.alg }, key.alg)
    parsed.set(name, importing)
    return importing
  }
}
