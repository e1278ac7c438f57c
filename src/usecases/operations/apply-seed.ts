import type { Environment } from '../../config/environments.ts'
import type { Seed } from '../../config/seed.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { Clock } from '../../system/clock.ts'
import type { Random } from '../../system/random.ts'
import { openEnvironmentRegistry } from '../self-service/environment-registry.ts'
import { applyEnvironmentSeed, type Leftovers } from './apply-environment-seed.ts'
import { applyOrganisation, applyUser } from './apply-seed-people.ts'
import { applyAcceptance, applyTermsVersion } from './apply-seed-terms.ts'
import { type SeedCounts, SeedProgress } from './seed-progress.ts'
import { prepareSeedSecrets } from './seed-secrets.ts'

interface Needs {
  readonly durable: DurableStore
  readonly clock: Clock
  readonly random: Random
  readonly environments: readonly Environment[]
  /** Keyed hash of a national id, under which the portal knows people. */
  readonly personRef: (pid: string) => string
}

export type AppliedSeed =
  | { readonly ok: true; readonly counts: SeedCounts; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly faults: readonly string[] }

class SeedRefused extends Error {}

/**
 * Brings the registry to what a seed says: all of it, or nothing and every fault (REG-160). The same seed twice changes
 * nothing the second time (REG-161). `everything` also closes what was made by hand and is not in the seed.
 */
export const applySeed =
  (needs: Needs, leftovers: 'as-the-seed-says' | 'everything' = 'as-the-seed-says') =>
  async (seed: Seed): Promise<AppliedSeed> => {
    const nowSeconds = needs.clock.nowSeconds()
    // Slow hashes are made before the transaction, in which nothing but the store may be awaited.
    const secrets = await prepareSeedSecrets(needs, seed, nowSeconds)
    const progress = new SeedProgress()
    try {
      await needs.durable.transaction(async (store) => {
        // A store may run the work again; then the count begins anew.
        progress.reset()
        for (const entry of seed.organisations) await applyOrganisation(store, entry, nowSeconds, progress)
        for (const entry of seed.users) await applyUser(needs, store, entry, nowSeconds, progress)
        for (const version of seed.terms.publish) await applyTermsVersion(store, version, nowSeconds, progress)
        for (const one of seed.terms.accept) await applyAcceptance(store, one, nowSeconds, progress)
        for (const part of seed.environments) {
          const environment = needs.environments.find(({ name }) => name === part.environment)
          if (environment === undefined)
            throw new Error(`there is no environment ${part.environment}; see the settings`)
          const registry = await openEnvironmentRegistry(store, environment, needs.environments)
          const closing: Leftovers = leftovers === 'everything' ? 'all' : part.mode === 'replace' ? 'seeded' : 'none'
          await applyEnvironmentSeed(registry, part, secrets, closing, nowSeconds, progress)
        }
        if (progress.faults.length > 0) throw new SeedRefused()
      })
    } catch (error) {
      if (error instanceof SeedRefused) return { ok: false, faults: progress.faults }
      throw error
    }
    return { ok: true, counts: progress.counts(), warnings: progress.warnings }
  }
