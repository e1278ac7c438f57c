import { compactVerify } from 'jose/jws/compact/verify'
import { importJWK } from 'jose/key/import'
import { type IdTokenAlgorithm, idTokenAlgorithms } from '../protocol/client.ts'
import type { Clock } from '../system/clock.ts'
import type { KeyKeeper, SignBytes } from './key-keeper.ts'
import type { KeyRing, PublishedKey, Signer, SigningKeyMaterial } from './signer.ts'

export interface SigningKeys {
  readonly signer: Signer
  readonly keyRing: KeyRing
  /** From now on these; a key whose `kid` was there before keeps what was opened of it. Rejects if one does not open. */
  replace(materials: readonly SigningKeyMaterial[]): Promise<void>
}

interface OpenedKey {
  readonly material: SigningKeyMaterial
  readonly sign: SignBytes | undefined
  /** The header of a token without `typ`, encoded once. */
  readonly header: string
}

/**
 * Signer and key ring over the keys of one ring, wherever `keeper` has their private parts. Which key signs and which are
 * published follows from their times alone (KEY-8). `makeMissing` is called when an algorithm is asked for that has no key
 * yet, and resolves when `replace` has brought one. Without a keeper they verify and do not sign.
 */
export async function openSigningKeys(
  needs: {
    readonly ring: string
    readonly keeper?: KeyKeeper
    readonly clock: Clock
    readonly makeMissing?: (alg: IdTokenAlgorithm) => Promise<void>
  },
  materials: readonly SigningKeyMaterial[],
): Promise<SigningKeys> {
  const { keeper, clock, ring } = needs
  let byKid: ReadonlyMap<string, OpenedKey> = new Map()
  let signing: Readonly<Record<IdTokenAlgorithm, readonly OpenedKey[]>> = { RS256: [], PS256: [], ES256: [] }
  let compromised: ReadonlySet<string> = new Set()
  let shown: { readonly keys: readonly PublishedKey[]; readonly untilSeconds: number; readonly sinceSeconds: number }
  const publicKeys = new Map<string, Promise<CryptoKey>>()

  const open = async (material: SigningKeyMaterial): Promise<OpenedKey> => {
    const { kid, alg, privateKey } = material
    const before = byKid.get(kid)
    const signs = keeper !== undefined && privateKey !== null && isPublished(material, clock.nowSeconds())
    const kept = before?.material.privateKey === privateKey ? before.sign : undefined
    return {
      material,
      header: before?.header ?? encode({ alg, kid }),
      sign: signs ? (kept ?? (await keeper.open(ring, { kid, alg, privateKey }))) : undefined,
    }
  }
  const replace = async (next: readonly SigningKeyMaterial[]): Promise<void> => {
    const opened = await Promise.all(next.map(open))
    // Newest first: the key that signs is the newest that is old enough to have been seen by everybody (KEY-8).
    const newestFirst = [...opened].sort((a, b) => b.material.signsFromSeconds - a.material.signsFromSeconds)
    const able = (alg: IdTokenAlgorithm) => newestFirst.filter((key) => key.material.alg === alg && key.sign)
    byKid = new Map(newestFirst.map((key) => [key.material.kid, key]))
    signing = { RS256: able('RS256'), PS256: able('PS256'), ES256: able('ES256') }
    compromised = new Set(
      next.filter(({ compromisedAtSeconds }) => compromisedAtSeconds !== null).map(({ kid }) => kid),
    )
    shown = show(newestFirst, clock.nowSeconds())
  }
  const signingKey = (alg: IdTokenAlgorithm): OpenedKey | undefined => {
    const nowSeconds = clock.nowSeconds()
    const mayBy = (seconds: number) =>
      signing[alg].find(({ material }) => material.signsFromSeconds <= seconds && isPublished(material, nowSeconds))
    return mayBy(nowSeconds) ?? mayBy(nowSeconds + clockToleranceSeconds)
  }
  const publicKeyOf = ({ kid, alg, publicJwk }: SigningKeyMaterial): Promise<CryptoKey> => {
    let key = publicKeys.get(kid)
    if (key === undefined) {
      key = importJWK({ ...publicJwk, alg }, alg) as Promise<CryptoKey>
      publicKeys.set(kid, key)
    }
    return key
  }

  shown = { keys: [], untilSeconds: 0, sinceSeconds: 0 }
  await replace(materials)
  return {
    replace,
    signer: {
      async sign(claims, { alg = 'RS256', typ } = {}) {
        let key = signingKey(alg)
        if (key === undefined) {
          await needs.makeMissing?.(alg)
          key = signingKey(alg)
        }
        if (key?.sign === undefined) throw new Error(`no signing key of ${ring} may sign with ${alg} yet`)
        const header = typ === undefined ? key.header : encode({ alg, kid: key.material.kid, typ })
        const input = `${header}.${encode(claims)}`
        return `${input}.${Buffer.from(await key.sign(Buffer.from(input))).toString('base64url')}`
      },
    },
    keyRing: {
      published() {
        const nowSeconds = clock.nowSeconds()
        if (nowSeconds >= shown.untilSeconds || nowSeconds < shown.sinceSeconds)
          shown = show([...byKid.values()], nowSeconds)
        return shown.keys
      },
      async verify(token) {
        try {
          const { payload } = await compactVerify(
            token,
            ({ kid, alg }) => {
              const found = kid === undefined ? undefined : byKid.get(kid)?.material
              if (found === undefined || found.alg !== alg || compromised.has(found.kid)) throw new Error('unknown key')
              return publicKeyOf(found)
            },
            { algorithms: [...idTokenAlgorithms] },
          )
          const claims: unknown = JSON.parse(new TextDecoder().decode(payload))
          return typeof claims === 'object' && claims !== null && !Array.isArray(claims)
            ? (claims as Record<string, unknown>)
            : undefined
        } catch {
          // Not a JWS, another's signature, an unknown key: all of them are "not ours".
          return undefined
        }
      },
      isCompromised: (token) => compromised.size > 0 && compromised.has(kidOf(token)),
    },
  }
}

