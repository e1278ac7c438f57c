import type { Actor } from '../../../journey/actor.ts'
import type { ChecklistAnswer, ChecklistItem } from '../../../journey/order-checklist.ts'
import type { Delivery, Order } from '../../../journey/order-records.ts'
import type { QueueItem } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import { isAllowed } from '../../../journey/roles.ts'
import { describeClient } from '../../../protocol/client-registration-answer.ts'
import { findDelivery, mayConfirm } from '../deliveries/end-delivery.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'
import { machineAnswers, needsTwo } from './approve-order.ts'
import { findOrder } from './change-order.ts'
import { factsOf } from './judge-order.ts'
import { type OrderNeeds, usesSecret } from './order-needs.ts'

export const listOrders =
  (needs: OrderNeeds) =>
  async (actor: Actor, orgno: string): Promise<readonly Order[]> => {
    requireRight(actor, 'client.read', orgno)
    return (await needs.durable.portal.orders.list({ orgno })).map(({ thing }) => thing).reverse()
  }

export interface OrderView {
  readonly order: Order
  readonly deliveries: readonly Delivery[]
  readonly mayPlace: boolean
  readonly hasPoints: boolean
  readonly mobile: { readonly last2: string; readonly isVerified: boolean } | undefined
}

/** An order for the organisation it belongs to. */
export const readOrder =
  (needs: OrderNeeds) =>
  async (actor: Actor, orgno: string, orderNo: string): Promise<OrderView> => {
    const { durable } = needs
    const { thing: order } = await findOrder(durable, actor, 'client.read', orderNo)
    if (order.orgno !== orgno) refuse('not_found', 'there is no such order')
    const facts = await factsOf(needs, durable, order, needs.clock.nowSeconds())
    const found = await Promise.all(order.deliveries.map((reference) => durable.portal.deliveries.find(reference)))
    const mobile = order.fields.credentialReceiver?.mobile
    const isAsked = mobile !== undefined && usesSecret(order.fields.client.token_endpoint_auth_method)
    return {
      order,
      deliveries: found.flatMap((kept) => (kept === undefined ? [] : [kept.thing])),
      mayPlace: isAllowed(actor.roles[orgno] ?? [], 'order.place', false),
      hasPoints: ['technical', 'security'].every((purpose) => facts.notificationPurposes.includes(purpose)),
      mobile: isAsked ? { last2: mobile.slice(-2), isVerified: facts.isMobileVerified } : undefined,
    }
  }

export interface ReviewView {
  readonly order: Order
  readonly organisationName: string
  readonly test: Readonly<Record<string, unknown>>
  readonly machine: Readonly<Partial<Record<ChecklistItem, ChecklistAnswer>>>
  readonly needsTwo: boolean
  readonly mayReview: boolean
}

/** An order for the operator, with everything that the program has found out by itself. */
export const readReview =
  (needs: OrderNeeds) =>
  async (actor: Actor, orderNo: string): Promise<ReviewView> => {
    const { durable } = needs
    requireRight(actor, 'queue.read', undefined)
    const { thing: order } = await findOrder(durable, actor, 'queue.read', orderNo)
    const test = await durable.environment(order.testEnvironment).clients.find(order.testClientId)
    const hasInterest = (actor.roles[order.orgno] ?? []).length > 0
    return {
      order,
      organisationName: (await durable.organisations.find(order.orgno))?.thing.name ?? order.orgno,
      test: test === undefined ? {} : describeClient(test.thing),
      machine: await machineAnswers(needs, durable, order, needs.clock.nowSeconds()),
      needsTwo: needsTwo(order),
      mayReview: !hasInterest && isAllowed(actor.operatorRoles, 'order.review', false),
    }
  }

export type QueueView = QueueItem & { readonly organisationName: string }

/** All open items: past their target first, then the oldest (ONB-120). */
export const readQueue =
  (needs: OrderNeeds) =>
  async (actor: Actor): Promise<readonly QueueView[]> => {
    requireRight(actor, 'queue.read', undefined)
    const { durable, clock } = needs
    const names = new Map((await durable.organisations.list()).map(({ thing }) => [thing.orgno, thing.name]))
    const nowSeconds = clock.nowSeconds()
    const open = (await durable.portal.queue.list({ states: ['OPEN'] })).map(({ thing }) => thing)
    const isLate = ({ targetSeconds }: QueueItem): number => (targetSeconds < nowSeconds ? 0 : 1)
    return open
      .sort((a, b) => isLate(a) - isLate(b) || a.openedAtSeconds - b.openedAtSeconds)
      .map((item) => ({ ...item, organisationName: names.get(item.orgno) ?? '' }))
  }

/** What left the house as a file is written in the journal (ONB-129, ONB-172). */
export const recordQueueExport =
  (needs: OrderNeeds) =>
  (actor: Actor, format: string): Promise<void> =>
    needs.durable.transaction((store) =>
      record(
        store,
        actor,
        { action: 'queue.exported', object: { kind: 'queue', id: format }, orgno: '' },
        needs.clock.nowSeconds(),
      ),
    )

export interface DeliveryView {
  readonly delivery: Delivery
  readonly mayConfirm: boolean
  readonly mayStart: boolean
}

export const readDelivery =
  (needs: OrderNeeds) =>
  async (actor: Actor, reference: string): Promise<DeliveryView> => {
    const { thing: delivery } = await findDelivery(needs.durable, actor, reference)
    const roles = [...(actor.roles[delivery.orgno] ?? []), ...actor.operatorRoles]
    return { delivery, mayConfirm: mayConfirm(actor, delivery), mayStart: isAllowed(roles, 'delivery.start', false) }
  }

/** Newest first, for the operator. */
export const listDeliveries =
  (needs: OrderNeeds) =>
  async (actor: Actor): Promise<readonly Delivery[]> => {
    requireRight(actor, 'outbox.read', undefined)
    return (await needs.durable.portal.deliveries.list()).map(({ thing }) => thing).reverse()
  }

/** A client in production with its secrets, for whoever gives it a new one (ONB-141). */
export const readRotation =
  (needs: OrderNeeds) => async (actor: Actor, orgno: string, environmentName: string, clientId: string) => {
    requireRight(actor, 'secret.rotate', orgno)
    const shelves = needs.durable.environment(environmentName)
    const client = (await shelves.clients.find(clientId))?.thing
    if (client === undefined || client.clientOrgno !== orgno) refuse('not_found', 'there is no such client')
    const nowSeconds = needs.clock.nowSeconds()
    const uses = new Map(
      (await shelves.credentialUses.list(clientId)).map((use) => [use.credentialId, use.lastUsedDay]),
    )
    const deliveries = (await needs.durable.portal.deliveries.list({ lookup: `${environmentName}/${clientId}` }))
      .map(({ thing }) => thing)
      .reverse()
    return {
      client,
      deliveries,
      secrets: client.secrets.map(({ secretId, createdAtSeconds, expiresAtSeconds }) => ({
        id: secretId,
        createdAtSeconds,
        expiresAtSeconds,
        lastUsed: uses.get(secretId),
        isValid: expiresAtSeconds === null || expiresAtSeconds > nowSeconds,
      })),
    }
  }
