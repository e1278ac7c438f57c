import type { IdTokenAlgorithm } from '../../protocol/client.ts'
import type { SigningKeyMaterial } from '../../signing/signer.ts'
import { newestFirst, noteInJournal, overlapSeconds, type SigningRing, shelfOf, signingNow } from './signing-ring.ts'

export type Rotation =
  | {
      readonly outcome: 'rotated'
      readonly next: SigningKeyMaterial
      /** Those that it follows, with the time at which they leave the JWKS. */
      readonly leaving: readonly SigningKeyMaterial[]
    }
  /** A key is published already and signs later. */
  | { readonly outcome: 'waiting'; readonly next: SigningKeyMaterial }
  | { readonly outcome: 'not-due' }
  /** There is no key of the algorithm to follow; the first is made when it is needed. */
  | { readonly outcome: 'none' }

/**
 * Makes the key that follows: published from now on, signing a day later, while the one before it stays published for as
 * long as there may be tokens that it signed (KEY-8). With `dueAfterSeconds` only if the present key has signed for so
 * long. Of several processes that try at once, one makes the key.
 */
export const rotateKeys =
  (ring: SigningRing) =>
  async (alg: IdTokenAlgorithm, dueAfterSeconds?: number): Promise<Rotation> => {
    const nowSeconds = ring.clock.nowSeconds()
    const before = judge(await shelfOf(ring).list(), alg, nowSeconds, dueAfterSeconds)
    if (before !== undefined) return before
    // Both take time, and nothing but the store may be waited for in a transaction.
    const next = await ring.makeKey(alg, nowSeconds, nowSeconds + overlapSeconds)
    const longestSeconds = await ring.longestTokenSeconds()
    const rotation = await ring.durable.transaction(async (store): Promise<Rotation> => {
      const shelf = shelfOf({ durable: store, name: ring.name })
      const keys = await shelf.list()
      const now = judge(keys, alg, nowSeconds, dueAfterSeconds)
      if (now !== undefined) return now
      await shelf.save(next)
      const leaving: SigningKeyMaterial[] = []
      for (const key of newestFirst(keys, alg, nowSeconds)) {
        if (key.retiredAtSeconds !== null) continue
        const left = { ...key, retiredAtSeconds: leavesAtSeconds(next, longestSeconds) }
        await shelf.save(left)
        leaving.push(left)
      }
      await noteInJournal(ring, store, 'signing_key.made', next, {
        signsFromSeconds: next.signsFromSeconds,
        follows: leaving.map(({ kid }) => kid),
      })
      return { outcome: 'rotated', next, leaving }
    })
    if (rotation.outcome !== 'rotated') await ring.destroy(next)
    return rotation
  }

/** When a key leaves the JWKS that `next` follows: a day and the longest token after it has signed its last (KEY-8). */
export const leavesAtSeconds = (next: SigningKeyMaterial, longestSeconds: number): number =>
  next.signsFromSeconds + overlapSeconds + longestSeconds

/** Why there is nothing to rotate; undefined if there is. */
function judge(
  keys: readonly SigningKeyMaterial[],
  alg: IdTokenAlgorithm,
  nowSeconds: number,
  dueAfterSeconds: number | undefined,
): Rotation | undefined {
  const [newest] = newestFirst(keys, alg, nowSeconds)
  if (newest === undefined || signingNow(keys, alg, nowSeconds) === undefined) return { outcome: 'none' }
  if (newest.signsFromSeconds > nowSeconds) return { outcome: 'waiting', next: newest }
  if (dueAfterSeconds !== undefined && newest.signsFromSeconds + dueAfterSeconds > nowSeconds)
    return { outcome: 'not-due' }
  return undefined
}
