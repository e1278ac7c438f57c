import type { IdTokenAlgorithm } from '../../protocol/client.ts'
import type { KeyKeeper } from '../../signing/key-keeper.ts'
import type { KeyRing, Signer } from '../../signing/signer.ts'
import { openSigningKeys } from '../../signing/signing-keys.ts'
import { ensureSigningKeys } from './ensure-signing-key.ts'
import { type SigningRing, shelfOf } from './signing-ring.ts'

/** The keys of a ring as a running program uses them. */
export interface LiveKeys {
  readonly signer: Signer
  readonly keyRing: KeyRing
  /** Looks whether anybody has changed the keys, in this process or another; costs one small query. */
  refresh(): Promise<void>
}

/**
 * Opens the keys of a ring; `atOnce` are the algorithms that a key is made of before it resolves. A key of the others is
 * made by who keeps the ring, or when the first token asks for one.
 */
export async function openLiveKeys(
  ring: SigningRing,
  keeper: KeyKeeper,
  atOnce: readonly IdTokenAlgorithm[] = ring.algorithms,
): Promise<LiveKeys> {
  const shelf = shelfOf(ring)
  const ensure = ensureSigningKeys(ring)
  let seen = -1
  const under = new Map<IdTokenAlgorithm, Promise<void>>()
  const makeMissing = (alg: IdTokenAlgorithm): Promise<void> => {
    let making = under.get(alg)
    if (making === undefined) {
      making = ensure([alg])
        .then(refresh)
        .finally(() => under.delete(alg))
      under.set(alg, making)
    }
    return making
  }
  const keys = await openSigningKeys({ ring: ring.name, keeper, clock: ring.clock, makeMissing }, await ensure(atOnce))
  const refresh = async (): Promise<void> => {
    // Before the list: a write between the two is read again.
    const version = await shelf.version()
    if (version === seen) return
    await keys.replace(await shelf.list())
    seen = version
  }
  return { ...keys, refresh }
}
