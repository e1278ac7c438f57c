import type { SigningKeyMaterial } from '../../signing/signer.ts'
import type { EnvironmentShelves } from '../../storage/durable-store.ts'
import type { Clock } from '../../system/clock.ts'

interface Needs {
  readonly shelves: Pick<EnvironmentShelves, 'signingKeys'>
  readonly clock: Clock
  /** Makes a key that may sign from now on. */
  readonly makeKey: (nowSeconds: number) => Promise<SigningKeyMaterial>
}

/** The environment's keys, the very first one made when there is none (KEY-7): nobody can have cached a JWKS without it. */
export const ensureSigningKey = (needs: Needs) => async (): Promise<readonly SigningKeyMaterial[]> => {
  const keys = await needs.shelves.signingKeys.list()
  if (keys.length > 0) return keys
  const key = await needs.makeKey(needs.clock.nowSeconds())
  await needs.shelves.signingKeys.save(key)
  return [key]
}
