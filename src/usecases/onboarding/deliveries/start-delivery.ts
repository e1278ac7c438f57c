import { makeDeliveryPassword } from '../../../delivery/delivery-password.ts'
import { makeReference } from '../../../delivery/references.ts'
import { smsText } from '../../../delivery/sms-text.ts'
import type { Actor } from '../../../journey/actor.ts'
import type { Delivery } from '../../../journey/order-records.ts'
import type { MailLanguage } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { StoredSecret } from '../../../protocol/client.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { ticketId } from '../../../storage/tickets.ts'
import { rotateSecrets } from '../../self-service/secret-rotation.ts'
import { writeSecretsIn } from '../../self-service/write-secrets.ts'
import { moveIntegration } from '../move-integration.ts'
import { masked } from '../orders/mobile-verification.ts'
import { languageOf, organisationOf, writeOrderMail } from '../orders/order-mail.ts'
import type { OrderNeeds } from '../orders/order-needs.ts'
import { record } from '../record.ts'
import { letterAboutDelivery } from './delivery-people.ts'
import { encryptNewSecret } from './encrypt-new-secret.ts'
import { revokeDelivery, tellOfRevocation } from './end-delivery.ts'
import { finishSending } from './finish-sending.ts'

/** What is to be delivered, to whom. */
export interface DeliveryPlan {
  readonly orgno: string
  readonly environment: string
  readonly clientId: string
  readonly orderNo?: string | undefined
  readonly integrationId?: string | undefined
  readonly receiver: Delivery['receiver']
  /** How long the former secret stays valid; 0 to 30 (ONB-140). */
  readonly overlapDays: number
  /** Judges once more inside the transaction that the plan is still what was approved (ONB-103). */
  readonly isStillRight: (store: DurableStore) => Promise<boolean>
}

const confirmDays = 14
const daySeconds = 86_400
const mostInADay = 3
const mostInAll = 10

/**
 * Makes a secret and a password, keeps the hash of the one and neither in clear, and sends the password by SMS; the mail
 * with the encrypted secret waits until the SMS was accepted (§12, ONB-95…ONB-99). Answers the reference when the
 * delivery is prepared; `sending` resolves when it was sent or has failed.
 */
export const startDelivery =
  (needs: OrderNeeds) =>
  async (
    actor: Actor,
    plan: DeliveryPlan,
  ): Promise<{ readonly reference: string; readonly sending: Promise<void> }> => {
    const reference = makeReference('DL', needs.random)
    const password = makeDeliveryPassword(needs.random)
    try {
      const { zip, stored } = await encryptNewSecret(needs, actor, plan, reference, password)
      const language = await languageOf(needs.durable, plan.orgno)
      const replaced = await needs.durable.transaction((store) =>
        prepare(needs, store, actor, plan, { reference, zip, stored, language }),
      )
      needs.written()
      for (const former of replaced)
        if (former.receiver.email.toLowerCase() !== actor.email?.toLowerCase()) await tellOfRevocation(needs, former.id)
      return { reference, sending: sendPassword(needs, reference, plan.receiver.mobile, language, password) }
    } catch (error) {
      password.fill(0)
      throw error
    }
  }

/** S-02, and then the mail or the end of it (D-2…D-4). The password lives no longer than this. */
async function sendPassword(
  needs: OrderNeeds,
  reference: string,
  mobile: string,
  language: MailLanguage,
  password: Buffer,
): Promise<void> {
  try {
    const text = smsText['S-02'](needs.smsIdentity, language, { reference, password })
    const answer = await needs.smsSender.send({ to: mobile, text, reference, code: 'S-02' })
    await finishSending(needs)(reference, answer)
  } finally {
    password.fill(0)
  }
}

interface Prepared {
  readonly reference: string
  readonly zip: Buffer
  readonly stored: StoredSecret
  readonly language: MailLanguage
}

