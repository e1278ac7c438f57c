import type { Environment } from '../../config/environments.ts'
import type { Seed } from '../../config/seed.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { Clock } from '../../system/clock.ts'
import type { Random } from '../../system/random.ts'
import { type AppliedSeed, applySeed } from './apply-seed.ts'

interface Needs {
  readonly durable: DurableStore
  readonly clock: Clock
  readonly random: Random
  readonly environments: readonly Environment[]
  readonly personRef: (pid: string) => string
  /** Ends every session, login under way, code and token of all environments. */
  readonly forgetLogins: () => Promise<void>
}

/** Back to the seed of the start: what it does not name is closed, whoever made it, and nobody is logged in (REG-168). */
export const resetToSeed =
  (needs: Needs) =>
  async (seed: Seed): Promise<AppliedSeed> => {
    const applied = await applySeed(needs, 'everything')(seed)
    if (applied.ok) await needs.forgetLogins()
    return applied
  }
