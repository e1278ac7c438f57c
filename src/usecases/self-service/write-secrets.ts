import type { StoredSecret } from '../../protocol/client.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import { writeClient } from './write-client.ts'

/**
 * Changes the secrets of a client inside a transaction of the caller, who has judged the change and writes the journal's
 * line of what it is part of (REG-2). A client that is gone is nobody's to change.
 */
export async function writeSecretsIn(
  store: DurableStore,
  environmentName: string,
  clientId: string,
  change: (secrets: readonly StoredSecret[]) => readonly StoredSecret[],
  nowSeconds: number,
): Promise<void> {
  const shelves = store.environment(environmentName)
  const found = await shelves.clients.find(clientId)
  if (found === undefined) return
  await writeClient(shelves, { ...found.thing, secrets: change(found.thing.secrets) }, found.origin, nowSeconds)
}
