import type { PortalGround } from './compose-portal-ground.ts'
import { addDeliveriesDoors } from './http/portal/deliveries-doors.ts'
import { addOperatorOrdersDoors } from './http/portal/operator-orders-doors.ts'
import { addOrdersDoors } from './http/portal/orders-doors.ts'
import type { DoorGroup } from './http/portal/portal-site.ts'
import { JourneyRefusal } from './journey/refusal.ts'
import type { PortalEnvironment } from './pages/portal/portal-page.ts'
import { endpointUrl } from './protocol/discovery.ts'
import { derivedKey } from './system/sealer.ts'
import { mailIntegrationsTexts } from './texts/mail-integrations-text.ts'
import type { ReviewTextKey } from './texts/operator-orders-nb.ts'
import { mailOrdersTexts, reviewTexts } from './texts/orders-text.ts'
import { deliverOrder, resendDelivery, rotateByDelivery } from './usecases/onboarding/deliveries/deliver-order.ts'
import {
  confirmDelivery,
  credentialUsed,
  denyDelivery,
  findByDenyToken,
  messageLost,
  stopDelivery,
} from './usecases/onboarding/deliveries/end-delivery.ts'
import { revokeOldSecret } from './usecases/onboarding/deliveries/revoke-old-secret.ts'
import { tellCustomer } from './usecases/onboarding/integrations/tell-customer.ts'
import { answerOrder } from './usecases/onboarding/orders/answer-order.ts'
import { approveByItself, approveOrder } from './usecases/onboarding/orders/approve-order.ts'
import { changeReceiver } from './usecases/onboarding/orders/change-receiver.ts'
import { copyOrder, draftOrder } from './usecases/onboarding/orders/draft-order.ts'
import { editOrder } from './usecases/onboarding/orders/edit-order.ts'
import { withdrawOrder } from './usecases/onboarding/orders/end-order.ts'
import { confirmMobileCode, sendMobileCode } from './usecases/onboarding/orders/mobile-verification.ts'
import { environmentOf, type OrderNeeds } from './usecases/onboarding/orders/order-needs.ts'
import { provisionOrder } from './usecases/onboarding/orders/provision-order.ts'
import {
  listDeliveries,
  listOrders,
  readDelivery,
  readOrder,
  readQueue,
  readReview,
  readRotation,
  recordQueueExport,
} from './usecases/onboarding/orders/read-orders.ts'
import {
  askOwner,
  claimOrder,
  noteOrder,
  rejectOrder,
  releaseOrder,
} from './usecases/onboarding/orders/review-order.ts'
import { submitOrder } from './usecases/onboarding/orders/submit-order.ts'
import { sweepOrders } from './usecases/onboarding/orders/sweep-orders.ts'
import { workQueueItem } from './usecases/onboarding/orders/work-queue.ts'
import { findValidReport } from './usecases/onboarding/verification/find-valid-report.ts'
import { judgeRegisteredCertificates } from './usecases/self-service/judge-certificate.ts'

