import type { Delivery } from '../../../journey/order-records.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { languageOf, type MailReceiver, userReceiver } from '../orders/order-mail.ts'

/** Who started it and the technical contact, who learn what becomes of a delivery. */
export async function peopleOfDelivery(store: DurableStore, delivery: Delivery): Promise<readonly MailReceiver[]> {
  const order = delivery.orderNo === undefined ? undefined : await store.portal.orders.find(delivery.orderNo)
  // The program itself starts the first delivery; then it is whoever ordered.
  const asker =
    (await userReceiver(store, delivery.startedBy)) ??
    (order === undefined ? undefined : await userReceiver(store, order.thing.submittedBy ?? order.thing.createdBy))
  const contact = await technicalContactOf(store, delivery)
  return [...(asker === undefined ? [] : [asker]), ...(contact === undefined ? [] : [contact])]
}

export async function technicalContactOf(store: DurableStore, delivery: Delivery): Promise<MailReceiver | undefined> {
  const order = delivery.orderNo === undefined ? undefined : await store.portal.orders.find(delivery.orderNo)
  const integration =
    delivery.integrationId === undefined ? undefined : await store.portal.integrations.find(delivery.integrationId)
  const contact = order?.thing.fields.technicalContact ?? integration?.thing.technicalContact
  if (contact === undefined) return undefined
  return { ...contact, language: await languageOf(store, delivery.orgno) }
}

/** What every mail about a delivery carries. */
export const letterAboutDelivery = (delivery: Delivery) => ({
  orgno: delivery.orgno,
  environmentName: delivery.environment,
  reference: delivery.id,
  thread: delivery.orderNo ?? delivery.id,
})
