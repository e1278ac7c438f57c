import { type SigningRing, shelfOf } from './signing-ring.ts'

/**
 * Encrypts the private keys of the ring under the first encryption key of the settings, whichever of them they were under;
 * `exposed`: only those that an earlier version left in the clear. Resolves with how many were written anew.
 */
export const rewrapKeys =
  (ring: SigningRing) =>
  async (what: 'exposed' | 'all' = 'all'): Promise<number> => {
    const shelf = shelfOf(ring)
    let count = 0
    for (const key of await shelf.list()) {
      if (key.privateKey === null) continue
      const sealed = ring.rewrap(key, what)
      if (sealed !== undefined && (await shelf.replacePrivateKey(key.kid, key.privateKey, sealed))) count += 1
    }
    return count
  }
