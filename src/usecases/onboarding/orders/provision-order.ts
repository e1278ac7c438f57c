import { X509Certificate } from 'node:crypto'
import { systemActor } from '../../../journey/actor.ts'
import type { Order } from '../../../journey/order-records.ts'
import { JourneyRefusal } from '../../../journey/refusal.ts'
import { chapterOf } from '../../../journey/terms.ts'
import type { Client } from '../../../protocol/client.ts'
import { endpointUrl } from '../../../protocol/discovery.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { activateClientIn } from '../../self-service/activate-client.ts'
import { openEnvironmentRegistry } from '../../self-service/environment-registry.ts'
import { readPemCertificates } from '../../self-service/judge-certificate.ts'
import { newClientId, saveClientIn } from '../../self-service/save-client.ts'
import { carryLogo } from '../logos/carry-logo.ts'
import { moveIntegration } from '../move-integration.ts'
import { openQueueItem } from '../queue.ts'
import { record } from '../record.ts'
import { termsStatus } from '../terms/terms-status.ts'
import { changeOrder, findOrder, type OrderEvent } from './change-order.ts'
import { orderedClient } from './judge-order.ts'
import { languageOf, type MailReceiver, peopleOfOrder, writeOrderMail } from './order-mail.ts'
import { environmentOf, type OrderNeeds, usesSecret } from './order-needs.ts'
import { common, letterAbout } from './review-order.ts'

const actor = systemActor('provisioning')

/** The faults that send an approved order back to its reviewer (O-17). */
class ProvisioningFault extends Error {}

/**
 * Does what was approved: makes the client, not yet active, and either hands over to a delivery or, where nothing secret
 * is needed, opens it at once (O-9…O-11, J-11). What cannot be done goes back to the reviewer with the fault (O-17). Goes
 * on where a process before it ended. `deliver` starts the delivery of the order's secret.
 */
export const provisionOrder =
  (needs: OrderNeeds, deliver: (orderNo: string) => Promise<unknown>) =>
  async (orderNo: string): Promise<void> => {
    try {
      const found = await needs.durable.portal.orders.find(orderNo)
      if (found?.thing.state === 'APPROVED') await step(needs, orderNo, begin)
      const begun = await needs.durable.portal.orders.find(orderNo)
      if (begun?.thing.state === 'PROVISIONING') await step(needs, orderNo, makeClient)
    } catch (error) {
      if (!(error instanceof ProvisioningFault || error instanceof JourneyRefusal)) throw error
      const fault = error.message
      await needs.durable.transaction((store) => sendBack(needs, store, orderNo, fault))
      return
    }
    needs.written()
    const { thing: order } = await findOrder(needs.durable, actor, 'order.review', orderNo)
    if (order.state !== 'DELIVERING') return
    if (order.kind === 'production_order' && usesSecret(order.fields.client.token_endpoint_auth_method))
      await deliver(orderNo)
    else {
      await step(needs, orderNo, complete)
      needs.written()
    }
  }

type Step = (
  needs: OrderNeeds,
  store: DurableStore,
  order: Order,
  nowSeconds: number,
) => Promise<readonly [OrderEvent, Partial<Order>, string]>

/** One step of the order in one transaction, with its line in the journal. */
const step = (needs: OrderNeeds, orderNo: string, work: Step): Promise<Order> =>
  needs.durable.transaction(async (store) => {
    const nowSeconds = needs.clock.nowSeconds()
    const kept = await findOrder(store, actor, 'order.review', orderNo)
    const [event, changes, action] = await work(needs, store, kept.thing, nowSeconds)
    const order = await changeOrder(store, kept, nowSeconds, changes, event)
    await record(
      store,
      actor,
      {
        action,
        object:
          action === 'client.created' ? { kind: 'client', id: order.clientId ?? '' } : { kind: 'order', id: orderNo },
        orgno: order.orgno,
        environment: order.environment,
        before: { state: kept.thing.state },
        after: { state: order.state, ...(order.clientId === undefined ? {} : { clientId: order.clientId }) },
      },
      nowSeconds,
    )
    return order
  })

const begin: Step = async (needs, store, order, nowSeconds) => {
  const environment = environmentOf(needs, order.environment)
  const type = (order.fields.client.integration_type ?? 'idporten') as Client['integrationType']
  const at = { nowSeconds, realProduction: environment.kind === 'prod' }
  const { status } = await termsStatus(store, order.orgno, chapterOf(type), at)
  if (status !== 'ACCEPTED') throw new ProvisioningFault(`the terms are not accepted: ${status} (ONB-42)`)
  return ['provision', {}, 'order.provisioning']
}

