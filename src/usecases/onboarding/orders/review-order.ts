import type { Actor } from '../../../journey/actor.ts'
import { type RejectionReason, rejectionReasons } from '../../../journey/order-checklist.ts'
import type { Order } from '../../../journey/order-records.ts'
import type { QueueItem } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Kept } from '../../../storage/portal-shelves.ts'
import { moveIntegration } from '../move-integration.ts'
import { type Happening, record } from '../record.ts'
import { requireNoInterest, requireRight } from '../require-right.ts'
import { changeOrder, findOrder, requireEvent } from './change-order.ts'
import { endMatter } from './end-order.ts'
import { peopleOfOrder, writeOrderMail } from './order-mail.ts'
import type { OrderNeeds } from './order-needs.ts'
import { linkOf } from './submit-order.ts'

/** An order in the hands of a reviewer who has no part in it (ONB-21). */
export async function orderUnderReview(store: DurableStore, actor: Actor, orderNo: string): Promise<Kept<Order>> {
  const kept = await findOrder(store, actor, 'order.review', orderNo)
  requireNoInterest(actor, kept.thing.orgno)
  return kept
}

/** Refuses whoever has not taken the order (ONB-121). */
export function requireClaimer(actor: Actor, { claimer }: Order): void {
  if (claimer !== undefined && claimer.userId !== actor.id)
    refuse('already_claimed', 'somebody else works on it', { values: { name: claimer.name } })
}

const about = (order: Order, action: string, former: Order, more: Partial<Happening> = {}): Happening => ({
  action,
  object: { kind: 'order', id: order.id },
  orgno: order.orgno,
  environment: order.environment,
  before: { state: former.state },
  after: { state: order.state },
  ...more,
})

/** Takes an order from the queue (O-3, J-9); of two at the same moment one gets it (ONB-121). */
export const claimOrder =
  (needs: OrderNeeds) =>
  (actor: Actor, orderNo: string): Promise<Order> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const kept = await orderUnderReview(store, actor, orderNo)
      if (kept.thing.state === 'IN_REVIEW') requireClaimer(actor, kept.thing)
      const claimer = { userId: actor.id, name: actor.name, atSeconds: nowSeconds }
      const order = await changeOrder(store, kept, nowSeconds, { claimer }, 'claim')
      await setQueueClaimer(store, order, claimer, nowSeconds)
      if (order.kind === 'production_order') await moveIntegration(store, order.integrationId, 'claimed', nowSeconds)
      await record(store, actor, about(order, 'order.claimed', kept.thing), nowSeconds)
      return order
    })

/** Lays an order back: its claimer, or the program when nothing has happened for a working day (O-4). */
export const releaseOrder =
  (needs: OrderNeeds) =>
  (actor: Actor, orderNo: string): Promise<Order> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const kept = await orderUnderReview(store, actor, orderNo)
      requireEvent(kept.thing, 'release')
      if (actor.kind !== 'system') requireClaimer(actor, kept.thing)
      const { claimer: _claimer, ...unclaimed } = kept.thing
      const order = await changeOrder(store, { ...kept, thing: unclaimed }, nowSeconds, {}, 'release')
      await setQueueClaimer(store, order, undefined, nowSeconds)
      if (order.kind === 'production_order') await moveIntegration(store, order.integrationId, 'released', nowSeconds)
      await record(store, actor, about(order, 'order.released', kept.thing), nowSeconds)
      return order
    })

export async function setQueueClaimer(
  store: DurableStore,
  order: Order,
  claimer: QueueItem['claimer'],
  nowSeconds: number,
): Promise<void> {
  const { queue } = store.portal
  for (const { thing, revision } of await queue.list({ lookup: order.id, states: ['OPEN'] })) {
    const { claimer: _former, ...item } = thing
    await queue.change(claimer === undefined ? item : { ...item, claimer }, revision, nowSeconds)
  }
}

const shortestText = 20
const needsInfoDays = 30

/** Sends the order back with a question, which is mailed unchanged (O-5). */
export const askOwner =
  (needs: OrderNeeds) =>
  (actor: Actor, orderNo: string, text: string): Promise<Order> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const kept = await orderUnderReview(store, actor, orderNo)
      requireEvent(kept.thing, 'question')
      requireClaimer(actor, kept.thing)
      const question = text.trim()
      if (question.length < shortestText)
        refuse('reason_too_short', 'a question has 20 characters', { field: 'question' })
      const said = { atSeconds: nowSeconds, byName: actor.name, side: 'operator', text: question } as const
      const { remindedAtSeconds: _reminded, ...thing } = kept.thing
      const order = await changeOrder(
        store,
        { ...kept, thing },
        nowSeconds,
        { conversation: [...thing.conversation, said] },
        'question',
      )
      await record(store, actor, about(order, 'order.needs_info', kept.thing, { reason: question }), nowSeconds)
      const deadline = new Date((nowSeconds + needsInfoDays * 86_400) * 1000).toISOString().slice(0, 10)
      await writeOrderMail(
        needs,
        store,
        (await peopleOfOrder(store, order)).slice(0, 1),
        { ...letterAbout(order), code: 'M-11', values: () => ({ ...common(needs, order), question, deadline }) },
        nowSeconds,
      )
      return order
    })

/** Says no, with a reason in words that the customer reads as they stand (O-7, ONB-124). */
export const rejectOrder =
  (needs: OrderNeeds) =>
  (actor: Actor, orderNo: string, reason: string, text: string): Promise<Order> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const kept = await orderUnderReview(store, actor, orderNo)
      requireEvent(kept.thing, 'reject')
      requireClaimer(actor, kept.thing)
      if (!rejectionReasons.includes(reason as RejectionReason))
        refuse('required', `the reason must be one of ${rejectionReasons.join(', ')}`, { field: 'reason' })
      const words = text.trim()
      if (words.length < shortestText) refuse('reason_too_short', 'the text has 20 characters', { field: 'text' })
      const order = await changeOrder(store, kept, nowSeconds, { rejection: { reason, text: words } }, 'reject')
      await record(
        store,
        actor,
        about(order, 'order.rejected', kept.thing, { reason: words, after: { state: order.state, reason } }),
        nowSeconds,
      )
      await endMatter(store, kept.thing, nowSeconds)
      await writeOrderMail(
        needs,
        store,
        await peopleOfOrder(store, order),
        {
          ...letterAbout(order),
          code: 'M-14',
          values: (language) => ({ ...common(needs, order), reason: needs.reasonText(language, reason), text: words }),
        },
        nowSeconds,
      )
      return order
    })

/** A word among the staff; it is never sent (ONB-124). */
export const noteOrder =
  (needs: OrderNeeds) =>
  (actor: Actor, orderNo: string, text: string): Promise<Order> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const kept = await findOrder(store, actor, 'order.review', orderNo)
      requireRight(actor, 'order.review', kept.thing.orgno)
      if (text.trim() === '') refuse('required', 'a note has words', { field: 'note' })
      const note = { atSeconds: nowSeconds, byName: actor.name, text: text.trim() }
      return changeOrder(store, kept, nowSeconds, { internalNotes: [...kept.thing.internalNotes, note] })
    })

export const letterAbout = (order: Order) => ({
  orgno: order.orgno,
  environmentName: order.environment,
  reference: order.id,
  thread: order.id,
})

export const common = (needs: OrderNeeds, order: Order) => ({
  order: order.id,
  client: order.fields.clientName ?? '',
  link: linkOf(needs, order),
})
