import type { Environment } from '../../config/environments.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import { requireTerms } from '../onboarding/terms/require-terms.ts'
import { writeClient } from './write-client.ts'

/**
 * Lets a client be used from now on, inside a transaction of the caller. Refuses `terms_not_accepted`: in production no
 * client becomes active without them, whoever asks and however late (ONB-42, N-2).
 */
export async function activateClientIn(
  store: DurableStore,
  environment: Environment,
  clientId: string,
  nowSeconds: number,
): Promise<void> {
  const shelves = store.environment(environment.name)
  const found = await shelves.clients.find(clientId)
  if (found === undefined || found.thing.active) return
  await requireTerms(store, environment, found.thing, nowSeconds)
  await writeClient(shelves, { ...found.thing, active: true }, found.origin, nowSeconds)
}