/** How far the clock may be ahead where a key was made that signs at once, when there is no other key. */
const clockToleranceSeconds = 60

const encode = (content: object): string => Buffer.from(JSON.stringify(content)).toString('base64url')

const isPublished = (key: SigningKeyMaterial, nowSeconds: number): boolean =>
  key.compromisedAtSeconds === null && (key.retiredAtSeconds === null || key.retiredAtSeconds > nowSeconds)

/** What the JWKS shows now, and until when that holds if nobody writes. */
function show(newestFirst: readonly OpenedKey[], nowSeconds: number) {
  const published = newestFirst.map(({ material }) => material).filter((key) => isPublished(key, nowSeconds))
  const ends = published.map(({ retiredAtSeconds }) => retiredAtSeconds ?? Number.POSITIVE_INFINITY)
  return {
    keys: idTokenAlgorithms.flatMap((alg) => published.filter((key) => key.alg === alg).map(publishedKey)),
    untilSeconds: Math.min(...ends, Number.POSITIVE_INFINITY),
    sinceSeconds: nowSeconds,
  }
}

const publishedKey = ({ kid, alg, publicJwk, x5c }: SigningKeyMaterial): PublishedKey =>
  publicJwk.kty === 'RSA'
    ? { kty: 'RSA', use: 'sig', alg, kid, n: publicJwk.n, e: publicJwk.e, x5c }
    : { kty: 'EC', use: 'sig', alg, kid, crv: publicJwk.crv, x: publicJwk.x, y: publicJwk.y, x5c }

function kidOf(token: string): string {
  try {
    const { kid } = JSON.parse(Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString()) as {
      kid?: unknown
    }
    return typeof kid === 'string' ? kid : ''
  } catch {
    return ''
  }
}
