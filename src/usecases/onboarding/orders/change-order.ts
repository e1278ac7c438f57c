import type { Actor } from '../../../journey/actor.ts'
import type { Order } from '../../../journey/order-records.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { Action } from '../../../journey/roles.ts'
import { nextState, orderTransitions } from '../../../journey/transitions.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Kept } from '../../../storage/portal-shelves.ts'
import { requireRight } from '../require-right.ts'

export type OrderEvent = keyof typeof orderTransitions

/** An order that the actor has the right `action` to; `not_found` for everybody else (ONB-18). */
export async function findOrder(
  store: Pick<DurableStore, 'portal'>,
  actor: Actor,
  action: Action,
  orderNo: string,
): Promise<Kept<Order>> {
  const found = await store.portal.orders.find(orderNo)
  if (found === undefined) refuse('not_found', 'there is no such order')
  requireRight(actor, action, found.thing.orgno)
  return found
}

/** Refuses what the order's state does not allow, before anything else is looked at (ONB-160). */
export const requireEvent = (order: Order, event: OrderEvent): Order['state'] =>
  nextState(orderTransitions, order.state, event)

/**
 * Writes an order as it stands after `event`, or with changes only. Of two at the same moment one wins; the other is told
 * `stale_revision` and nothing is changed.
 */
export async function changeOrder(
  store: Pick<DurableStore, 'portal'>,
  kept: Kept<Order>,
  nowSeconds: number,
  changes: Partial<Omit<Order, 'id' | 'state'>>,
  event?: OrderEvent,
): Promise<Order> {
  const state = event === undefined ? kept.thing.state : requireEvent(kept.thing, event)
  const changed: Order = { ...kept.thing, lastActivitySeconds: nowSeconds, ...changes, state }
  if (!(await store.portal.orders.change(changed, kept.revision, nowSeconds)))
    refuse('stale_revision', 'the order was changed at the same moment; read it again')
  return changed
}
