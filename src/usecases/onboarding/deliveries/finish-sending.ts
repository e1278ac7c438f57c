import { systemActor } from '../../../journey/actor.ts'
import type { Delivery } from '../../../journey/order-records.ts'
import { chapterOf } from '../../../journey/terms.ts'
import type { SmsSender } from '../../../outbox/sender.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Kept } from '../../../storage/portal-shelves.ts'
import { activateClientIn } from '../../self-service/activate-client.ts'
import { writeOrderMail } from '../orders/order-mail.ts'
import { environmentOf, type OrderNeeds } from '../orders/order-needs.ts'
import { writeSheetMail } from '../orders/provision-order.ts'
import { openQueueItem } from '../queue.ts'
import { hasAcceptedTerms } from '../terms/require-terms.ts'
import { changeDelivery, revokeDelivered } from './change-delivery.ts'
import { letterAboutDelivery, peopleOfDelivery, technicalContactOf } from './delivery-people.ts'

const actor = systemActor('delivery')

/**
 * What follows the answer to S-02: the mail is released and the client opened in one transaction (D-2, D-3, ONB-102), or
 * all of it is taken back (D-4). A delivery that was withdrawn meanwhile stays so.
 */
export const finishSending =
  (needs: OrderNeeds) =>
  async (reference: string, answer: Awaited<ReturnType<SmsSender['send']>>): Promise<void> => {
    await needs.durable.transaction(async (store) => {
      const kept = await store.portal.deliveries.find(reference)
      if (kept?.thing.state !== 'PREPARED') return
      if (answer.outcome === 'accepted') await release(needs, store, kept, answer.id)
      else await failDelivery(needs, store, kept, `SMS: ${answer.fault}`)
    })
    needs.written()
  }

async function release(needs: OrderNeeds, store: DurableStore, kept: Kept<Delivery>, smsId: string): Promise<void> {
  const nowSeconds = needs.clock.nowSeconds()
  const { mailId = '', environment, clientId } = kept.thing
  const client = (await store.environment(environment).clients.find(clientId))?.thing
  const chapter = chapterOf(client?.integrationType ?? 'idporten')
  // They may have been withdrawn since the order was approved; then nothing leaves the house (ONB-42).
  if (!(await hasAcceptedTerms(store, environmentOf(needs, environment), kept.thing.orgno, chapter, nowSeconds))) {
    await failDelivery(needs, store, kept, 'terms: they are no longer accepted')
    return
  }
  if (!(await store.outbox.release(mailId, nowSeconds))) {
    await failDelivery(needs, store, kept, 'mail: it was no longer held')
    return
  }
  const accepted = await changeDelivery(store, actor, kept, 'sms-accepted', nowSeconds, { smsId })
  const { thing } = await changeDelivery(store, actor, accepted, 'sent', nowSeconds, { sentAtSeconds: nowSeconds })
  if (thing.orderNo === undefined) return
  await activateClientIn(store, environmentOf(needs, thing.environment), thing.clientId, nowSeconds)
  const order = await store.portal.orders.find(thing.orderNo)
  const contact = await technicalContactOf(store, thing)
  // Whoever runs the service gets the facts without the credential (ONB-114).
  if (
    order !== undefined &&
    contact !== undefined &&
    contact.email.toLowerCase() !== thing.receiver.email.toLowerCase()
  )
    await writeSheetMail(needs, store, order.thing, [contact], nowSeconds)
}

/** D-4…D-6: the secret is worth nothing from now on, the mail is taken back, and people are told (M-15). */
export async function failDelivery(
  needs: OrderNeeds,
  store: DurableStore,
  kept: Kept<Delivery>,
  fault: string,
): Promise<void> {
  const nowSeconds = needs.clock.nowSeconds()
  const { thing } = await changeDelivery(
    store,
    actor,
    kept,
    'failed',
    nowSeconds,
    { fault, endedAtSeconds: nowSeconds },
    { reason: fault },
  )
  await revokeDelivered(store, thing, nowSeconds)
  await openQueueItem(
    store,
    needs.random,
    {
      kind: 'delivery_problem',
      orgno: thing.orgno,
      environment: thing.environment,
      objectId: thing.id,
      title: `${thing.clientName}: ${fault}`,
    },
    nowSeconds,
  )
  await writeOrderMail(
    needs,
    store,
    await peopleOfDelivery(store, thing),
    {
      ...letterAboutDelivery(thing),
      code: 'M-15',
      values: () => ({
        reference: thing.id,
        client: thing.clientName,
        channel: fault.split(':', 1)[0] ?? '',
        link: `${needs.portalUrl}/deliveries/${thing.id}`,
      }),
    },
    nowSeconds,
  )
}
