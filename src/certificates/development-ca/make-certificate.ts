import { createHash, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import type { NameAttribute } from '../../protocol/enterprise-certificate.ts'
import { bytesOf, pkiEngine } from '../pki-engine.ts'

export interface KeyPair {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

export const makeKeyPair = (modulusLength = 2048): Promise<KeyPair> =>
  promisify(generateKeyPair)('rsa', { modulusLength })

/** Who signs: the name and key that stand in what it signs. */
export interface Issuer {
  readonly subject: readonly NameAttribute[]
  readonly keys: KeyPair
}

/** Everything that stands in a certificate. Times in seconds. */
export interface CertificatePlan {
  readonly subject: readonly NameAttribute[]
  readonly publicKey: KeyObject
  readonly issuer: Issuer
  readonly notBeforeSeconds: number
  readonly notAfterSeconds: number
  /** A CA with this many CAs below it at most; undefined: no CA. */
  readonly pathLength?: number
  /** Undefined: the extension is left out. */
  readonly keyUsage?: readonly (keyof typeof usageBits)[]
  readonly extendedKeyUsage?: readonly string[]
  readonly policies?: readonly string[]
  readonly isQualifiedSeal?: boolean
  /** Where revocation is told, for whoever trusts addresses in certificates. */
  readonly crlUrl?: string
  readonly ocspUrl?: string
  /** An extension that nobody knows, marked as one that must be understood. */
  readonly unknownCriticalExtension?: boolean
  readonly hash?: 'SHA-1' | 'SHA-256'
}

const usageBits = { digitalSignature: 0x80, nonRepudiation: 0x40, keyCertSign: 0x04, crlSign: 0x02 } as const

/** Signs a certificate; answers its DER and the serial number, hexadecimal. */
export async function makeCertificate(
  plan: CertificatePlan,
): Promise<{ readonly der: Buffer; readonly serialNumber: string }> {
  const certificate = new pkijs.Certificate()
  const serial = positiveSerial()
  certificate.version = 2
  certificate.serialNumber = new asn1js.Integer({ valueHex: bytesOf(serial) })
  certificate.subject = nameOf(plan.subject)
  certificate.issuer = nameOf(plan.issuer.subject)
  certificate.notBefore.value = new Date(plan.notBeforeSeconds * 1000)
  certificate.notAfter.value = new Date(plan.notAfterSeconds * 1000)
  certificate.subjectPublicKeyInfo = pkijs.PublicKeyInfo.fromBER(bytesOf(spkiOf(plan.publicKey)))
  certificate.extensions = extensionsOf(plan)
  const hash = plan.hash ?? 'SHA-256'
  await certificate.sign(await signingKey(plan.issuer.keys, hash), hash, pkiEngine())
  return {
    der: Buffer.from(certificate.toSchema(true).toBER(false)),
    serialNumber: serial.toString('hex').toUpperCase(),
  }
}

export const signingKey = async (keys: KeyPair, hash: string): Promise<never> =>
  keys.privateKey.toCryptoKey({ name: 'RSASSA-PKCS1-v1_5', hash }, false, ['sign']) as never

const spkiOf = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' })

/** A set of its own for each attribute; the library by itself would put all into one. */
export function nameOf(attributes: readonly NameAttribute[]): pkijs.RelativeDistinguishedNames {
  const sets = attributes.map(({ oid, value }) => {
    const typeAndValue = [new asn1js.ObjectIdentifier({ value: oid }), new asn1js.Utf8String({ value })]
    return new asn1js.Set({ value: [new asn1js.Sequence({ value: typeAndValue })] })
  })
  return pkijs.RelativeDistinguishedNames.fromBER(new asn1js.Sequence({ value: sets }).toBER(false))
}

function extensionsOf(plan: CertificatePlan): pkijs.Extension[] {
  const extensions: pkijs.Extension[] = []
  const add = (extnID: string, critical: boolean, value: asn1js.BaseBlock | { toSchema(): asn1js.BaseBlock }): void => {
    const block = 'toSchema' in value ? value.toSchema() : value
    extensions.push(new pkijs.Extension({ extnID, critical, extnValue: block.toBER(false) }))
  }
  const isCa = plan.pathLength !== undefined
  add(
    '2.5.29.19',
    true,
    new pkijs.BasicConstraints({ cA: isCa, ...(isCa ? { pathLenConstraint: plan.pathLength } : {}) }),
  )
  if (plan.keyUsage !== undefined) add('2.5.29.15', true, usageOf(plan.keyUsage))
  add('2.5.29.14', false, new asn1js.OctetString({ valueHex: bytesOf(keyIdentifier(plan.publicKey)) }))
  const issuerKey = keyIdentifier(plan.issuer.keys.publicKey)
  const keyId = new asn1js.OctetString({ valueHex: bytesOf(issuerKey) })
  add('2.5.29.35', false, new pkijs.AuthorityKeyIdentifier({ keyIdentifier: keyId }))
  if (plan.extendedKeyUsage !== undefined)
    add('2.5.29.37', false, new pkijs.ExtKeyUsage({ keyPurposes: [...plan.extendedKeyUsage] }))
  if (plan.policies !== undefined && plan.policies.length > 0) {
    const certificatePolicies = plan.policies.map(
      (policyIdentifier) => new pkijs.PolicyInformation({ policyIdentifier }),
    )
    add('2.5.29.32', false, new pkijs.CertificatePolicies({ certificatePolicies }))
  }
  if (plan.crlUrl !== undefined) {
    const point = new pkijs.DistributionPoint({ distributionPoint: [uri(plan.crlUrl)] })
    add('2.5.29.31', false, new pkijs.CRLDistributionPoints({ distributionPoints: [point] }))
  }
  if (plan.ocspUrl !== undefined) {
    const access = { accessMethod: '1.3.6.1.5.5.7.48.1', accessLocation: uri(plan.ocspUrl) }
    add('1.3.6.1.5.5.7.1.1', false, new pkijs.InfoAccess({ accessDescriptions: [new pkijs.AccessDescription(access)] }))
  }
  if (plan.isQualifiedSeal === true) add('1.3.6.1.5.5.7.1.3', false, qualifiedSeal())
  if (plan.unknownCriticalExtension === true) add('2.16.578.1.1.1.1.999', true, new asn1js.Null())
  return extensions
}

const uri = (value: string) => new pkijs.GeneralName({ type: 6, value })

function usageOf(usages: readonly (keyof typeof usageBits)[]): asn1js.BitString {
  const bits = usages.reduce((sum, usage) => sum | usageBits[usage], 0)
  const unusedBits = bits === 0 ? 0 : 31 - Math.clz32(bits & -bits)
  return new asn1js.BitString({ valueHex: new Uint8Array([bits]).buffer, unusedBits })
}

/** QcCompliance, and QcType eSeal (ETSI EN 319 412-5). */
function qualifiedSeal(): asn1js.Sequence {
  const oid = (value: string) => new asn1js.ObjectIdentifier({ value })
  const sequence = (...value: asn1js.BaseBlock[]) => new asn1js.Sequence({ value })
  return sequence(sequence(oid('0.4.0.1862.1.1')), sequence(oid('0.4.0.1862.1.6'), sequence(oid('0.4.0.1862.1.6.2'))))
}

/** SHA-1 over the key's bits, as RFC 5280 §4.2.1.2 names a key; nothing depends on its strength. */
const keyIdentifier = (key: KeyObject): Buffer => {
  const info = pkijs.PublicKeyInfo.fromBER(bytesOf(spkiOf(key)))
  return createHash('sha1').update(info.subjectPublicKey.valueBlock.valueHexView).digest()
}

function positiveSerial(): Buffer {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return bytes
}
