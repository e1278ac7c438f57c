import type { Actor } from '../../../journey/actor.ts'
import type { Order, OrderFields } from '../../../journey/order-records.ts'
import { refuse } from '../../../journey/refusal.ts'
import { record } from '../record.ts'
import { changeOrder, findOrder, requireEvent } from './change-order.ts'
import { writeFields } from './edit-order.ts'
import type { OrderNeeds } from './order-needs.ts'

/** The owner answers a question, with changed fields if there are any; it goes back to who asked (O-6). */
export const answerOrder =
  (needs: OrderNeeds) =>
  (actor: Actor, orderNo: string, text: string, fields?: OrderFields): Promise<Order> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const kept = await findOrder(store, actor, 'order.place', orderNo)
      requireEvent(kept.thing, 'answer')
      if (text.trim() === '') refuse('required', 'an answer is needed', { field: 'answer' })
      if (fields !== undefined) await writeFields(needs, store, actor, kept, fields)
      const now = await findOrder(store, actor, 'order.place', orderNo)
      const said = { atSeconds: nowSeconds, byName: actor.name, side: 'owner', text: text.trim() } as const
      const order = await changeOrder(
        store,
        now,
        nowSeconds,
        { conversation: [...now.thing.conversation, said] },
        'answer',
      )
      await record(
        store,
        actor,
        {
          action: 'order.answered',
          object: { kind: 'order', id: orderNo },
          orgno: order.orgno,
          environment: order.environment,
          before: { state: 'NEEDS_INFO' },
          after: { state: order.state, fieldsRevision: order.fieldsRevision },
        },
        nowSeconds,
      )
      return order
    })
