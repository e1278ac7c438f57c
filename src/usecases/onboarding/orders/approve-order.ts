import type { Actor } from '../../../journey/actor.ts'
import { systemActor } from '../../../journey/actor.ts'
import {
  type Checklist,
  type ChecklistAnswer,
  type ChecklistItem,
  checklistItems,
  completeChecklist,
} from '../../../journey/order-checklist.ts'
import type { Order } from '../../../journey/order-records.ts'
import { isInDomains } from '../../../journey/order-rules.ts'
import { refuse, refuseAll } from '../../../journey/refusal.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { moveIntegration } from '../move-integration.ts'
import { closeQueueItem } from '../queue.ts'
import { record } from '../record.ts'
import { requireFreshLogin } from '../require-right.ts'
import { changeOrder, requireEvent } from './change-order.ts'
import { judgeOrder } from './judge-order.ts'
import { organisationOf } from './order-mail.ts'
import type { OrderNeeds } from './order-needs.ts'
import { orderUnderReview, requireClaimer } from './review-order.ts'

/** Must two people say yes (ONB-122)? */
export const needsTwo = ({ flags }: Pick<Order, 'flags'>): boolean =>
  flags.includes('first_order') || flags.includes('receiver_domain_foreign')

/** What the program knows of the checklist; those items are locked (ONB-123). */
export async function machineAnswers(
  needs: OrderNeeds,
  store: DurableStore,
  order: Order,
  nowSeconds: number,
): Promise<Readonly<Partial<Record<ChecklistItem, ChecklistAnswer>>>> {
  const judged = await judgeOrder(needs, store, order, nowSeconds)
  const organisation = await organisationOf(store, order.orgno)
  const { facts } = judged
  const yesNo = (isSo: boolean): ChecklistAnswer => (isSo ? 'yes' : 'no')
  const has = (field: string) => judged.breaches.some((breach) => breach.field?.startsWith(field) === true)
  const contact = order.fields.technicalContact?.email ?? ''
  const isVerified = !judged.breaches.some(({ code }) => code.startsWith('verification_'))
  return {
    customer: yesNo(organisation?.state === 'REGISTERED'),
    terms: yesNo(judged.areTermsAccepted),
    ...(isInDomains(contact, facts.domains) ? { contact: 'yes' as const } : {}),
    ...(facts.isLogin
      ? {}
      : {
          redirect_uris: 'not_relevant' as const,
          logo: 'not_relevant' as const,
          security_level: 'not_relevant' as const,
        }),
    ...(has('redirect_uris') ? { redirect_uris: 'no' as const } : {}),
    ...(contains(order.fields.clientName, organisation?.name) ? { name: 'yes' as const } : {}),
    verification: order.kind === 'change_order' ? 'not_relevant' : yesNo(isVerified),
    billing: order.kind === 'change_order' ? 'not_relevant' : yesNo(!has('billing')),
    mobile: facts.usesSecret && order.kind === 'production_order' ? yesNo(facts.isMobileVerified) : 'not_relevant',
  }
}

const contains = (name: string | undefined, owner: string | undefined): boolean =>
  owner !== undefined && (name ?? '').toLowerCase().includes(owner.toLowerCase())

export interface Approval {
  /** The revision of the fields that the reviewer has seen (ONB-91). */
  readonly revision: number
  readonly checklist: Checklist
}

/**
 * Approves an order (O-8, J-10). Where two must, the first approval waits for that of another person, who need not have
 * taken the order (ONB-122). Answers whether it is approved now; then the rest goes by itself.
 */
