import { isDeepStrictEqual } from 'node:util'
import type { Client } from '../../protocol/client.ts'
import type { EnvironmentShelves } from '../../storage/durable-store.ts'
import type { Origin } from '../../storage/records.ts'

export type Written = 'created' | 'updated' | 'unchanged'

/**
 * Keeps a client that has passed the rules; nothing is written when nothing changed, so that no empty revision is made
 * (REG-161). What was made by hand stays so, whoever writes it next (REG-162).
 */
export async function writeClient(
  shelves: Pick<EnvironmentShelves, 'clients' | 'authorizations'>,
  client: Client,
  origin: Origin,
  nowSeconds: number,
): Promise<Written> {
  const former = await shelves.clients.find(client.clientId)
  if (former !== undefined && isDeepStrictEqual(former.thing, client)) return 'unchanged'
  // What citizens gave to a client ends with it: opened again, it must ask again.
  if (former?.thing.active === true && !client.active)
    await shelves.authorizations.endOfClient(client.clientId, nowSeconds)
  await shelves.clients.save(client, former?.origin ?? origin, nowSeconds)
  return former === undefined ? 'created' : 'updated'
}
