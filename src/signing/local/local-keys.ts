import { CompactSign } from 'jose/jws/compact/sign'
import { compactVerify } from 'jose/jws/compact/verify'
import { importJWK, importPKCS8 } from 'jose/key/import'
import type { Clock } from '../../system/clock.ts'
import type { KeyRing, Signer, SigningKeyMaterial } from '../signer.ts'

interface OpenedKey {
  readonly material: SigningKeyMaterial
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
}

const utf8 = new TextEncoder()

/**
 * Signer and key ring over keys held in this process, as CryptoKeys: signatures are made on the thread pool, so the
 * event loop stays free. Throws if no key may sign yet.
 */
export async function openLocalKeys(
  materials: readonly SigningKeyMaterial[],
  clock: Clock,
): Promise<{ signer: Signer; keyRing: KeyRing }> {
  const opened = await Promise.all(materials.map(openKey))
  const byId = new Map(opened.map((key) => [key.material.kid, key]))
  // Newest first: the key that signs is the newest that is old enough to have been seen by everybody (KEY-8).
  const newestFirst = [...opened].sort((a, b) => b.material.signsFromSeconds - a.material.signsFromSeconds)
  const signingKey = (): OpenedKey => {
    const nowSeconds = clock.nowSeconds()
    const key = newestFirst.find(
      ({ material }) => material.signsFromSeconds <= nowSeconds && material.retiredAtSeconds === null,
    )
    if (key === undefined) throw new Error('no signing key may sign yet; make one with signsFromSeconds in the past')
    return key
  }
  signingKey()
  const published = newestFirst
    .filter(({ material }) => material.retiredAtSeconds === null)
    .map(({ material }) => publishedKey(material))
  return {
    signer: {
      sign(claims, { typ } = {}) {
        const key = signingKey()
        return new CompactSign(utf8.encode(JSON.stringify(claims)))
          .setProtectedHeader({ alg: 'RS256', kid: key.material.kid, ...(typ === undefined ? {} : { typ }) })
          .sign(key.privateKey)
      },
    },
    keyRing: {
      published: () => published,
      async verify(token) {
        try {
          const { payload } = await compactVerify(token, (header) => keyFor(byId, header), { algorithms: ['RS256'] })
          const claims: unknown = JSON.parse(new TextDecoder().decode(payload))
          return typeof claims === 'object' && claims !== null && !Array.isArray(claims)
            ? (claims as Record<string, unknown>)
            : undefined
        } catch {
          // Not a JWS, another's signature, an unknown key: all of them are "not ours".
          return undefined
        }
      },
    },
  }
}

function keyFor(byId: ReadonlyMap<string, OpenedKey>, header: { kid?: string }): CryptoKey {
  const key = header.kid === undefined ? undefined : byId.get(header.kid)
  if (key === undefined) throw new Error('unknown kid')
  return key.publicKey
}

async function openKey(material: SigningKeyMaterial): Promise<OpenedKey> {
  const [privateKey, publicKey] = await Promise.all([
    importPKCS8(material.privateKey, 'RS256'),
    importJWK({ ...material.publicJwk, alg: 'RS256' }, 'RS256'),
  ])
  if (!(publicKey instanceof CryptoKey)) throw new Error(`public key ${material.kid} is not an RSA key`)
  return { material, privateKey, publicKey }
}

const publishedKey = ({ kid, publicJwk, x5c }: SigningKeyMaterial) =>
  ({ kty: 'RSA', use: 'sig', alg: 'RS256', kid, n: publicJwk.n, e: publicJwk.e, x5c }) as const
