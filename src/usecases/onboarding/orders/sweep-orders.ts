import { systemActor } from '../../../journey/actor.ts'
import type { Order } from '../../../journey/order-records.ts'
import { JourneyRefusal } from '../../../journey/refusal.ts'
import { afterWorkingTime, workingDaySeconds } from '../../../journey/working-time.ts'
import type { StoredSecret } from '../../../protocol/client.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { deactivateClientIn } from '../../self-service/deactivate-client.ts'
import { revoke } from '../../self-service/secret-rotation.ts'
import { writeSecretsIn } from '../../self-service/write-secrets.ts'
import { changeDelivery, revokeDelivered } from '../deliveries/change-delivery.ts'
import { letterAboutDelivery, peopleOfDelivery } from '../deliveries/delivery-people.ts'
import { failDelivery } from '../deliveries/finish-sending.ts'
import { moveIntegration } from '../move-integration.ts'
import { openQueueItem } from '../queue.ts'
import { record } from '../record.ts'
import { changeOrder } from './change-order.ts'
import { endMatter } from './end-order.ts'
import { peopleOfOrder, userReceiver, writeOrderMail } from './order-mail.ts'
import type { OrderNeeds } from './order-needs.ts'
import { common, letterAbout, releaseOrder } from './review-order.ts'

const daySeconds = 86_400
const draftSeconds = 90 * daySeconds
const needsInfoSeconds = 30 * daySeconds
const reminderSeconds = 7 * daySeconds
const deliveringSeconds = 30 * daySeconds
const confirmSeconds = 14 * daySeconds
const heldSeconds = 5 * 60

const actor = systemActor('sweep')

/** What time does to orders and deliveries. Each is a transaction of its own; done twice it does nothing more. */
export interface OrderSweeps {
  readonly resume: (order: Order) => Promise<unknown>
  readonly usedSince: (environment: string, clientId: string, credentialId: string) => Promise<unknown>
}

/** One round at the clock's present moment (O-4, O-16, O-19, D-5, D-8, J-15). */
export const sweepOrders =
  (needs: OrderNeeds, { resume, usedSince }: OrderSweeps) =>
  async (): Promise<void> => {
    const nowSeconds = needs.clock.nowSeconds()
    const { orders, deliveries, integrations } = needs.durable.portal
    // The password has gone with the process that knew it, so the mail is of no use (D-5).
    for (const { thing } of await deliveries.list({ states: ['PREPARED'] }))
      if (thing.startedAtSeconds < nowSeconds - heldSeconds)
        await each(needs, (store) => failHeld(needs, store, thing.id))
    for (const { thing } of await deliveries.list({ states: ['SENT'] })) {
      const uses = await needs.durable.environment(thing.environment).credentialUses.list(thing.clientId)
      if (uses.some(({ credentialId }) => credentialId === thing.secretId))
        await usedSince(thing.environment, thing.clientId, thing.secretId)
      else if ((thing.sentAtSeconds ?? nowSeconds) <= nowSeconds - confirmSeconds)
        await each(needs, (store) => expireDelivery(needs, store, thing.id))
    }
    for (const { thing } of await orders.list({ states: ['IN_REVIEW'] }))
      if (thing.claimer !== undefined && afterWorkingTime(thing.lastActivitySeconds, workingDaySeconds) < nowSeconds)
        await releaseOrder(needs)(actor, thing.id).catch(unlessRefused)
    for (const { thing } of await orders.list({ states: ['DRAFT', 'NEEDS_INFO'] }))
      await each(needs, (store) => lapse(needs, store, thing.id, nowSeconds))
    for (const { thing } of await orders.list({ states: ['DELIVERING'] }))
      if ((thing.deliveringSinceSeconds ?? nowSeconds) <= nowSeconds - deliveringSeconds)
        await each(needs, (store) => expireDelivering(needs, store, thing.id, nowSeconds))
    for (const { thing } of await orders.list({ states: ['APPROVED', 'PROVISIONING', 'DELIVERING'] }))
      await resume(thing)
    for (const { thing } of await integrations.list({ states: ['ROTATING'] }))
      await each(needs, (store) => endRotation(needs, store, thing.id, nowSeconds))
    needs.written()
  }

/** Somebody may have been faster; the next round sees what is left. */
const each = (needs: OrderNeeds, work: (store: DurableStore) => Promise<unknown>): Promise<unknown> =>
  needs.durable.transaction(work).catch(unlessRefused)

const unlessRefused = (error: unknown): void => {
  if (!(error instanceof JourneyRefusal)) throw error
}

async function failHeld(needs: OrderNeeds, store: DurableStore, reference: string): Promise<void> {
  const kept = await store.portal.deliveries.find(reference)
  if (kept?.thing.state === 'PREPARED') await failDelivery(needs, store, kept, 'SMS: the sending was interrupted')
}

/** D-8: nobody has confirmed. */
async function expireDelivery(needs: OrderNeeds, store: DurableStore, reference: string): Promise<void> {
  const nowSeconds = needs.clock.nowSeconds()
  const kept = await store.portal.deliveries.find(reference)
  if (kept === undefined) return
  const { thing } = await changeDelivery(store, actor, kept, 'expired', nowSeconds, { endedAtSeconds: nowSeconds })
  await revokeDelivered(store, thing, nowSeconds)
  await openQueueItem(
    store,
    needs.random,
    {
      kind: 'delivery_problem',
      orgno: thing.orgno,
      environment: thing.environment,
      objectId: thing.id,
      title: `${thing.clientName}: not confirmed`,
    },
    nowSeconds,
  )
  await writeOrderMail(
    needs,
    store,
    await peopleOfDelivery(store, thing),
    {
      ...letterAboutDelivery(thing),
      code: 'M-16',
      values: () => ({
        reference: thing.id,
        client: thing.clientName,
        link: `${needs.portalUrl}/deliveries/${thing.id}`,
      }),
    },
    nowSeconds,
  )
}

