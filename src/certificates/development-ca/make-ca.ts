import type { CaMaterial } from './ca-folder.ts'
import { type Issuer, type KeyPair, makeCertificate, makeKeyPair } from './make-certificate.ts'

const yearSeconds = 365 * 86_400

const named = (commonName: string) => [
  { oid: '2.5.4.6', value: 'NO' },
  { oid: '2.5.4.10', value: 'Portvakt, for development only' },
  { oid: '2.5.4.3', value: commonName },
]

/** The common name that tells its root from all that are meant in earnest. */
export const developmentRootName = 'Portvakt Development Root CA'

export const rootIssuer = (keys: KeyPair): Issuer => ({ subject: named(developmentRootName), keys })
export const intermediateIssuer = (keys: KeyPair): Issuer => ({ subject: named('Portvakt Development CA 1'), keys })

/** A root and an intermediate, good for twenty years. They begin five years back, so that expired certificates fit below. */
export async function makeCa(nowSeconds: number): Promise<CaMaterial> {
  const [rootKeys, intermediateKeys] = await Promise.all([makeKeyPair(), makeKeyPair()])
  const times = { notBeforeSeconds: nowSeconds - 5 * yearSeconds, notAfterSeconds: nowSeconds + 20 * yearSeconds }
  const usage = { keyUsage: ['keyCertSign', 'crlSign'] } as const
  const root = rootIssuer(rootKeys)
  const [own, below] = await Promise.all([
    makeCertificate({ ...times, ...usage, ...root, publicKey: rootKeys.publicKey, issuer: root, pathLength: 1 }),
    makeCertificate({
      ...times,
      ...usage,
      ...intermediateIssuer(intermediateKeys),
      publicKey: intermediateKeys.publicKey,
      issuer: root,
      pathLength: 0,
    }),
  ])
  return { root: own.der, intermediate: below.der, rootKeys, intermediateKeys }
}
