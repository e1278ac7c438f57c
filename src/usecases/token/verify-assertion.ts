import type { KeyObject } from 'node:crypto'
import {
  type CertificateEnd,
  type CertificateTrust,
  endOf,
  type ProvenCertificate,
} from '../../certificates/certificate-trust.ts'
import type { Client, ClientKey } from '../../protocol/client.ts'
import { checkAssertionClaims, readAssertionHeader } from '../../protocol/client-assertion.ts'
import type { PresentedCredentials } from '../../protocol/client-authentication.ts'
import { certificateErrorCode } from '../../protocol/enterprise-certificate.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { isStrictClient, mayBeSignedWith } from '../../protocol/strict-profile.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import { ticketId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'
import type { WithFetchedKeys } from './fetched-keys.ts'
import { openRegisteredKeys, type RegisteredKeys } from './registered-keys.ts'
import { isSignedBy, type ReadJwt, readSignedJwt } from './signed-jwt.ts'

/** With what an assertion was proven, as tokens and statistics tell it (CAUTH-22…25, REG-69). */
export interface AssertionProof {
  readonly clientAmr: string
  /** `kid`, or `x5t#S256:` and the thumbprint of the certificate. */
  readonly credentialId: string
  /** Of a certificate that came with the assertion (CR-10). */
  readonly certificate?: CertificateEnd
}

/**
 * Proves a client assertion with a registered key of the client or, if it has none, with an enterprise certificate of its
 * organisation (CAUTH-9…18). Throws `invalid_client`; why a certificate was not believed only the log is told.
 */
export type VerifyAssertion = (
  client: Client,
  assertion: string,
  audiences: readonly string[],
) => Promise<AssertionProof>

interface Needs {
  readonly expiring: ExpiringStore
  readonly trust: CertificateTrust
  /** Whether a supplier's certificate opens the clients that it runs (CR-6). */
  readonly supplierAllowed: boolean
  readonly withFetchedKeys: WithFetchedKeys
  readonly clock: Clock
}

const refused = (why: string, hint?: string) =>
  new ProtocolError('invalid_client', `client assertion: ${why}`, undefined, hint)

export const verifyAssertion = (needs: Needs): VerifyAssertion => {
  const keys = openRegisteredKeys()
  return async (registeredClient, assertion, audiences) => {
    const nowSeconds = needs.clock.nowSeconds()
    const { header, claims } = decode(assertion)
    const { jwksUri } = registeredClient
    const client =
      jwksUri === undefined ? registeredClient : await fetched(needs, registeredClient, jwksUri, header.kid)
    if (isStrictClient(client)) requireStrict(client, header.alg, claims.aud, audiences)
    const named = readAssertionHeader(header, { hasRegisteredKeys: client.jwks.length > 0 })
    const registered =
      named.kind === 'registered' ? liveKey(keys, client, named.kid, header.alg, nowSeconds) : undefined
    const checked = checkAssertionClaims(claims, { clientId: client.clientId, audiences, nowSeconds })
    let proof: AssertionProof
    if (registered !== undefined) {
      await verifySignature(assertion, await keys.parsed(registered))
      // A pinned certificate may have been revoked since it was registered (CAUTH-17, REG-66).
      if (registered.x5c !== undefined) await believed(needs, client, registered.x5c)
      proof = { clientAmr: 'private_key_jwt', credentialId: registered.kid }
    } else {
      const certificate = await believed(needs, client, named.kind === 'certificate' ? named.x5c : [])
      await verifySignature(assertion, certificate.publicKey)
      proof = {
        clientAmr: certificate.kind,
        credentialId: `x5t#S256:${certificate.thumbprint}`,
        certificate: endOf(certificate),
      }
    }
    // Only now: what is not proven may not use up anybody's jti (CAUTH-13).
    const once = `assertion ${client.clientId} ${checked.jti ?? ticketId(assertion)}`
    const isFirst = await needs.expiring.putIfAbsent(
      'replay-guard',
      ticketId(once),
      { seen: true },
      checked.expiresAtSeconds,
    )
    if (!isFirst) throw refused('it has been used before')
    return proof
  }
}

/** The client with the keys that it publishes (REG-67). */
async function fetched(needs: Needs, client: Client, jwksUri: string, kid: unknown): Promise<Client> {
  const withKeys = await needs.withFetchedKeys(client, jwksUri, kid)
  if ('fault' in withKeys) throw refused('the keys of the client could not be fetched', withKeys.fault)
  return withKeys
}

/** FAPI 2.0 §5.3.2.1 and §5.4.1. */
function requireStrict(client: Client, alg: unknown, aud: unknown, issuerAlone: readonly string[]): void {
  if (!mayBeSignedWith(client, alg)) throw refused('alg must be PS256 or ES256 with security_profile fapi2')
  if (aud !== issuerAlone[0])
    throw refused('aud must be the issuer as text, and nothing else, with security_profile fapi2')
}

function liveKey(keys: RegisteredKeys, client: Client, kid: string, alg: unknown, nowSeconds: number): ClientKey {
  const registered = keys.find(client, kid, alg, nowSeconds)
  if (registered === 'unknown') throw refused('kid names no registered, unexpired key')
  if (registered === 'other-algorithm') throw refused('alg differs from the one registered for this key')
  return registered
}

/** The certificate, if the environment trusts it and it is of the client's organisation (CAUTH-16, CR-6). */
async function believed(needs: Needs, client: Client, x5c: readonly string[]): Promise<ProvenCertificate> {
  const judged = await needs.trust.judge(x5c)
  if (!judged.ok) {
    const code = certificateErrorCode(judged.fault)
    throw refused(`${code}, the certificate is not accepted`, `${code}: ${judged.fault}: ${judged.reason}`)
  }
  const { certificate } = judged
  const isOwn = certificate.orgno === client.clientOrgno
  const isSupplier = needs.supplierAllowed && certificate.orgno === client.supplierOrgno
  if (isOwn || isSupplier) return certificate
  const hint = `MP-122: the certificate is of ${certificate.orgno}, the client of ${client.clientOrgno}`
  throw refused('MP-122, the certificate is of another organisation than the client', hint)
}

/** The client that an assertion claims to come from, before anything of it is proven. Throws `invalid_client`. */
export function assertedClientId(credentials: PresentedCredentials): string {
  const { sub } = credentials.method === 'private_key_jwt' ? decode(credentials.assertion).claims : {}
  if (typeof sub !== 'string' || sub === '') throw refused('sub is required')
  return sub
}

function decode(assertion: string): ReadJwt {
  const read = readSignedJwt(assertion)
  if (read === undefined) throw refused('it is not a signed JWT')
  return read
}

async function verifySignature(assertion: string, key: CryptoKey | KeyObject | Uint8Array): Promise<void> {
  if (!(await isSignedBy(assertion, key))) throw refused('its signature does not verify')
}
