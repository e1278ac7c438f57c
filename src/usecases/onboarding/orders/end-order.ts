import type { Actor } from '../../../journey/actor.ts'
import type { Order } from '../../../journey/order-records.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { moveIntegration } from '../move-integration.ts'
import { closeQueueItem } from '../queue.ts'
import { record } from '../record.ts'
import { changeOrder, findOrder } from './change-order.ts'
import { peopleOfOrder, writeOrderMail } from './order-mail.ts'
import type { OrderNeeds } from './order-needs.ts'
import { linkOf } from './submit-order.ts'

/** The owner no longer wants it (O-15). */
export const withdrawOrder =
  (needs: OrderNeeds) =>
  (actor: Actor, orderNo: string): Promise<Order> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const kept = await findOrder(store, actor, 'order.place', orderNo)
      const order = await changeOrder(store, kept, nowSeconds, {}, 'withdraw')
      await record(
        store,
        actor,
        {
          action: 'order.withdrawn',
          object: { kind: 'order', id: orderNo },
          orgno: order.orgno,
          environment: order.environment,
          before: { state: kept.thing.state },
          after: { state: order.state },
        },
        nowSeconds,
      )
      await endMatter(store, kept.thing, nowSeconds)
      await writeOrderMail(
        needs,
        store,
        await peopleOfOrder(store, order),
        {
          code: 'M-10-withdrawn',
          orgno: order.orgno,
          environmentName: order.environment,
          reference: orderNo,
          thread: orderNo,
          values: () => ({ order: orderNo, client: order.fields.clientName ?? '', link: linkOf(needs, order) }),
        },
        nowSeconds,
      )
      return order
    })

/**
 * What else ends with an order that came to nothing: its place in the queue, and the integration's step, which goes back
 * to what its verification still holds (J-19, J-21). `order` as it was before.
 */
export async function endMatter(store: DurableStore, order: Order, nowSeconds: number): Promise<void> {
  await closeQueueItem(store, order.kind, order.id, nowSeconds)
  if (order.kind !== 'production_order' || order.state === 'DRAFT') return
  const run = order.verificationRunId === undefined ? undefined : await store.portal.runs.find(order.verificationRunId)
  const holds = run?.thing.verdict === 'VERIFIED' && (run.thing.validToSeconds ?? 0) > nowSeconds
  await moveIntegration(
    store,
    order.integrationId,
    holds ? 'order-ended-verified' : 'order-ended-unverified',
    nowSeconds,
  )
}
