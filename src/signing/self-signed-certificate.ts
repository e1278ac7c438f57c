import { randomBytes } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import type { IdTokenAlgorithm } from '../protocol/client.ts'
import type { PublicMembers } from '../protocol/thumbprint.ts'
import type { SignBytes } from './key-keeper.ts'

const certificateYears = 3

export interface CertificateOrder {
  readonly commonName: string
  readonly alg: IdTokenAlgorithm
  readonly publicJwk: PublicMembers
  /** Signs with the private key of `publicJwk`, wherever that is. */
  readonly sign: SignBytes
  readonly nowSeconds: number
}

/** A certificate for the key, signed by itself: RPs read dates and key from it, trust comes from the JWKS (KEY-4). Base64 DER. */
export async function selfSignedCertificate(order: CertificateOrder): Promise<string> {
  const { alg, nowSeconds } = order
  const certificate = new pkijs.Certificate()
  certificate.version = 2
  certificate.serialNumber = new asn1js.Integer({ valueHex: positiveSerial() })
  const value = new asn1js.Utf8String({ value: order.commonName })
  const name = new pkijs.AttributeTypeAndValue({ type: '2.5.4.3', value })
  certificate.subject.typesAndValues.push(name)
  certificate.issuer.typesAndValues.push(name)
  // Begins an hour back, for clients whose clocks are behind.
  certificate.notBefore.value = new Date((nowSeconds - 3600) * 1000)
  certificate.notAfter.value = new Date((nowSeconds + certificateYears * 365 * 86400) * 1000)
  certificate.subjectPublicKeyInfo.fromJSON(order.publicJwk)
  const algorithm = signatureAlgorithms[alg]()
  certificate.signature = algorithm
  certificate.signatureAlgorithm = algorithm
  const toBeSigned = certificate.encodeTBS().toBER(false)
  certificate.tbsView = new Uint8Array(toBeSigned)
  const signature = await order.sign(certificate.tbsView)
  const encoded = alg === 'ES256' ? derSignature(signature) : new Uint8Array(signature).buffer
  certificate.signatureValue = new asn1js.BitString({ valueHex: encoded })
  return Buffer.from(certificate.toSchema(true).toBER(false)).toString('base64')
}

/** RFC 4055 §5, §3.1 and RFC 5758 §3.2. */
const signatureAlgorithms: Readonly<Record<IdTokenAlgorithm, () => pkijs.AlgorithmIdentifier>> = {
  RS256: () =>
    new pkijs.AlgorithmIdentifier({ algorithmId: '1.2.840.113549.1.1.11', algorithmParams: new asn1js.Null() }),
  PS256: () => {
    const sha256 = new pkijs.AlgorithmIdentifier({
      algorithmId: '2.16.840.1.101.3.4.2.1',
      algorithmParams: new asn1js.Null(),
    })
    const maskGenAlgorithm = new pkijs.AlgorithmIdentifier({
      algorithmId: '1.2.840.113549.1.1.8',
      algorithmParams: sha256.toSchema(),
    })
    const parameters = new pkijs.RSASSAPSSParams({ hashAlgorithm: sha256, maskGenAlgorithm, saltLength: 32 })
    return new pkijs.AlgorithmIdentifier({
      algorithmId: '1.2.840.113549.1.1.10',
      algorithmParams: parameters.toSchema(),
    })
  },
  ES256: () => new pkijs.AlgorithmIdentifier({ algorithmId: '1.2.840.10045.4.3.2' }),
}

/** X.509 has `r` and `s` as a sequence of two numbers (RFC 3279 §2.2.3), where a JWS has them side by side. */
function derSignature(signature: Uint8Array): ArrayBuffer {
  const half = signature.length / 2
  const numbers = [signature.subarray(0, half), signature.subarray(half)].map((part) => {
    const digits = Buffer.from(part)
    const start = digits.findIndex((byte) => byte !== 0)
    const trimmed = digits.subarray(start < 0 ? digits.length - 1 : start)
    const positive = ((trimmed[0] ?? 0) & 0x80) === 0 ? trimmed : Buffer.concat([Buffer.of(0), trimmed])
    return new asn1js.Integer({ valueHex: new Uint8Array(positive).buffer })
  })
  return new asn1js.Sequence({ value: numbers }).toBER(false)
}

function positiveSerial(): ArrayBuffer {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return new Uint8Array(bytes).buffer
}
