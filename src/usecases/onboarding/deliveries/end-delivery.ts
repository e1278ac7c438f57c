import { smsText } from '../../../delivery/sms-text.ts'
import { type Actor, systemActor } from '../../../journey/actor.ts'
import type { Delivery } from '../../../journey/order-records.ts'
import { refuse } from '../../../journey/refusal.ts'
import { isAllowed } from '../../../journey/roles.ts'
import type { StoredSecret } from '../../../protocol/client.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Kept } from '../../../storage/portal-shelves.ts'
import { ticketId } from '../../../storage/tickets.ts'
import { moveIntegration } from '../move-integration.ts'
import { changeOrder } from '../orders/change-order.ts'
import { languageOf, writeOrderMail } from '../orders/order-mail.ts'
import type { OrderNeeds } from '../orders/order-needs.ts'
import { closeQueueItem } from '../queue.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'
import { changeDelivery, changeSecret, requireDeliveryEvent, revokeDelivered } from './change-delivery.ts'
import { letterAboutDelivery, technicalContactOf } from './delivery-people.ts'
import { failDelivery } from './finish-sending.ts'

const isReceiver = (actor: Actor, { receiver }: Delivery): boolean =>
  actor.email !== undefined && actor.email.toLowerCase() === receiver.email.toLowerCase()

/** A delivery for its receiver and for those who have the right; `not_found` for everybody else. */
export async function findDelivery(
  store: Pick<DurableStore, 'portal'>,
  actor: Actor,
  reference: string,
): Promise<Kept<Delivery>> {
  const found = await store.portal.deliveries.find(reference)
  if (found === undefined) refuse('not_found', 'there is no such delivery')
  if (!isReceiver(actor, found.thing)) requireRight(actor, 'delivery.read', found.thing.orgno)
  return found
}

/** May this person say that the delivery was received? */
export const mayConfirm = (actor: Actor, delivery: Delivery): boolean =>
  isReceiver(actor, delivery) || isAllowed(actor.roles[delivery.orgno] ?? [], 'order.place', false)

/** "Received and opened" (D-7). */
export const confirmDelivery =
  (needs: OrderNeeds) =>
  async (actor: Actor, reference: string): Promise<void> => {
    await needs.durable.transaction(async (store) => {
      const kept = await findDelivery(store, actor, reference)
      if (!mayConfirm(actor, kept.thing))
        refuse('role_missing', 'the receiver confirms', { values: { roles: 'integration_admin' } })
      await confirm(needs, store, actor, kept, 'receiver')
    })
    needs.written()
  }

/** The first successful use of a secret confirms its delivery (D-7). Any other use is none of our business. */
export const credentialUsed =
  (needs: OrderNeeds) =>
  async (environment: string, clientId: string, credentialId: string): Promise<void> => {
    const isOf = ({ thing }: Kept<Delivery>) => thing.secretId === credentialId && thing.state === 'SENT'
    const lookup = `${environment}/${clientId}`
    if (!(await needs.durable.portal.deliveries.list({ lookup })).some(isOf)) return
    await needs.durable.transaction(async (store) => {
      const kept = (await store.portal.deliveries.list({ lookup })).find(isOf)
      if (kept !== undefined) await confirm(needs, store, systemActor('first-use'), kept, 'first-use')
    })
    needs.written()
  }

async function confirm(
  needs: OrderNeeds,
  store: DurableStore,
  actor: Actor,
  kept: Kept<Delivery>,
  confirmedBy: 'receiver' | 'first-use',
): Promise<void> {
  const nowSeconds = needs.clock.nowSeconds()
  const { thing } = await changeDelivery(store, actor, kept, 'confirmed', nowSeconds, {
    confirmedBy,
    endedAtSeconds: nowSeconds,
  })
  await changeSecret(
    store,
    thing,
    ({ status: _pending, ...secret }): StoredSecret => ({ ...(secret as StoredSecret), status: 'active' }),
    nowSeconds,
  )
  await completeOrder(store, actor, thing, nowSeconds)
  const contact = await technicalContactOf(store, thing)
  const client = (await store.environment(thing.environment).clients.find(thing.clientId))?.thing
  const expires = client?.secrets.find(({ secretId }) => secretId === thing.secretId)?.expiresAtSeconds ?? nowSeconds
  const language = await languageOf(store, thing.orgno)
  await writeOrderMail(
    needs,
    store,
    [{ ...thing.receiver, language }, ...(contact === undefined ? [] : [contact])],
    {
      ...letterAboutDelivery(thing),
      code: 'M-26',
      values: (language) => ({
        reference: thing.id,
        client: thing.clientName,
        clientId: thing.clientId,
        secretId: thing.secretId,
        by: confirmedBy === 'receiver' ? actor.name : needs.mailText(language, 'M-26.first-use', {}),
        expires: new Date(expires * 1000).toISOString().slice(0, 10),
      }),
    },
    nowSeconds,
  )
}