/** O-16: a reminder seven days before, and then the end. */
async function lapse(needs: OrderNeeds, store: DurableStore, orderNo: string, nowSeconds: number): Promise<void> {
  const kept = await store.portal.orders.find(orderNo)
  if (kept === undefined || (kept.thing.state !== 'DRAFT' && kept.thing.state !== 'NEEDS_INFO')) return
  const { thing } = kept
  const endsAt = thing.lastActivitySeconds + (thing.state === 'DRAFT' ? draftSeconds : needsInfoSeconds)
  const asker = await userReceiver(store, thing.submittedBy ?? thing.createdBy)
  const tell = (what: 'soon' | 'over') =>
    writeOrderMail(
      needs,
      store,
      asker === undefined ? [] : [asker],
      {
        ...letterAbout(thing),
        code: 'M-29',
        values: () => ({ ...common(needs, thing), date: new Date(endsAt * 1000).toISOString().slice(0, 10), what }),
      },
      nowSeconds,
    )
  if (nowSeconds >= endsAt) {
    const order = await changeOrder(store, kept, nowSeconds, {}, 'expire')
    await recordExpiry(store, thing, order, nowSeconds)
    await endMatter(store, thing, nowSeconds)
    await tell('over')
  } else if (nowSeconds >= endsAt - reminderSeconds && (thing.remindedAtSeconds ?? 0) < thing.lastActivitySeconds) {
    // A reminder is no activity: the time goes on.
    await changeOrder(store, kept, nowSeconds, {
      remindedAtSeconds: nowSeconds,
      lastActivitySeconds: thing.lastActivitySeconds,
    })
    await tell('soon')
  }
}

const recordExpiry = (store: DurableStore, before: Order, after: Order, nowSeconds: number): Promise<void> =>
  record(
    store,
    actor,
    {
      action: 'order.expired',
      object: { kind: 'order', id: after.id },
      orgno: after.orgno,
      environment: after.environment,
      before: { state: before.state },
      after: { state: after.state },
    },
    nowSeconds,
  )

/** O-19, J-21: thirty days and nothing confirmed; the client is closed. */
async function expireDelivering(
  needs: OrderNeeds,
  store: DurableStore,
  orderNo: string,
  nowSeconds: number,
): Promise<void> {
  const kept = await store.portal.orders.find(orderNo)
  if (kept?.thing.state !== 'DELIVERING') return
  const { thing } = kept
  const lookup = `${thing.environment}/${thing.clientId ?? ''}`
  for (const delivery of await store.portal.deliveries.list({ lookup, states: ['PREPARED', 'SENT'] })) {
    const event = delivery.thing.state === 'SENT' ? 'expired' : 'revoked'
    await changeDelivery(store, actor, delivery, event, nowSeconds, { endedAtSeconds: nowSeconds })
    await revokeDelivered(store, delivery.thing, nowSeconds)
  }
  const revoked = (secrets: readonly StoredSecret[]) =>
    secrets.map((one) => (one.revokedAtSeconds === undefined ? revoke(one, nowSeconds) : one))
  await writeSecretsIn(store, thing.environment, thing.clientId ?? '', revoked, nowSeconds)
  await deactivateClientIn(store, thing.environment, thing.clientId ?? '', nowSeconds)
  const order = await changeOrder(store, kept, nowSeconds, {}, 'expire')
  await recordExpiry(store, thing, order, nowSeconds)
  await endMatter(store, thing, nowSeconds)
  await writeOrderMail(
    needs,
    store,
    await peopleOfOrder(store, order),
    { ...letterAbout(order), code: 'M-16', values: () => ({ ...common(needs, order), reference: order.id }) },
    nowSeconds,
  )
}

/** J-15: the old secret is gone, so the change is done (M-18). */
async function endRotation(
  needs: OrderNeeds,
  store: DurableStore,
  integrationId: string,
  nowSeconds: number,
): Promise<void> {
  const integration = (await store.portal.integrations.find(integrationId))?.thing
  if (integration?.state !== 'ROTATING') return
  const { productionEnvironment = '', productionClientId = '', orgno, technicalContact, name } = integration
  const client = (await store.environment(productionEnvironment).clients.find(productionClientId))?.thing
  if (client === undefined || client.jwks.length > 0) return
  const isValid = ({ expiresAtSeconds }: { expiresAtSeconds: number | null }) =>
    expiresAtSeconds === null || expiresAtSeconds > nowSeconds
  if (client.secrets.filter(isValid).length > 1) return
  const gone = client.secrets.findLast((secret) => !isValid(secret))
  await moveIntegration(store, integrationId, 'rotation-ended', nowSeconds)
  await record(
    store,
    actor,
    {
      action: 'secret.revoked',
      object: { kind: 'client', id: productionClientId },
      orgno,
      environment: productionEnvironment,
      before: { secretId: gone?.secretId ?? '' },
    },
    nowSeconds,
  )
  const language = (await store.organisations.find(orgno))?.thing.language ?? 'nb'
  await writeOrderMail(
    needs,
    store,
    [{ ...technicalContact, language }],
    {
      code: 'M-18',
      orgno,
      environmentName: productionEnvironment,
      reference: productionClientId,
      thread: productionClientId,
      values: () => ({
        client: name,
        clientId: productionClientId,
        secretId: gone?.secretId ?? '–',
        date: new Date(nowSeconds * 1000).toISOString().slice(0, 10),
        link: `${needs.portalUrl}/o/${orgno}/clients/${productionEnvironment}/${productionClientId}`,
      }),
    },
    nowSeconds,
  )
}
