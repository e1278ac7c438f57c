import type { IdTokenAlgorithm } from '../../protocol/client.ts'
import type { KeyKeeper } from '../../signing/key-keeper.ts'
import type { KeyRing, Signer } from '../../signing/signer.ts'
import { openSigningKeys, type SigningKeys } from '../../signing/signing-keys.ts'
import type { SigningKeyShelf } from '../../storage/durable-store.ts'
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
  const refresh = follow(keys, shelf)
  return { ...keys, refresh }
}

/** The public side of a ring, for a program that signs nothing with it; as of the latest `refresh`. */
export async function openKeyReader(
  ring: Pick<SigningRing, 'durable' | 'name' | 'clock'>,
): Promise<Omit<LiveKeys, 'signer'>> {
  const keys = await openSigningKeys({ ring: ring.name, clock: ring.clock }, [])
  return { keyRing: keys.keyRing, refresh: follow(keys, shelfOf(ring)) }
}

function follow(keys: SigningKeys, shelf: SigningKeyShelf): () => Promise<void> {
  let seen = -1
  return async () => {
    // Before the list: a write between the two is read again.
    const version = await shelf.version()
    if (version === seen) return
    await keys.replace(await shelf.list())
    seen = version
  }
}