/** O-13, J-12. */
async function completeOrder(store: DurableStore, actor: Actor, delivery: Delivery, nowSeconds: number): Promise<void> {
  const order = delivery.orderNo === undefined ? undefined : await store.portal.orders.find(delivery.orderNo)
  if (order?.thing.state !== 'DELIVERING') return
  const completed = await changeOrder(store, order, nowSeconds, {}, 'complete')
  await moveIntegration(store, completed.integrationId, 'delivered', nowSeconds)
  for (const reference of completed.deliveries) await closeQueueItem(store, 'delivery_problem', reference, nowSeconds)
  await record(
    store,
    actor,
    {
      action: 'order.completed',
      object: { kind: 'order', id: completed.id },
      orgno: completed.orgno,
      environment: completed.environment,
      before: { state: 'DELIVERING' },
      after: { state: completed.state },
    },
    nowSeconds,
  )
}

/** An operator, or somebody of the organisation, takes a delivery back (D-10). */
export const stopDelivery =
  (needs: OrderNeeds) =>
  async (actor: Actor, reference: string): Promise<void> => {
    const { thing } = await findDelivery(needs.durable, actor, reference)
    requireRight(actor, 'delivery.start', thing.orgno)
    await takeBack(needs, actor, reference, !isReceiver(actor, thing))
  }

/** The delivery that a link from the mail belongs to, or `not_found`. */
export async function findByDenyToken(
  store: Pick<DurableStore, 'portal'>,
  reference: string,
  token: string,
): Promise<Delivery> {
  const found = await store.portal.deliveries.find(reference)
  if (found === undefined || found.thing.denyTokenHash !== ticketId(token)) refuse('not_found', 'there is no such link')
  return found.thing
}

/** "Not ordered by me": whoever got the mail takes the delivery back without a login; it can do nothing else (ONB-115). */
export const denyDelivery =
  (needs: OrderNeeds) =>
  async (reference: string, token: string): Promise<void> => {
    const delivery = await findByDenyToken(needs.durable, reference, token)
    if (delivery.state === 'REVOKED') refuse('link_used', 'the delivery has been taken back already')
    await takeBack(needs, systemActor('deny-link'), reference, false)
  }

async function takeBack(needs: OrderNeeds, actor: Actor, reference: string, tellReceiver: boolean): Promise<void> {
  await needs.durable.transaction(async (store) => {
    const kept = await store.portal.deliveries.find(reference)
    if (kept === undefined) refuse('not_found', 'there is no such delivery')
    await revokeDelivery(needs, store, actor, kept)
  })
  needs.written()
  if (tellReceiver) await tellOfRevocation(needs, reference)
}

/** D-9 inside a transaction: the secret is ended at once. */
export async function revokeDelivery(
  needs: OrderNeeds,
  store: DurableStore,
  actor: Actor,
  kept: Kept<Delivery>,
): Promise<void> {
  const nowSeconds = needs.clock.nowSeconds()
  requireDeliveryEvent(kept.thing, 'revoked')
  await changeDelivery(store, actor, kept, 'revoked', nowSeconds, { endedAtSeconds: nowSeconds })
  await revokeDelivered(store, kept.thing, nowSeconds)
}

/** S-04: the password that somebody holds is of no use any more. */
export async function tellOfRevocation(needs: OrderNeeds, reference: string): Promise<void> {
  const delivery = (await needs.durable.portal.deliveries.find(reference))?.thing
  if (delivery === undefined) return
  const text = smsText['S-04'](needs.smsIdentity, await languageOf(needs.durable, delivery.orgno), { reference })
  await needs.smsSender.send({ to: delivery.receiver.mobile, text, reference, code: 'S-04' })
}

/** The mail came back or could not be sent, or the SMS did not arrive (D-6). Told of other messages, it does nothing. */
export const messageLost =
  (needs: OrderNeeds) =>
  async (of: { readonly mailId?: string; readonly smsId?: string }, fault: string): Promise<void> => {
    const isOf = ({ thing }: Kept<Delivery>) =>
      (of.mailId !== undefined && thing.mailId === of.mailId) || (of.smsId !== undefined && thing.smsId === of.smsId)
    await needs.durable.transaction(async (store) => {
      const kept = (await store.portal.deliveries.list({ states: ['SENT'] })).find(isOf)
      if (kept !== undefined) await failDelivery(needs, store, kept, fault)
    })
    needs.written()
  }
