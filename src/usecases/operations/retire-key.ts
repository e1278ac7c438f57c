import type { SigningKeyMaterial } from '../../signing/signer.ts'
import { isPublished, noteInJournal, type SigningRing, shelfOf, signingNow } from './signing-ring.ts'

export type Retirement =
  /** `wouldHaveLeftAtSeconds`: until then there may be tokens that it signed; null if nobody had planned it. */
  | { readonly outcome: 'retired'; readonly key: SigningKeyMaterial; readonly wouldHaveLeftAtSeconds: number | null }
  | { readonly outcome: 'signs' | 'waiting' | 'gone' | 'unknown' }

/** Takes a key out of the JWKS that signs no more, before its time. It is still good for hints (KEY-10). */
export const retireKey =
  (ring: SigningRing) =>
  (kid: string): Promise<Retirement> => {
    const nowSeconds = ring.clock.nowSeconds()
    return ring.durable.transaction(async (store) => {
      const shelf = shelfOf({ durable: store, name: ring.name })
      const keys = await shelf.list()
      const key = keys.find((known) => known.kid === kid)
      if (key === undefined) return { outcome: 'unknown' }
      if (!isPublished(key, nowSeconds)) return { outcome: 'gone' }
      if (signingNow(keys, key.alg, nowSeconds)?.kid === kid) return { outcome: 'signs' }
      if (key.signsFromSeconds > nowSeconds) return { outcome: 'waiting' }
      const retired = { ...key, retiredAtSeconds: nowSeconds }
      await shelf.save(retired)
      await noteInJournal(ring, store, 'signing_key.retired', key, { retiredAtSeconds: nowSeconds })
      return { outcome: 'retired', key: retired, wouldHaveLeftAtSeconds: key.retiredAtSeconds }
    })
  }
