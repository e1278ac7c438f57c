import { createHash, generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import type { SigningKeyMaterial } from '../signer.ts'

const certificateYears = 3

/** A new RSA-2048 key with a certificate of its own (KEY-1, KEY-4); it may sign from `signsFromSeconds` on. */
export async function makeSigningKey(
  commonName: string,
  nowSeconds: number,
  signsFromSeconds: number,
): Promise<SigningKeyMaterial> {
  const pair = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'jwk' } as unknown as { type: 'spki'; format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const { n, e } = pair.publicKey as unknown as { n: string; e: string }
  const privateKey = pair.privateKey
  const publicJwk = { kty: 'RSA', n, e } as const
  return {
    kid: thumbprint(publicJwk),
    createdAtSeconds: nowSeconds,
    signsFromSeconds,
    retiredAtSeconds: null,
    publicJwk,
    x5c: [await selfSignedCertificate(commonName, publicJwk, privateKey, nowSeconds)],
    privateKey,
  }
}

/** RFC 7638: the SHA-256 of the required members in alphabetic order (KEY-3). */
const thumbprint = (jwk: { kty: string; n: string; e: string }): string =>
  createHash('sha256')
    .update(JSON.stringify({ e: jwk.e, kty: jwk.kty, n: jwk.n }))
    .digest('base64url')

/** A certificate for the key, signed by itself: RPs read dates and key from it, trust comes from the JWKS (KEY-4). Base64 DER. */
export async function selfSignedCertificate(
  commonName: string,
  publicJwk: { kty: 'RSA'; n: string; e: string },
  privateKeyPem: string,
  nowSeconds: number,
): Promise<string> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const pkcs8 = Buffer.from(privateKeyPem.replace(/-----[^-]+-----|\s/g, ''), 'base64')
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']),
    crypto.subtle.importKey('jwk', publicJwk, algorithm, true, ['verify']),
  ])
  const certificate = new pkijs.Certificate()
  certificate.version = 2
  certificate.serialNumber = new asn1js.Integer({ valueHex: positiveSerial() })
  const name = new pkijs.AttributeTypeAndValue({ type: '2.5.4.3', value: new asn1js.Utf8String({ value: commonName }) })
  certificate.subject.typesAndValues.push(name)
  certificate.issuer.typesAndValues.push(name)
  // Begins an hour back, for clients whose clocks are behind.
  certificate.notBefore.value = new Date((nowSeconds - 3600) * 1000)
  certificate.notAfter.value = new Date((nowSeconds + certificateYears * 365 * 86400) * 1000)
  // The type of the engine is behind the newest DOM types by four methods that signing does not use.
  const engine = new pkijs.CryptoEngine({ name: 'node', crypto: crypto as never }) as unknown as pkijs.ICryptoEngine
  await certificate.subjectPublicKeyInfo.importKey(publicKey as never, engine)
  await certificate.sign(privateKey as never, 'SHA-256', engine)
  return Buffer.from(certificate.toSchema(true).toBER(false)).toString('base64')
}

function positiveSerial(): ArrayBuffer {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return new Uint8Array(bytes).buffer
}
