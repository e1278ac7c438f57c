import { X509Certificate } from 'node:crypto'
import type { IdTokenAlgorithm } from '../../protocol/client.ts'
import type { SigningKeyMaterial } from '../../signing/signer.ts'
import { isPublished, newestFirst, type SigningRing, shelfOf } from './signing-ring.ts'

const renewedDaysBefore = 60

/**
 * The keys of the ring, with one at least of each algorithm asked for. The very first of an algorithm is made when there is
 * none and signs at once: nothing was signed with it before, so nobody waits for another (KEY-7). One whose certificate is
 * about to end gets a new certificate, since clients read its dates (KEY-4); the key stays.
 */
export const ensureSigningKeys =
  (ring: SigningRing) =>
  async (algorithms: readonly IdTokenAlgorithm[] = ring.algorithms): Promise<readonly SigningKeyMaterial[]> => {
    const nowSeconds = ring.clock.nowSeconds()
    const shelf = shelfOf(ring)
    const keys = await shelf.list()
    let hasChanged = false
    for (const alg of algorithms) {
      if (newestFirst(keys, alg, nowSeconds).length > 0) continue
      const made = await ring.makeKey(alg, nowSeconds, nowSeconds)
      await saveFirst(ring, made, nowSeconds)
      hasChanged = true
    }
    for (const key of keys) {
      if (!isPublished(key, nowSeconds) || !isCertificateEnding(key, nowSeconds)) continue
      const { x5c } = await ring.renewCertificate(key, nowSeconds)
      // Only the certificate: somebody may have given the key its time to leave meanwhile.
      await ring.durable.transaction(async (store) => {
        const inside = shelfOf({ durable: store, name: ring.name })
        const present = (await inside.list()).find(({ kid }) => kid === key.kid)
        if (present !== undefined) await inside.save({ ...present, x5c })
      })
      hasChanged = true
    }
    return hasChanged ? shelf.list() : keys
  }

/** Of several processes that make the first key at once, one is heard. */
async function saveFirst(ring: SigningRing, made: SigningKeyMaterial, nowSeconds: number): Promise<void> {
  const isFirst = await ring.durable.transaction(async (store) => {
    const shelf = shelfOf({ durable: store, name: ring.name })
    if (newestFirst(await shelf.list(), made.alg, nowSeconds).length > 0) return false
    await shelf.save(made)
    return true
  })
  if (!isFirst) await ring.destroy(made)
}

function isCertificateEnding(key: SigningKeyMaterial, nowSeconds: number): boolean {
  const [certificate] = key.x5c
  if (certificate === undefined) return true
  const endsAtSeconds = Date.parse(new X509Certificate(Buffer.from(certificate, 'base64')).validTo) / 1000
  return endsAtSeconds - nowSeconds < renewedDaysBefore * 86_400
}
