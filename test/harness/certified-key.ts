import { createPrivateKey, createSign, generateKeyPairSync } from 'node:crypto'
import { selfSignedCertificate } from '../../src/signing/self-signed-certificate.ts'

/** An RSA key that is nobody's yet, with a certificate of three years that it signed itself. */
export async function makeCertifiedKey(commonName: string, nowSeconds: number) {
  const { privateKey: pem } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const { n = '', e = '' } = createPrivateKey(pem).export({ format: 'jwk' })
  const publicJwk = { kty: 'RSA', n, e } as const
  const sign = async (bytes: Uint8Array) => new Uint8Array(createSign('sha256').update(bytes).sign(pem))
  const certificate = await selfSignedCertificate({ commonName, alg: 'RS256', publicJwk, sign, nowSeconds })
  return { privateKey: pem, publicJwk, x5c: [certificate] }
}
