import type { Actor } from '../../../journey/actor.ts'
import type { Order } from '../../../journey/order-records.ts'
import { type Breach, refuseAll } from '../../../journey/refusal.ts'
import { afterWorkingTime, workingDaySeconds } from '../../../journey/working-time.ts'
import { readPemCertificates } from '../../self-service/judge-certificate.ts'
import { moveIntegration } from '../move-integration.ts'
import { openQueueItem } from '../queue.ts'
import { record } from '../record.ts'
import { requireFreshLogin } from '../require-right.ts'
import { changeOrder, findOrder, requireEvent } from './change-order.ts'
import { judgeOrder } from './judge-order.ts'
import { peopleOfOrder, writeOrderMail } from './order-mail.ts'
import type { OrderNeeds } from './order-needs.ts'

/** Puts an order before the operator (O-2, J-8), or tells everything that stands in the way; the draft is kept. */
export const submitOrder =
  (needs: OrderNeeds) =>
  async (actor: Actor, orderNo: string): Promise<Order> => {
    const certificateBreaches = await breachesOfCertificate(needs, orderNo)
    return needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const kept = await findOrder(store, actor, 'order.place', orderNo)
      requireFreshLogin(actor, needs.productionAcr, nowSeconds)
      requireEvent(kept.thing, 'submit')
      const judged = await judgeOrder(needs, store, kept.thing, nowSeconds)
      refuseAll([...judged.breaches, ...certificateBreaches])
      const { verificationRunId, reportHash } = judged
      const order = await changeOrder(
        store,
        kept,
        nowSeconds,
        {
          flags: judged.flags,
          submittedBy: actor.id,
          submittedAtSeconds: nowSeconds,
          ...(verificationRunId === undefined ? {} : { verificationRunId }),
          ...(reportHash === undefined ? {} : { reportHash }),
        },
        'submit',
      )
      const { orgno, environment } = order
      if (order.kind === 'production_order')
        await moveIntegration(store, order.integrationId, 'ordered', nowSeconds, {
          orderNo,
          productionEnvironment: environment,
        })
      await record(
        store,
        actor,
        {
          action: 'order.submitted',
          object: { kind: 'order', id: orderNo },
          orgno,
          environment,
          before: { state: 'DRAFT' },
          after: { state: order.state, fieldsRevision: order.fieldsRevision, flags: order.flags },
        },
        nowSeconds,
      )
      await openQueueItem(
        store,
        needs.random,
        {
          kind: order.kind,
          orgno,
          environment,
          objectId: orderNo,
          title: order.fields.clientName ?? orderNo,
          flags: order.flags,
        },
        nowSeconds,
      )
      const target = new Date(afterWorkingTime(nowSeconds, 2 * workingDaySeconds) * 1000).toISOString().slice(0, 10)
      await writeOrderMail(
        needs,
        store,
        await peopleOfOrder(store, order),
        {
          code: 'M-10',
          orgno,
          environmentName: environment,
          reference: orderNo,
          thread: orderNo,
          values: () => ({ order: orderNo, client: order.fields.clientName ?? '', target, link: linkOf(needs, order) }),
        },
        nowSeconds,
      )
      return order
    })
  }

/** Where the owner reads about an order. */
export const linkOf = (needs: Pick<OrderNeeds, 'portalUrl'>, { orgno, id }: Pick<Order, 'orgno' | 'id'>): string =>
  `${needs.portalUrl}/o/${orgno}/orders/${id}`

/** Judging a certificate asks the network, so it is done before the transaction. */
async function breachesOfCertificate(needs: OrderNeeds, orderNo: string): Promise<readonly Breach[]> {
  const order = (await needs.durable.portal.orders.find(orderNo))?.thing
  const pem = order?.fields.certificate
  if (order === undefined || pem === undefined || order.fields.client.token_endpoint_auth_method !== 'private_key_jwt')
    return []
  const x5c = readPemCertificates(pem)
  const field = 'certificate'
  if (x5c === undefined) return [{ code: 'certificate_untrusted', field, message: 'this is no certificate in PEM' }]
  const judged = await needs.judgeCertificate(order.environment, x5c, order.supplierOrgno ?? order.orgno)
  return judged.ok ? [] : [{ code: judged.code, field, message: judged.reason }]
}