/** Production orders, their review, and the handing over of credentials. */
export function ordersGroup(ground: PortalGround): DoorGroup {
  const { settings, clock, jobs, news, credentialUsed: usedHooks } = ground
  const needs = orderNeeds(ground)
  const deliver = deliverOrder(needs)
  const provision = provisionOrder(needs, async (orderNo) => {
    const { sending } = await deliver(orderNo)
    await soon(sending)
  })
  const used = credentialUsed(needs)
  const lost = messageLost(needs)
  usedHooks.push(used)
  news.mailGivenUp.push((mail, fault) => lost({ mailId: mail.id }, `mail: ${fault}`))
  news.mailBounced.push((mailId) => lost({ mailId }, 'mail: it came back'))
  news.smsUndeliverable.push((smsId) => lost({ smsId }, 'SMS: it did not arrive'))
  const sweep = sweepOrders(needs, {
    usedSince: used,
    // A process that ended in between leaves an order that waits for nobody.
    resume: (order) =>
      order.state === 'DELIVERING' && order.deliveries.length > 0 ? Promise.resolve() : provision(order.id),
  })
  jobs.push({ name: 'orders', run: sweep })
  const environmentView = (name: string): PortalEnvironment => {
    const environment = environmentOf(needs, name)
    return { ...environment, wellKnown: endpointUrl(environment.issuer, '/.well-known/openid-configuration') }
  }
  const approve = approveOrder(needs)
  const submit = submitOrder(needs)
  const resend = resendDelivery(needs)
  const rotate = rotateByDelivery(needs)
  const approveAlone = approveByItself(needs)
  return (app, doors) => {
    addOrdersDoors(
      app,
      doors,
      ground.offer('orders', {
        environmentOf: environmentView,
        list: listOrders(needs),
        read: readOrder(needs),
        draft: draftOrder(needs),
        copy: copyOrder(needs),
        edit: editOrder(needs),
        async submit(actor, orderNo) {
          const order = await submit(actor, orderNo)
          if (!needs.autoApprove) return order
          await approveAlone(orderNo)
          await provision(orderNo)
          return order
        },
        withdraw: withdrawOrder(needs),
        answer: answerOrder(needs),
        changeReceiver: changeReceiver(needs),
        sendCode: sendMobileCode(needs),
        confirmCode: confirmMobileCode(needs),
      }),
    )
    addOperatorOrdersDoors(
      app,
      doors,
      ground.offer('operatorOrders', {
        environmentOf: environmentView,
        environmentNames: settings.environments.map(({ name }) => name),
        nowSeconds: () => clock.nowSeconds(),
        queue: readQueue(needs),
        workItem: workQueueItem(needs),
        recordExport: recordQueueExport(needs),
        read: readReview(needs),
        claim: claimOrder(needs),
        release: releaseOrder(needs),
        ask: askOwner(needs),
        reject: rejectOrder(needs),
        note: noteOrder(needs),
        async approve(actor, orderNo, approval) {
          const order = await approve(actor, orderNo, approval)
          if (order.state === 'APPROVED') await provision(orderNo)
          return order
        },
      }),
    )
    addDeliveriesDoors(
      app,
      doors,
      ground.offer('deliveries', {
        environmentOf: environmentView,
        supportPhone: settings.support.phone,
        read: readDelivery(needs),
        list: listDeliveries(needs),
        readRotation: readRotation(needs),
        confirm: confirmDelivery(needs),
        async resend(actor, reference) {
          const started = await resend(actor, reference)
          await soon(started.sending)
          return started.reference
        },
        stop: stopDelivery(needs),
        findByDenyToken: (reference, token) => findByDenyToken(needs.durable, reference, token),
        deny: denyDelivery(needs),
        async rotate(actor, environment, clientId, overlapDays) {
          const started = await rotate(actor, environment, clientId, overlapDays)
          await soon(started.sending)
          return started.reference
        },
        revokeSecret: revokeOldSecret(needs),
      }),
    )
  }

  /** Waits a moment, so that the next page tells how it went; a gateway that is slow goes on without anybody. */
  async function soon(sending: Promise<void>): Promise<void> {
    const told = sending.catch((error: unknown) => {
      if (error instanceof JourneyRefusal) return
      ground.log.error({ err: error }, 'a delivery could not be finished; it is taken back within five minutes')
    })
    let timer: NodeJS.Timeout | undefined
    const moment = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patienceMilliseconds)
    })
    await Promise.race([told, moment])
    clearTimeout(timer)
  }
}

const patienceMilliseconds = 3000

/** What the use cases of orders are made from; orders by mail come in by the same. */
export function orderNeeds(ground: PortalGround): OrderNeeds {
  const { settings, durable, clock, random, log, secrets, trusts, loginEnvironment } = ground
  const secret = secrets.get(loginEnvironment.name)?.subjectSecret.reveal() ?? ''
  return {
    durable,
    clock,
    random,
    log,
    environments: settings.environments,
    portalUrl: settings.portal.baseUrl,
    tellCustomer: tellCustomer({
      mails: (language) => mailIntegrationsTexts(language) as (key: string, values?: object) => string,
      productName: settings.productName,
      portalUrl: settings.portal.baseUrl,
    }),
    productionAcr: settings.portal.productionAcr,
    allowedCountryCodes: settings.sms.allowedCountryCodes,
    publicMailHosts: settings.portal.publicMailDomains,
    verificationPolicy: settings.orders.verificationPolicy,
    autoApprove: settings.orders.autoApprove,
    smsSender: ground.outbox.smsSender,
    smsIdentity: { productName: settings.productName, supportPhone: settings.support.phone },
    mobileKey: derivedKey(secret, 'mobile numbers'),
    pepperOf(name) {
      const [pepper] = secrets.get(name)?.peppers ?? []
      if (pepper === undefined) throw new Error(`environment ${name} has no pepper`)
      return pepper
    },
    mailText: (language, key, values) => mailOrdersTexts(language)(key, values),
    reasonText: (language, reason) => reviewTexts(language)(`reason.${reason}` as ReviewTextKey),
    async findReport(store, integration, wanted, nowSeconds) {
      const found = await findValidReport(store, integration, wanted, nowSeconds)
      if (found.ok) return { ok: true, runId: found.run.id, reportHash: found.run.reportHash }
      const { code } = found
      const tests = found.tests.join(', ')
      return {
        ok: false,
        breach: { code, message: `the verification does not hold: ${code} ${tests}`, values: { tests } },
      }
    },
    async judgeCertificate(environmentName, x5c, orgno) {
      const trust = trusts.get(environmentName)
      if (trust === undefined) throw new Error(`no trust was composed for ${environmentName}`)
      return judgeRegisteredCertificates(trust)(x5c, orgno)
    },
    written: ground.written,
  }
}
