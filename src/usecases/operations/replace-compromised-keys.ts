import type { SigningKeyMaterial } from '../../signing/signer.ts'
import { leavesAtSeconds } from './rotate-keys.ts'
import { newestFirst, noteInJournal, type SigningRing, shelfOf, signingNow } from './signing-ring.ts'

export interface Replacement {
  readonly removed: readonly SigningKeyMaterial[]
  /** Sign from now on, one for each algorithm whose signing key was removed. */
  readonly made: readonly SigningKeyMaterial[]
}

/**
 * The emergency (KEY-9): the keys leave the JWKS at once, count for nothing anywhere, also as hints, and lose their private
 * part. Where one of them signed, a new key signs from this moment, without having been published before. Without `kid` all
 * keys of the ring that have a private part are removed, as when the secrets file is out. undefined: no such key is left.
 */
export const replaceCompromisedKeys =
  (ring: SigningRing) =>
  async (kid?: string): Promise<Replacement | undefined> => {
    const nowSeconds = ring.clock.nowSeconds()
    const isMeant = (key: SigningKeyMaterial): boolean =>
      key.compromisedAtSeconds === null && (kid === undefined ? key.privateKey !== null : key.kid === kid)
    const meant = (await shelfOf(ring).list()).filter(isMeant)
    if (meant.length === 0) return undefined
    const candidates: SigningKeyMaterial[] = []
    for (const alg of new Set(meant.map((key) => key.alg)))
      candidates.push(await ring.makeKey(alg, nowSeconds, nowSeconds))
    const longestSeconds = await ring.longestTokenSeconds()
    const replacement = await ring.durable.transaction(async (store) => {
      const shelf = shelfOf({ durable: store, name: ring.name })
      const keys = await shelf.list()
      const removed = keys.filter(isMeant)
      for (const key of removed) {
        await shelf.save({ ...key, compromisedAtSeconds: nowSeconds })
        await noteInJournal(ring, store, 'signing_key.compromised', key, { compromisedAtSeconds: nowSeconds })
        if (key.privateKey !== null) await shelf.replacePrivateKey(key.kid, key.privateKey, null)
      }
      const left = keys.filter((key) => !removed.includes(key))
      const made: SigningKeyMaterial[] = []
      for (const candidate of candidates) {
        const signer = signingNow(keys, candidate.alg, nowSeconds)
        const [follower] = newestFirst(left, candidate.alg, nowSeconds)
        if (signer !== undefined && left.includes(signer)) {
          // What was removed was to follow it; now nothing does, and it stays.
          if (follower === signer && signer.retiredAtSeconds !== null)
            await shelf.save({ ...signer, retiredAtSeconds: null })
          continue
        }
        const isFollowed = follower !== undefined && follower.signsFromSeconds > nowSeconds
        const retiredAtSeconds = isFollowed ? leavesAtSeconds(follower, longestSeconds) : null
        await shelf.save({ ...candidate, retiredAtSeconds })
        await noteInJournal(ring, store, 'signing_key.made', candidate, { signsFromSeconds: nowSeconds })
        made.push({ ...candidate, retiredAtSeconds })
      }
      return { removed, made }
    })
    for (const key of replacement.removed) await ring.destroy(key)
    for (const candidate of candidates)
      if (!replacement.made.some((key) => key.kid === candidate.kid)) await ring.destroy(candidate)
    return replacement.removed.length === 0 ? undefined : replacement
  }
