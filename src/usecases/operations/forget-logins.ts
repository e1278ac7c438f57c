import type { Environment } from '../../config/environments.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import type { Clock } from '../../system/clock.ts'

interface Needs {
  readonly durable: DurableStore
  readonly expiringOf: (environmentName: string) => ExpiringStore
  readonly environments: readonly Environment[]
  readonly clock: Clock
}

/** Ends every session, login under way, code and token of all environments, and forgets all counters (REG-168). */
export const forgetLogins = (needs: Needs) => async (): Promise<void> => {
  for (const { name } of needs.environments) {
    // Authorizations first: a refresh token that is answered meanwhile writes nothing to one that has ended.
    await needs.durable.environment(name).authorizations.endAll(needs.clock.nowSeconds())
    await needs.expiringOf(name).clear()
  }
}