const makeClient: Step = async (needs, store, order, nowSeconds) => {
  const environment = environmentOf(needs, order.environment)
  const since = { deliveringSinceSeconds: nowSeconds }
  const { clientId } = order
  if (order.kind === 'production_order' && clientId !== undefined) {
    // A new receiver, the same client (O-18).
    await moveIntegration(store, order.integrationId, 'delivering', nowSeconds)
    return ['provisioned', since, 'order.delivering']
  }
  const registry = await openEnvironmentRegistry(store, environment, needs.environments)
  // A change of a client that is open leaves it open.
  const isChange = order.kind === 'change_order'
  const saved = await saveClientIn(registry, orderedClient(order, isChange), nowSeconds, newClientId(needs.random))
  if (saved.outcome === 'unknown') throw new ProvisioningFault('the client that is to be changed is gone')
  if (saved.outcome === 'refused')
    throw new ProvisioningFault(saved.faults.map(({ field, message }) => `${field} ${message}`).join('; '))
  if (!isChange) {
    await moveIntegration(store, order.integrationId, 'delivering', nowSeconds, {
      productionClientId: saved.client.clientId,
      productionEnvironment: order.environment,
    })
    await needs.tellCustomer(store, environment, saved.client, nowSeconds)
    await carryLogo(store, needs.random, order, saved.client, nowSeconds)
  }
  return ['provisioned', { ...since, clientId: saved.client.clientId }, isChange ? 'client.changed' : 'client.created']
}

/** Nothing secret is handed over: the client is opened and its sheet is sent (O-11, M-12). */
const complete: Step = async (needs, store, order, nowSeconds) => {
  const clientId = order.clientId ?? ''
  await activateClientIn(store, environmentOf(needs, order.environment), clientId, nowSeconds)
  if (order.kind === 'production_order') await moveIntegration(store, order.integrationId, 'delivered', nowSeconds)
  const receiver = order.fields.credentialReceiver
  const language = await languageOf(store, order.orgno)
  const receivers = [
    ...(await peopleOfOrder(store, order)),
    ...(receiver === undefined ? [] : [{ ...receiver, language }]),
  ]
  await writeSheetMail(needs, store, order, receivers, nowSeconds)
  return ['complete', {}, 'order.completed']
}

/** M-12: what goes into the service's software, without any secret. */
export async function writeSheetMail(
  needs: OrderNeeds,
  store: DurableStore,
  order: Order,
  receivers: readonly MailReceiver[],
  nowSeconds: number,
): Promise<void> {
  const environment = environmentOf(needs, order.environment)
  const sheet = [
    `client_id: ${order.clientId ?? ''}`,
    `issuer: ${environment.issuer}`,
    `well-known: ${endpointUrl(environment.issuer, '/.well-known/openid-configuration')}`,
    `token_endpoint_auth_method: ${String(order.fields.client.token_endpoint_auth_method)}`,
    ...listLine('redirect_uris', order.fields.client.redirect_uris),
    ...listLine('post_logout_redirect_uris', order.fields.client.post_logout_redirect_uris),
    ...listLine('scopes', order.fields.client.scopes),
    ...certificateLines(order.fields.certificate),
  ].join('\n')
  await writeOrderMail(
    needs,
    store,
    receivers,
    { ...letterAbout(order), code: 'M-12', values: () => ({ ...common(needs, order), sheet }) },
    nowSeconds,
  )
}

const listLine = (name: string, values: unknown): readonly string[] =>
  Array.isArray(values) && values.length > 0 ? [`${name}: ${values.join(' ')}`] : []

function certificateLines(pem: string | undefined): readonly string[] {
  const [leaf] = readPemCertificates(pem ?? '') ?? []
  if (leaf === undefined) return []
  const { subject, serialNumber, validTo } = new X509Certificate(Buffer.from(leaf, 'base64'))
  return [
    `certificate: ${subject.replaceAll('\n', ', ')}`,
    `certificate serial: ${serialNumber}`,
    `certificate valid to: ${validTo}`,
  ]
}

async function sendBack(needs: OrderNeeds, store: DurableStore, orderNo: string, fault: string): Promise<void> {
  const nowSeconds = needs.clock.nowSeconds()
  const kept = await findOrder(store, actor, 'order.review', orderNo)
  const order = await changeOrder(store, kept, nowSeconds, { provisionFault: fault, approvals: [] }, 'provision-failed')
  if (order.kind === 'production_order')
    await moveIntegration(store, order.integrationId, 'approval-undone', nowSeconds)
  await openQueueItem(
    store,
    needs.random,
    {
      kind: order.kind,
      orgno: order.orgno,
      environment: order.environment,
      objectId: orderNo,
      title: order.fields.clientName ?? orderNo,
      flags: [...order.flags, 'provision_failed'],
    },
    nowSeconds,
  )
  await record(
    store,
    actor,
    {
      action: 'order.provision_failed',
      object: { kind: 'order', id: orderNo },
      orgno: order.orgno,
      environment: order.environment,
      before: { state: kept.thing.state },
      after: { state: order.state },
      reason: fault,
    },
    nowSeconds,
  )
}
