import { makeReference } from '../../../delivery/references.ts'
import type { Actor } from '../../../journey/actor.ts'
import type { Order, OrderFields } from '../../../journey/order-records.ts'
import type { Integration } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import { describeClient } from '../../../protocol/client-registration-answer.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { isProduction } from '../../self-service/environment-registry.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'
import { findOrder } from './change-order.ts'
import { openStates } from './judge-order.ts'
import { organisationOf } from './order-mail.ts'
import type { OrderNeeds } from './order-needs.ts'

/** What is not taken over from a client in test: who it is, what only the operator sets, and what is asked for anew. */
const notPreset = [
  'client_id',
  'client_name',
  'client_orgno',
  'supplier_orgno',
  'active',
  'token_profile',
  'jwks',
  'onbehalfof',
]

/**
 * The open order of an integration in a production environment, or a new draft preset from the test client (O-1, ONB-89).
 * `environmentName` undefined: the first production environment. Answers the order's number.
 */
export const draftOrder =
  (needs: OrderNeeds) =>
  (actor: Actor, integrationId: string, environmentName?: string): Promise<string> =>
    needs.durable.transaction(async (store) => {
      const integration = (await store.portal.integrations.find(integrationId))?.thing
      if (integration === undefined) refuse('not_found', 'there is no such integration')
      requireRight(actor, 'order.place', integration.orgno)
      const environment = needs.environments.find(
        (one) => isProduction(one) && (environmentName === undefined || one.name === environmentName),
      )
      if (environment === undefined) refuse('not_found', 'there is no such production environment')
      const open = await store.portal.orders.list({ lookup: integrationId, states: openStates })
      const own = open.find(({ thing }) => thing.environment === environment.name)
      if (own !== undefined) return own.thing.id
      const isChange =
        integration.productionClientId !== undefined && integration.productionEnvironment === environment.name
      const fields = isChange ? await presetOfChange(store, integration) : await presetOf(store, integration)
      const nowSeconds = needs.clock.nowSeconds()
      const order: Order = {
        ...newOrder(integration, fields, actor, nowSeconds),
        id: makeReference('ORD', needs.random),
        environment: environment.name,
        kind: isChange ? 'change_order' : 'production_order',
        ...(isChange && integration.productionClientId !== undefined
          ? { clientId: integration.productionClientId }
          : {}),
      }
      return addOrder(store, actor, order, nowSeconds)
    })

/** A rejected, expired or withdrawn order as a new draft, with everything that was typed. Answers its number. */
export const copyOrder =
  (needs: OrderNeeds) =>
  (actor: Actor, orderNo: string): Promise<string> =>
    needs.durable.transaction(async (store) => {
      const { thing } = await findOrder(store, actor, 'order.place', orderNo)
      if (!['REJECTED', 'EXPIRED', 'WITHDRAWN'].includes(thing.state))
        refuse('illegal_transition', `copy is not possible in state ${thing.state}`, {
          values: { state: thing.state, event: 'copy' },
        })
      const open = await store.portal.orders.list({ lookup: thing.integrationId, states: openStates })
      const other = open.find((one) => one.thing.environment === thing.environment)?.thing.id
      if (other !== undefined) refuse('order_open', `${other} is open already`, { values: { order: other } })
      const integration = (await store.portal.integrations.find(thing.integrationId))?.thing
      if (integration === undefined) refuse('not_found', 'there is no such integration')
      const nowSeconds = needs.clock.nowSeconds()
      const copy: Order = {
        ...newOrder(integration, thing.fields, actor, nowSeconds),
        id: makeReference('ORD', needs.random),
        environment: thing.environment,
        kind: thing.kind,
        ...(thing.kind === 'change_order' && thing.clientId !== undefined ? { clientId: thing.clientId } : {}),
      }
      return addOrder(store, actor, copy, nowSeconds)
    })

async function addOrder(store: DurableStore, actor: Actor, order: Order, nowSeconds: number): Promise<string> {
  // Numbers are random: one that is taken is as likely as a meteor, and then the person tries again.
  if (!(await store.portal.orders.add(order, nowSeconds))) refuse('order_open', 'the number is taken; try again')
  await record(
    store,
    actor,
    {
      action: 'order.drafted',
      object: { kind: 'order', id: order.id },
      orgno: order.orgno,
      environment: order.environment,
    },
    nowSeconds,
  )
  return order.id
}

const newOrder = (integration: Integration, fields: OrderFields, actor: Actor, nowSeconds: number) => ({
  orgno: integration.orgno,
  ...(integration.supplierOrgno === undefined ? {} : { supplierOrgno: integration.supplierOrgno }),
  integrationId: integration.id,
  testEnvironment: integration.testEnvironment,
  testClientId: integration.testClientId ?? '',
  state: 'DRAFT' as const,
  fields,
  fieldsRevision: 1,
  formerFields: [],
  flags: [],
  createdBy: actor.id,
  lastActivitySeconds: nowSeconds,
  conversation: [],
  internalNotes: [],
  approvals: [],
  deliveries: [],
})

async function presetOf(store: DurableStore, integration: Integration): Promise<OrderFields> {
  const { testEnvironment, testClientId = '' } = integration
  const client = (await store.environment(testEnvironment).clients.find(testClientId))?.thing
  if (client === undefined) refuse('test_client_unknown', 'the integration has no client in test')
  const organisation = await organisationOf(store, integration.orgno)
  return {
    clientName: client.clientName,
    wantedClientId: client.clientId,
    client: without(describeClient(client)),
    technicalContact: integration.technicalContact,
    ...(organisation?.billing === undefined ? {} : { billing: organisation.billing }),
  }
}

/** A change begins with the client as it stands in production. */
async function presetOfChange(store: DurableStore, integration: Integration): Promise<OrderFields> {
  const { productionEnvironment = '', productionClientId = '' } = integration
  const client = (await store.environment(productionEnvironment).clients.find(productionClientId))?.thing
  if (client === undefined) refuse('not_found', 'the integration has no client in production')
  return {
    clientName: client.clientName,
    client: without(describeClient(client)),
    technicalContact: integration.technicalContact,
  }
}

const without = (described: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(described).filter(([name]) => !notPreset.includes(name)))
