import { decodeProtectedHeader } from 'jose/decode/protected_header'
import { flattenedVerify } from 'jose/jws/flattened/verify'
import { decodeJwt } from 'jose/jwt/decode'
import { importJWK } from 'jose/key/import'
import { type CertificateEnd, type CertificateTrust, endOf } from '../../certificates/certificate-trust.ts'
import { type Client, publicMembersOf } from '../../protocol/client.ts'
import { type AssertedKey, assertedIssuer, readMachineHeader } from '../../protocol/machine-assertion.ts'
import { MachineFault } from '../../protocol/machine-fault.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { isManagementScope } from '../../protocol/scope-registration-built-in.ts'
import type { Clock } from '../../system/clock.ts'
import type { ClientDirectory } from '../self-service/client-directory.ts'

interface Needs {
  readonly clients: ClientDirectory
  readonly certificates: CertificateTrust
  /** May administration clients use registered keys (REG-96)? */
  readonly adminKeysAllowed: boolean
  /** May a supplier's certificate stand for its customer's client (CR-6)? */
  readonly supplierAllowed: boolean
  readonly clock: Clock
}

/** A client that signed an assertion, and what it signed with (CAUTH-20…25). */
export interface ProvenMachineClient {
  readonly client: Client
  readonly clientAmr: string
  readonly credentialId: string
  /** Of a certificate that came with the assertion (CR-10). */
  readonly certificate?: CertificateEnd
  readonly claims: Readonly<Record<string, unknown>>
}

/** An assertion that was read; nothing of it is proven. */
export interface ReadAssertion {
  readonly text: string
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
  /** Whom it claims to come from; empty when it does not say. */
  readonly clientId: string
}

/** Throws `invalid_grant` for what is no signed JWT. */
export function readAssertion(text: string): ReadAssertion {
  try {
    const claims = decodeJwt(text)
    return { text, header: decodeProtectedHeader(text), claims, clientId: assertedIssuer(claims) ?? '' }
  } catch {
    throw new ProtocolError('invalid_grant', 'assertion is not a signed JWT')
  }
}

/** Proves which machine asks: the client, then its key or certificate, then the signature (REG-95). Throws `MachineFault`. */
export const proveMachineClient =
  (needs: Needs) =>
  async (assertion: ReadAssertion): Promise<ProvenMachineClient> => {
    const client = await needs.clients.find(assertion.clientId)
    const isMachine = client?.integrationType === 'maskinporten' || client?.integrationType === 'krr'
    if (client?.active !== true || !isMachine)
      throw new MachineFault('MP-100', 'iss names no active machine client of this environment')
    try {
      const asserted = readMachineHeader(assertion.header)
      const proof =
        asserted.kind === 'key'
          ? await registeredKey(needs, client, asserted)
          : await presentedCertificate(needs, client, asserted.x5c)
      const { key, ...proven } = proof
      await verifySignature(assertion.text, key(asserted.alg))
      return { client, claims: assertion.claims, ...proven }
    } catch (error) {
      if (error instanceof ProtocolError) error.clientId = client.clientId
      throw error
    }
  }

interface Proof {
  readonly clientAmr: string
  readonly credentialId: string
  readonly certificate?: CertificateEnd
  readonly key: (alg: string) => Parameters<typeof flattenedVerify>[1] | Promise<Parameters<typeof flattenedVerify>[1]>
}

async function registeredKey(
  needs: Needs,
  client: Client,
  asserted: Extract<AssertedKey, { kind: 'key' }>,
): Promise<Proof> {
  const key = client.jwks.find(({ kid }) => kid === asserted.kid)
  if (key === undefined) throw new MachineFault('MP-121', 'kid names no key that is registered on this client')
  if (key.exp <= needs.clock.nowSeconds()) throw new MachineFault('MP-121', 'the key that kid names has expired')
  if (key.alg !== asserted.alg) throw new MachineFault('MP-121', `alg must be ${key.alg}, as registered with the key`)
  if (key.x5c !== undefined) await presentedCertificateOf(needs, client, key.x5c)
  else if (!needs.adminKeysAllowed && client.scopes.some(isManagementScope))
    throw new MachineFault(
      'MP-121',
      'a client with management scopes signs with an enterprise certificate here; remove its keys and send x5c',
    )
  return {
    clientAmr: 'private_key_jwt',
    credentialId: key.kid,
    key: (alg) => importJWK({ ...publicMembersOf(key), alg }, alg),
  }
}

async function presentedCertificate(needs: Needs, client: Client, x5c: readonly string[]): Promise<Proof> {
  // An expired key counts too: whoever registers keys has chosen them (REG-31).
  if (client.jwks.length > 0)
    throw new MachineFault('MP-121', 'the client has registered keys; name one by kid, or delete them to use x5c')
  const certificate = await presentedCertificateOf(needs, client, x5c)
  return {
    clientAmr: certificate.kind,
    credentialId: `x5t#S256:${certificate.thumbprint}`,
    certificate: endOf(certificate),
    key: () => certificate.publicKey,
  }
}

async function presentedCertificateOf(needs: Needs, client: Client, x5c: readonly string[]) {
  const judged = await needs.certificates.judge(x5c)
  if (!judged.ok) {
    const number = judged.fault === 'malformed' ? 'MP-123' : 'MP-120'
    throw new MachineFault(number, `the certificate is not accepted: ${judged.fault}`, judged.reason)
  }
  const { orgno } = judged.certificate
  if (orgno !== client.clientOrgno && !(needs.supplierAllowed && orgno === client.supplierOrgno))
    throw new MachineFault('MP-122', 'the certificate is of another organisation than the client')
  return judged.certificate
}

async function verifySignature(assertion: string, key: ReturnType<Proof['key']>): Promise<void> {
  const [protectedHeader = '', payload = '', signature = ''] = assertion.split('.')
  try {
    await flattenedVerify({ protected: protectedHeader, payload, signature }, await key)
  } catch {
    throw new MachineFault('MP-124', 'the signature does not verify with the named key')
  }
}
