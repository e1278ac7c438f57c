import { type Actor, systemActor } from '../../../journey/actor.ts'
import type { Delivery, Order } from '../../../journey/order-records.ts'
import { refuse } from '../../../journey/refusal.ts'
import { isProduction } from '../../self-service/environment-registry.ts'
import { environmentOf, type OrderNeeds } from '../orders/order-needs.ts'
import { closeQueueItem } from '../queue.ts'
import { requireFreshLogin, requireRight } from '../require-right.ts'
import { findDelivery } from './end-delivery.ts'
import { type DeliveryPlan, startDelivery } from './start-delivery.ts'

type Started = { readonly reference: string; readonly sending: Promise<void> }

/** The first delivery of an order whose client has been made (D-1). */
export const deliverOrder =
  (needs: OrderNeeds) =>
  async (orderNo: string): Promise<Started> => {
    const order = (await needs.durable.portal.orders.find(orderNo))?.thing
    if (order === undefined) refuse('not_found', 'there is no such order')
    return startDelivery(needs)(systemActor('delivery'), planOf(order))
  }

/** To the receiver of the approved revision, and to nobody else (ONB-103). */
function planOf(order: Order): DeliveryPlan {
  const receiver = order.fields.credentialReceiver
  if (receiver?.mobile === undefined || order.clientId === undefined)
    refuse('mobile_required', 'the order names no receiver with a mobile number')
  const approved = { name: receiver.name, email: receiver.email, mobile: receiver.mobile }
  return {
    orgno: order.orgno,
    environment: order.environment,
    clientId: order.clientId,
    orderNo: order.id,
    integrationId: order.integrationId,
    receiver: approved,
    overlapDays: 0,
    async isStillRight(store) {
      const now = (await store.portal.orders.find(order.id))?.thing
      const { name, email, mobile } = now?.fields.credentialReceiver ?? {}
      return (
        now?.state === 'DELIVERING' &&
        now.approvals.at(-1)?.revision === now.fieldsRevision &&
        name === approved.name &&
        email === approved.email &&
        mobile === approved.mobile
      )
    },
  }
}

/** A delivery once more: a new secret and a new password, and the former is worth nothing (ONB-99, ONB-100). */
export const resendDelivery =
  (needs: OrderNeeds) =>
  async (actor: Actor, reference: string): Promise<Started> => {
    const { thing } = await findDelivery(needs.durable, actor, reference)
    requireRight(actor, 'delivery.start', thing.orgno)
    requireFreshLogin(actor, needs.productionAcr, needs.clock.nowSeconds())
    if (thing.state === 'CONFIRMED')
      refuse('illegal_transition', 'a confirmed delivery is not sent again; order a new secret', {
        values: { state: thing.state, event: 'resend' },
      })
    const plan = thing.orderNo === undefined ? rotationPlan(thing, thing.overlapDays) : await planOfFormer(needs, thing)
    const started = await startDelivery(needs)(actor, plan)
    await needs.durable.transaction((store) =>
      closeQueueItem(store, 'delivery_problem', reference, needs.clock.nowSeconds()),
    )
    return started
  }

async function planOfFormer(needs: OrderNeeds, { orderNo = '' }: Delivery): Promise<DeliveryPlan> {
  const order = (await needs.durable.portal.orders.find(orderNo))?.thing
  if (order === undefined) refuse('not_found', 'there is no such order')
  if (order.state !== 'DELIVERING')
    refuse('illegal_transition', `resend is not possible in state ${order.state}`, {
      values: { state: order.state, event: 'resend' },
    })
  return planOf(order)
}

const rotationPlan = (former: Delivery, overlapDays: number): DeliveryPlan => ({
  orgno: former.orgno,
  environment: former.environment,
  clientId: former.clientId,
  integrationId: former.integrationId,
  receiver: former.receiver,
  overlapDays,
  isStillRight: async () => true,
})

const longestOverlapDays = 30

/** A new secret for a client in production, delivered as the first was, with no order (ONB-140, J-14). */
export const rotateByDelivery =
  (needs: OrderNeeds) =>
  async (actor: Actor, environmentName: string, clientId: string, overlapDays: number): Promise<Started> => {
    const environment = environmentOf(needs, environmentName)
    const client = (await needs.durable.environment(environmentName).clients.find(clientId))?.thing
    if (client === undefined || !isProduction(environment)) refuse('not_found', 'there is no such client in production')
    requireRight(actor, 'secret.rotate', client.clientOrgno)
    requireFreshLogin(actor, needs.productionAcr, needs.clock.nowSeconds())
    if (!Number.isInteger(overlapDays) || overlapDays < 0 || overlapDays > longestOverlapDays)
      refuse('invalid_value', 'the overlap is 0 to 30 days', { field: 'overlap_days', values: { why: '0–30' } })
    const former = (await needs.durable.portal.deliveries.list({ lookup: `${environmentName}/${clientId}` })).findLast(
      ({ thing }) => thing.orgno === client.clientOrgno,
    )?.thing
    if (former === undefined) refuse('not_found', 'the client has never had a delivery; place an order')
    if (!client.active)
      refuse('illegal_transition', 'the client is not open', { values: { state: 'inactive', event: 'rotate' } })
    return startDelivery(needs)(actor, rotationPlan(former, overlapDays))
  }
