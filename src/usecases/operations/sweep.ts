import type { EnvironmentShelves } from '../../storage/durable-store.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import type { Clock } from '../../system/clock.ts'

interface Needs {
  readonly expiring: ExpiringStore
  readonly shelves: Pick<EnvironmentShelves, 'authorizations'>
  readonly clock: Clock
}

/** How many rows one step looks at: some hundred microseconds, so no request waits for it. */
export const sweepStep = 200
/** Ended authorizations are kept a day, so that a late reuse is still recognised as one. */
const keptSeconds = 86_400

/** One small step of removing what has expired. Resolves with how much went; call it again soon when that was a full step. */
export const sweep = (needs: Needs) => async (): Promise<number> => {
  const tickets = await needs.expiring.sweep(sweepStep)
  const authorizations = await needs.shelves.authorizations.sweep(needs.clock.nowSeconds() - keptSeconds, sweepStep)
  return tickets + authorizations
}
