import type { Order } from '../../../journey/order-records.ts'
import type { Client } from '../../../protocol/client.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Random } from '../../../system/random.ts'
import { openLogoRequest } from './open-logo-request.ts'

/**
 * What the client shows in test comes with its order (REG-120): it waits for the operator, as every logo of production does,
 * just as it was when the client was made.
 */
export async function carryLogo(
  store: DurableStore,
  random: Random,
  order: Order,
  client: Client,
  nowSeconds: number,
): Promise<void> {
  const inTest = store.environment(order.testEnvironment)
  const logo = (await inTest.clients.find(order.testClientId))?.thing.logo
  const png = logo === undefined ? undefined : await inTest.logos.find(logo.hash)
  if (logo === undefined || png === undefined) return
  const byId = order.submittedBy ?? order.createdBy
  const by = (await store.portal.users.find(byId))?.thing.name ?? order.id
  const { environment } = order
  await openLogoRequest(
    store,
    random,
    { environment, by, byId, client, onbehalfof: undefined, read: { logo, png } },
    nowSeconds,
  )
}
