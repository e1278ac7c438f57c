import type { KeyObject } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { bytesOf, pkiEngine } from '../pki-engine.ts'

const iterations = 100_000
const encryption = {
  // The type asks for an iv, which the library draws by itself.
  contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256 } as unknown as pkijs.ContentEncryptionAlgorithm,
  hmacHashAlgorithm: 'SHA-256',
  iterationCount: iterations,
}

/** Key and certificates (leaf first) in one file, AES-256 under the password (RFC 7292); the friendly name is what key stores show. */
export async function makePkcs12(
  privateKey: KeyObject,
  certificates: readonly Buffer[],
  friendlyName: string,
  password: string,
): Promise<Buffer> {
  const secret = bytesOf(Buffer.from(password, 'utf8'))
  const localKeyId = new asn1js.OctetString({ valueHex: bytesOf(Buffer.from([1])) })
  const attributes = () => [
    new pkijs.Attribute({ type: '1.2.840.113549.1.9.20', values: [new asn1js.BmpString({ value: friendlyName })] }),
    new pkijs.Attribute({ type: '1.2.840.113549.1.9.21', values: [localKeyId] }),
  ]
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' })
  const keyBag = new pkijs.PKCS8ShroudedKeyBag({ parsedValue: pkijs.PrivateKeyInfo.fromBER(bytesOf(pkcs8)) })
  await keyBag.makeInternalValues({ password: secret, ...encryption }, pkiEngine())
  const keys = new pkijs.SafeContents({
    safeBags: [
      new pkijs.SafeBag({ bagId: '1.2.840.113549.1.12.10.1.2', bagValue: keyBag, bagAttributes: attributes() }),
    ],
  })
  const chain = new pkijs.SafeContents({
    safeBags: certificates.map(
      (der, index) =>
        new pkijs.SafeBag({
          bagId: '1.2.840.113549.1.12.10.1.3',
          bagValue: new pkijs.CertBag({ parsedValue: pkijs.Certificate.fromBER(bytesOf(der)) }),
          ...(index === 0 ? { bagAttributes: attributes() } : {}),
        }),
    ),
  })
  const pfx = new pkijs.PFX({
    parsedValue: {
      integrityMode: 0,
      authenticatedSafe: new pkijs.AuthenticatedSafe({
        parsedValue: {
          safeContents: [
            { privacyMode: 0, value: keys },
            { privacyMode: 1, value: chain },
          ],
        },
      }),
    },
  })
  const safe = pfx.parsedValue?.authenticatedSafe
  await safe?.makeInternalValues({ safeContents: [{}, { password: secret, ...encryption }] }, pkiEngine())
  await pfx.makeInternalValues(
    { password: secret, iterations, pbkdf2HashAlgorithm: { name: 'SHA-256' }, hmacHashAlgorithm: 'SHA-256' },
    pkiEngine(),
  )
  return Buffer.from(pfx.toSchema().toBER(false))
}