export const approveOrder =
  (needs: OrderNeeds) =>
  (actor: Actor, orderNo: string, approval: Approval): Promise<Order> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const kept = await orderUnderReview(store, actor, orderNo)
      const { thing } = kept
      requireFreshLogin(actor, needs.productionAcr, nowSeconds)
      requireEvent(thing, 'approve')
      const former = thing.approvals.filter(({ revision }) => revision === thing.fieldsRevision)
      if (former.some(({ by }) => by === actor.id)) refuse('same_person', 'another person must approve it too')
      if (former.length === 0) requireClaimer(actor, thing)
      if (approval.revision !== thing.fieldsRevision)
        refuse('stale_revision', 'the order was changed after it was read')
      const { areTermsAccepted, breaches } = await judgeOrder(needs, store, thing, nowSeconds)
      if (!areTermsAccepted) refuseAll(breaches.filter(({ code }) => code === 'terms_not_accepted'))
      const machine = await machineAnswers(needs, store, thing, nowSeconds)
      const { checklist, missing, no } = completeChecklist(machine, approval.checklist)
      refuseAll(
        [...missing, ...no].map((item) => ({
          code: 'checklist_incomplete',
          field: `check.${item}`,
          message: `${item} must be answered, and not with no`,
        })),
      )
      const decision = {
        by: actor.id,
        byName: actor.name,
        atSeconds: nowSeconds,
        revision: thing.fieldsRevision,
        checklist,
      }
      const approvals = [...former, decision]
      const isEnough = approvals.length >= (needsTwo(thing) ? 2 : 1)
      const order = await changeOrder(store, kept, nowSeconds, { approvals }, isEnough ? 'approve' : undefined)
      await record(
        store,
        actor,
        {
          action: isEnough ? 'order.approved' : 'order.first_approval',
          object: { kind: 'order', id: orderNo },
          orgno: order.orgno,
          environment: order.environment,
          before: { state: thing.state },
          after: { state: order.state, fieldsRevision: thing.fieldsRevision },
        },
        nowSeconds,
      )
      if (isEnough) {
        await closeQueueItem(store, order.kind, order.id, nowSeconds)
        if (order.kind === 'production_order') await moveIntegration(store, order.integrationId, 'approved', nowSeconds)
      }
      return order
    })

/** Approves what stands in the queue without a person, where the settings ask for it (ONB-130). Never beside real production. */
export const approveByItself =
  (needs: OrderNeeds) =>
  (orderNo: string): Promise<Order> =>
    needs.durable.transaction(async (store) => {
      const actor = systemActor('auto-approve')
      if (!needs.autoApprove || needs.environments.some(({ kind }) => kind === 'prod'))
        refuse('role_missing', 'orders are approved by people here', { values: { roles: 'op_reviewer' } })
      const nowSeconds = needs.clock.nowSeconds()
      const kept = await orderUnderReview(store, actor, orderNo)
      const claimer = { userId: actor.id, name: actor.name, atSeconds: nowSeconds }
      const { thing } = kept
      await changeOrder(store, kept, nowSeconds, { claimer }, 'claim')
      const claimed = await orderUnderReview(store, actor, orderNo)
      const checklist = Object.fromEntries(
        checklistItems.map((item) => [item, { answer: 'yes' as const, note: 'auto_approve' }]),
      )
      const decision = {
        by: actor.id,
        byName: actor.name,
        atSeconds: nowSeconds,
        revision: thing.fieldsRevision,
        checklist,
      }
      const order = await changeOrder(store, claimed, nowSeconds, { approvals: [decision] }, 'approve')
      const about = { object: { kind: 'order', id: orderNo }, orgno: order.orgno, environment: order.environment }
      await record(
        store,
        actor,
        { ...about, action: 'order.claimed', before: { state: thing.state }, after: { state: 'IN_REVIEW' } },
        nowSeconds,
      )
      await record(
        store,
        actor,
        { ...about, action: 'order.approved', before: { state: 'IN_REVIEW' }, after: { state: order.state } },
        nowSeconds,
      )
      await closeQueueItem(store, order.kind, order.id, nowSeconds)
      if (order.kind === 'production_order') {
        await moveIntegration(store, order.integrationId, 'claimed', nowSeconds)
        await moveIntegration(store, order.integrationId, 'approved', nowSeconds)
      }
      return order
    })
