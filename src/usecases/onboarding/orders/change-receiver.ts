import { smsText } from '../../../delivery/sms-text.ts'
import type { Actor } from '../../../journey/actor.ts'
import type { Order } from '../../../journey/order-records.ts'
import { refuseAll } from '../../../journey/refusal.ts'
import { revokeDelivery } from '../deliveries/end-delivery.ts'
import { moveIntegration } from '../move-integration.ts'
import { openQueueItem } from '../queue.ts'
import { record } from '../record.ts'
import { requireFreshLogin } from '../require-right.ts'
import { changeOrder, findOrder, requireEvent } from './change-order.ts'
import { cleaned } from './edit-order.ts'
import { judgeOrder } from './judge-order.ts'
import { masked } from './mobile-verification.ts'
import { languageOf, writeOrderMail } from './order-mail.ts'
import type { OrderNeeds } from './order-needs.ts'
import { common, letterAbout } from './review-order.ts'

type Receiver = NonNullable<Order['fields']['credentialReceiver']>

/**
 * Another receiver while the credential is on its way (O-18, J-20): what was sent is worth nothing at once, a reviewer
 * decides anew, and both addresses and the old number are told (N-10, ONB-136). The new number is verified afterwards, on
 * the order's page, and must be before a reviewer can approve.
 */
export const changeReceiver =
  (needs: OrderNeeds) =>
  async (actor: Actor, orderNo: string, receiver: Receiver): Promise<Order> => {
    const changed = await needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const kept = await findOrder(store, actor, 'order.place', orderNo)
      requireFreshLogin(actor, needs.productionAcr, nowSeconds)
      requireEvent(kept.thing, 'receiver-changed')
      const { thing } = kept
      const former = thing.fields.credentialReceiver
      const fields = cleaned(needs, { ...thing.fields, credentialReceiver: receiver })
      const judged = await judgeOrder(needs, store, { ...thing, fields }, nowSeconds)
      refuseAll(
        judged.breaches.filter(
          ({ field, code }) => field?.startsWith('credential_receiver') === true && code !== 'mobile_unverified',
        ),
      )
      for (const delivery of await store.portal.deliveries.list({
        lookup: `${thing.environment}/${thing.clientId ?? ''}`,
      }))
        if (['PREPARED', 'SMS_ACCEPTED', 'SENT'].includes(delivery.thing.state))
          await revokeDelivery(needs, store, actor, delivery)
      const fresh = await findOrder(store, actor, 'order.place', orderNo)
      const order = await changeOrder(
        store,
        fresh,
        nowSeconds,
        {
          fields,
          fieldsRevision: thing.fieldsRevision + 1,
          formerFields: [...thing.formerFields, thing.fields],
          approvals: [],
          flags: judged.flags,
        },
        'receiver-changed',
      )
      await moveIntegration(store, order.integrationId, 'receiver-changed', nowSeconds)
      await openQueueItem(
        store,
        needs.random,
        {
          kind: order.kind,
          orgno: order.orgno,
          environment: order.environment,
          objectId: orderNo,
          title: order.fields.clientName ?? orderNo,
          flags: [...order.flags, 'receiver_changed'],
        },
        nowSeconds,
      )
      const now = fields.credentialReceiver
      await record(
        store,
        actor,
        {
          action: 'order.receiver_changed',
          object: { kind: 'order', id: orderNo },
          orgno: order.orgno,
          environment: order.environment,
          before: { state: thing.state, email: former?.email ?? '', mobile: masked(former?.mobile ?? '') },
          after: { state: order.state, email: now?.email ?? '', mobile: masked(now?.mobile ?? '') },
        },
        nowSeconds,
      )
      const language = await languageOf(store, order.orgno)
      const both = [former, now].flatMap((one) => (one === undefined ? [] : [{ ...one, language }]))
      await writeOrderMail(
        needs,
        store,
        both,
        {
          ...letterAbout(order),
          code: 'M-24',
          values: () => ({
            ...common(needs, order),
            by: actor.name,
            last2: (now?.mobile ?? '').slice(-2),
            phone: needs.smsIdentity.supportPhone,
          }),
        },
        nowSeconds,
      )
      return { order, former, now, language }
    })
    needs.written()
    const { former, now, language, order } = changed
    if (former?.mobile !== undefined && now?.mobile !== undefined && former.mobile !== now.mobile)
      await needs.smsSender.send({
        to: former.mobile,
        text: smsText['S-03'](needs.smsIdentity, language, { reference: order.id, newMobile: now.mobile }),
        reference: order.id,
        code: 'S-03',
      })
    return order
  }
