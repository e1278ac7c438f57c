import type { Log } from '../../system/log.ts'
import { ensureSigningKeys } from './ensure-signing-key.ts'
import { leavesAtSeconds, rotateKeys } from './rotate-keys.ts'
import { isPublished, type SigningRing, shelfOf } from './signing-ring.ts'

interface Needs {
  readonly ring: SigningRing
  /** How long a key signs before the next one is made; 0: only by command. Days. */
  readonly rotationDays: number
  readonly log: Log
}

/**
 * What time asks of the keys of a ring (KEY-4, KEY-8): first keys, certificates, the next rotation, and the end of private
 * keys that have left the JWKS. Each step looks at what is stored, so that any number of processes may do it, at any time
 * and again.
 */
export const keepSigningKeys =
  ({ ring, rotationDays, log }: Needs) =>
  async (): Promise<void> => {
    await ensureSigningKeys(ring)()
    if (rotationDays > 0)
      for (const alg of ring.algorithms) {
        const rotation = await rotateKeys(ring)(alg, rotationDays * 86_400)
        if (rotation.outcome !== 'rotated') continue
        const { kid, signsFromSeconds } = rotation.next
        const former = rotation.leaving.map((key) => key.kid)
        log.info({ ring: ring.name, alg, kid, signsFromSeconds, former }, 'signing key rotated')
      }
    await stayForLongerTokens(ring)
    await forgetPrivateKeys(ring)
  }

/** A client may have got longer lived tokens since its key was given its time to leave. */
async function stayForLongerTokens(ring: SigningRing): Promise<void> {
  const nowSeconds = ring.clock.nowSeconds()
  const shelf = shelfOf(ring)
  const keys = await shelf.list()
  const isLeaving = (key: (typeof keys)[number]) => key.retiredAtSeconds !== null && isPublished(key, nowSeconds)
  if (!keys.some(isLeaving)) return
  const longestSeconds = await ring.longestTokenSeconds()
  await ring.durable.transaction(async (store) => {
    const inside = shelfOf({ durable: store, name: ring.name })
    const present = await inside.list()
    for (const key of present.filter(isLeaving)) {
      const next = present
        .filter(({ alg, compromisedAtSeconds }) => alg === key.alg && compromisedAtSeconds === null)
        .filter(({ signsFromSeconds }) => signsFromSeconds > key.signsFromSeconds)
        .sort((a, b) => a.signsFromSeconds - b.signsFromSeconds)[0]
      if (next === undefined) continue
      const retiredAtSeconds = leavesAtSeconds(next, longestSeconds)
      if (retiredAtSeconds > (key.retiredAtSeconds ?? 0)) await inside.save({ ...key, retiredAtSeconds })
    }
  })
}

/** A key that has left the JWKS signs no more; its public part stays for hints (KEY-10). */
async function forgetPrivateKeys(ring: SigningRing): Promise<void> {
  const nowSeconds = ring.clock.nowSeconds()
  const shelf = shelfOf(ring)
  for (const key of await shelf.list())
    if (key.privateKey !== null && !isPublished(key, nowSeconds))
      if (await shelf.replacePrivateKey(key.kid, key.privateKey, null)) await ring.destroy(key)
}