/** D-1: hash of the secret, held mail and delivery in one transaction. A delivery before it is taken back (ONB-99). */
async function prepare(
  needs: OrderNeeds,
  store: DurableStore,
  actor: Actor,
  plan: DeliveryPlan,
  { reference, zip, stored, language }: Prepared,
): Promise<readonly Delivery[]> {
  const nowSeconds = needs.clock.nowSeconds()
  if (!(await plan.isStillRight(store))) refuse('stale_revision', 'what was approved has changed')
  const former = await store.portal.deliveries.list({ lookup: `${plan.environment}/${plan.clientId}` })
  requireWithinLimits(
    actor,
    plan,
    former.map(({ thing }) => thing),
    nowSeconds,
  )
  const replaced = former.filter(({ thing }) => ['PREPARED', 'SMS_ACCEPTED', 'SENT'].includes(thing.state))
  for (const kept of replaced) await revokeDelivery(needs, store, actor, kept)
  const { clients } = store.environment(plan.environment)
  const client = await clients.find(plan.clientId)
  if (client === undefined) refuse('not_found', 'there is no such client')
  const rotated = (secrets: readonly StoredSecret[]) =>
    rotateSecrets(secrets, stored, nowSeconds, plan.overlapDays * daySeconds)
  await writeSecretsIn(store, plan.environment, plan.clientId, rotated, nowSeconds)
  const denyToken = needs.random.token(32)
  const delivery: Delivery = {
    id: reference,
    orgno: plan.orgno,
    environment: plan.environment,
    clientId: plan.clientId,
    clientName: client.thing.clientName,
    ...(plan.orderNo === undefined ? {} : { orderNo: plan.orderNo }),
    ...(plan.integrationId === undefined ? {} : { integrationId: plan.integrationId }),
    state: 'PREPARED',
    secretId: stored.secretId,
    receiver: plan.receiver,
    startedBy: actor.id,
    startedAtSeconds: nowSeconds,
    denyTokenHash: ticketId(denyToken),
    overlapDays: plan.overlapDays,
  }
  const [mailId] = await writeLetter(needs, store, delivery, {
    zip,
    language,
    denyToken,
    expiresAtSeconds: stored.expiresAtSeconds ?? nowSeconds,
  })
  if (mailId === undefined)
    refuse('email_invalid', 'the receiver has no mail address', { field: 'credential_receiver.email' })
  if (!(await store.portal.deliveries.add({ ...delivery, mailId }, nowSeconds)))
    throw new Error('the reference is taken')
  await record(
    store,
    actor,
    {
      action: 'delivery.prepared',
      object: { kind: 'delivery', id: reference },
      orgno: plan.orgno,
      environment: plan.environment,
      after: {
        state: 'PREPARED',
        clientId: plan.clientId,
        secretId: stored.secretId,
        mobile: masked(plan.receiver.mobile),
        overlapDays: plan.overlapDays,
      },
    },
    nowSeconds,
  )
  await record(
    store,
    actor,
    {
      action: 'secret.issued',
      object: { kind: 'client', id: plan.clientId },
      orgno: plan.orgno,
      environment: plan.environment,
      after: { secretId: stored.secretId, delivery: reference },
    },
    nowSeconds,
  )
  if (plan.orderNo === undefined) await beginRotation(store, plan, nowSeconds)
  else await noteInOrder(store, plan.orderNo, reference, nowSeconds)
  return replaced.map(({ thing }) => thing)
}

/** ONB-100; a reviewer may go beyond. */
function requireWithinLimits(actor: Actor, plan: DeliveryPlan, former: readonly Delivery[], nowSeconds: number): void {
  if (actor.operatorRoles.some((role) => role === 'op_reviewer' || role === 'op_admin')) return
  const today = former.filter(({ startedAtSeconds }) => startedAtSeconds > nowSeconds - daySeconds)
  const ofOrder = former.filter(({ orderNo }) => orderNo !== undefined && orderNo === plan.orderNo)
  if (today.length >= mostInADay || ofOrder.length >= mostInAll)
    refuse('delivery_limit', 'too many deliveries; a reviewer must start the next')
}

async function beginRotation(store: DurableStore, { integrationId }: DeliveryPlan, nowSeconds: number): Promise<void> {
  if (integrationId === undefined) return
  const integration = (await store.portal.integrations.find(integrationId))?.thing
  if (integration?.state === 'IN_PRODUCTION' || integration?.state === 'CREDENTIALS_DELIVERED')
    await moveIntegration(store, integrationId, 'rotation-begun', nowSeconds)
}

async function noteInOrder(store: DurableStore, orderNo: string, reference: string, nowSeconds: number): Promise<void> {
  const order = await store.portal.orders.find(orderNo)
  if (order === undefined) return
  const deliveries = [...order.thing.deliveries, reference]
  await store.portal.orders.change({ ...order.thing, deliveries }, order.revision, nowSeconds)
}

/** M-13, held until the password has been accepted (ONB-112, ONB-113). */
async function writeLetter(
  needs: OrderNeeds,
  store: DurableStore,
  delivery: Delivery,
  of: {
    readonly zip: Buffer
    readonly language: MailLanguage
    readonly denyToken: string
    readonly expiresAtSeconds: number
  },
): Promise<readonly string[]> {
  const { id, receiver, startedAtSeconds, orderNo } = delivery
  const name = `credentials-${id}.zip`
  const link = `${needs.portalUrl}/deliveries/${id}`
  const date = (atSeconds: number): string => new Date(atSeconds * 1000).toISOString().slice(0, 10)
  const organisation = (await organisationOf(store, delivery.orgno))?.name ?? delivery.orgno
  return writeOrderMail(
    needs,
    store,
    [{ ...receiver, language: of.language }],
    {
      ...letterAboutDelivery(delivery),
      code: 'M-13',
      status: 'HELD',
      attachment: { name, type: 'application/zip', base64: of.zip.toString('base64') },
      values: () => ({
        reference: id,
        organisation,
        client: delivery.clientName,
        clientId: delivery.clientId,
        order: orderNo ?? '–',
        file: name,
        last2: receiver.mobile.slice(-2),
        confirmBy: date(startedAtSeconds + confirmDays * daySeconds),
        expires: date(of.expiresAtSeconds),
        confirmLink: link,
        resendLink: link,
        denyLink: `${link}/deny/${of.denyToken}`,
        phone: needs.smsIdentity.supportPhone,
      }),
    },
    startedAtSeconds,
  )
}
