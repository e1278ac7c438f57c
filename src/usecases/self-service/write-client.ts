import { isDeepStrictEqual } from 'node:util'
import type { Client } from '../../protocol/client.ts'
import type { ClientShelf } from '../../storage/durable-store.ts'
import type { Origin } from '../../storage/records.ts'

export type Written = 'created' | 'updated' | 'unchanged'

/**
 * Keeps a client that has passed the rules; nothing is written when nothing changed, so that no empty revision is made
 * (REG-161). What was made by hand stays so, whoever writes it next (REG-162).
 */
export async function writeClient(
  shelf: ClientShelf,
  client: Client,
  origin: Origin,
  nowSeconds: number,
): Promise<Written> {
  const former = await shelf.find(client.clientId)
  if (former !== undefined && isDeepStrictEqual(former.thing, client)) return 'unchanged'
  await shelf.save(client, former?.origin ?? origin, nowSeconds)
  return former === undefined ? 'created' : 'updated'
}
