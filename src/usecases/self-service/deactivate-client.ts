import type { DurableStore } from '../../storage/durable-store.ts'
import type { Clock } from '../../system/clock.ts'
import { type Written, writeClient } from './write-client.ts'

interface Needs {
  readonly durable: DurableStore
  readonly clock: Clock
}

/** Closes a client and ends what citizens gave to it; nothing is removed and the id stays taken (REG-4). Closing twice does no harm. */
export const deactivateClient =
  (needs: Needs) =>
  (environmentName: string, clientId: string): Promise<Written | 'unknown'> =>
    needs.durable.transaction((store) => deactivateClientIn(store, environmentName, clientId, needs.clock.nowSeconds()))

/** `deactivateClient` inside a transaction. */
export async function deactivateClientIn(
  store: DurableStore,
  environmentName: string,
  clientId: string,
  nowSeconds: number,
): Promise<Written | 'unknown'> {
  const shelves = store.environment(environmentName)
  const found = await shelves.clients.find(clientId)
  if (found === undefined) return 'unknown'
  return writeClient(shelves, { ...found.thing, active: false }, found.origin, nowSeconds)
}
