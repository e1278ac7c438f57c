import { environmentRules } from '../../../config/environments.ts'
import type { Order, OrderFlag } from '../../../journey/order-records.ts'
import { breachesOfOrder, flagsOfOrder, type OrderFacts } from '../../../journey/order-rules.ts'
import type { Breach } from '../../../journey/refusal.ts'
import { chapterOf } from '../../../journey/terms.ts'
import { type Client, integrationTypes } from '../../../protocol/client.ts'
import type { RegistrationFault } from '../../../protocol/client-registration-fault.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { openEnvironmentRegistry } from '../../self-service/environment-registry.ts'
import { newClientId, type SaveClientCommand, saveClientIn } from '../../self-service/save-client.ts'
import { ruleOf } from '../integrations/registration-breaches.ts'
import { termsStatus } from '../terms/terms-status.ts'
import { isMobileVerified } from './mobile-verification.ts'
import { environmentOf, type OrderNeeds, usesSecret } from './order-needs.ts'

export interface OrderJudgement {
  readonly breaches: readonly Breach[]
  readonly flags: readonly OrderFlag[]
  readonly facts: OrderFacts
  readonly areTermsAccepted: boolean
  readonly verificationRunId?: string
  readonly reportHash?: string | undefined
}

const isLoginType = (type: unknown): boolean => type === 'idporten' || type === 'api_klient'

/**
 * Everything that must hold before an order is submitted, all at once (ONB-80…ONB-90). Awaits nothing but the store;
 * the certificate is judged by the caller beforehand.
 */
export async function judgeOrder(
  needs: OrderNeeds,
  store: DurableStore,
  order: Order,
  nowSeconds: number,
): Promise<OrderJudgement> {
  const { fields } = order
  const type = integrationTypes.find((one) => one === fields.client.integration_type) ?? 'idporten'
  const facts = await factsOf(needs, store, order, nowSeconds)
  const chapter = chapterOf(type)
  const environment = environmentOf(needs, order.environment)
  const terms = await termsStatus(store, order.orgno, chapter, {
    nowSeconds,
    realProduction: environment.kind === 'prod',
  })
  const areTermsAccepted = terms.status === 'ACCEPTED'
  const termsBreach: Breach = {
    code: 'terms_not_accepted',
    message: `the terms are not accepted for ${chapter}; see ${needs.portalUrl}/terms`,
    values: { chapter, who: await signatoriesOf(store, order.orgno) },
  }
  const wanted = await judgeRegistration(needs, store, order, nowSeconds)
  const testBreaches = order.kind === 'change_order' ? [] : await breachesOfTestClient(store, order)
  const methodBreaches = await breachesOfMethod(store, order)
  const report = await reportOf(needs, store, order, wanted.client, nowSeconds)
  const isFirst = await isFirstOrder(store, order)
  return {
    breaches: [
      ...(areTermsAccepted ? [] : [termsBreach]),
      ...breachesOfOrder(fields, facts),
      ...wanted.breaches,
      ...testBreaches,
      ...methodBreaches,
      ...(report.breach === undefined ? [] : [report.breach]),
      ...(await breachesOfOpenOrders(store, order)),
    ],
    flags: flagsOfOrder(fields, { ...facts, isFirst }),
    facts,
    areTermsAccepted,
    ...(report.runId === undefined ? {} : { verificationRunId: report.runId, reportHash: report.reportHash }),
  }
}

export async function factsOf(
  needs: OrderNeeds,
  store: DurableStore,
  order: Order,
  nowSeconds: number,
): Promise<OrderFacts> {
  const { fields, orgno, supplierOrgno } = order
  const owner = (await store.organisations.find(orgno))?.thing
  const supplier = supplierOrgno === undefined ? undefined : (await store.organisations.find(supplierOrgno))?.thing
  const domains = [...(owner?.emailDomains ?? []), ...(supplier?.emailDomains ?? [])]
  const { mobile, email } = fields.credentialReceiver ?? {}
  const method = fields.client.token_endpoint_auth_method
  return {
    isLogin: isLoginType(fields.client.integration_type),
    usesSecret: usesSecret(method),
    usesKeys: method === 'private_key_jwt',
    isMobileVerified:
      mobile !== undefined &&
      email !== undefined &&
      (await isMobileVerified(needs, store, { orgno, mobile, email }, nowSeconds)),
    domains: domains.filter(({ verified }) => verified).map(({ domain }) => domain.toLowerCase()),
    publicMailHosts: needs.publicMailHosts,
    notificationPurposes: (owner?.notificationPoints ?? []).map(({ purpose }) => purpose),
    isChangeOrder: order.kind === 'change_order',
    nowSeconds,
  }
}

/** Names of those who can accept the terms, for the text that says they must. */
async function signatoriesOf(store: DurableStore, orgno: string): Promise<string> {
  const users = await store.portal.users.list({ states: ['ACTIVE'] })
  const names = users.filter(({ thing }) => thing.roles[orgno]?.includes('signatory')).map(({ thing }) => thing.name)
  return names.length === 0 ? 'signatory' : names.join(', ')
}

/** The registration that an order asks for, in the form that the registry takes. */
export const orderedClient = (order: Order, isActive: boolean): SaveClientCommand => {
  const { fields, orgno, supplierOrgno } = order
  return {
    request: {
      ...fields.client,
      client_name: fields.clientName ?? '',
      client_orgno: orgno,
      active: isActive,
      ...(order.clientId !== undefined || fields.wantedClientId === undefined
        ? {}
        : { client_id: fields.wantedClientId }),
      ...(fields.jwks === undefined ? {} : { jwks: { keys: fields.jwks } }),
    },
    writer: {
      origin: 'hand',
      role: 'operator',
      orgno: supplierOrgno ?? orgno,
      mayActForOthers: supplierOrgno !== undefined,
    },
    ...(order.clientId === undefined ? {} : { replaces: order.clientId }),
  }
}

/** Judges the registration by the rules of production without writing it (ONB-83); simulated production has the same rules. */
async function judgeRegistration(
  needs: OrderNeeds,
  store: DurableStore,
  order: Order,
  nowSeconds: number,
): Promise<{ readonly client?: Client; readonly breaches: readonly Breach[] }> {
  const environment = environmentOf(needs, order.environment)
  const { httpRedirects, localhostRedirects, unroutableHosts } = environmentRules.prod
  const strict = {
    ...environment,
    httpsLocalhost: false,
    rules: { ...environment.rules, httpRedirects, localhostRedirects, unroutableHosts },
  }
  const registry = await openEnvironmentRegistry(store, strict, needs.environments)
  const { clients } = registry.shelves
  const unwritten = { ...registry, shelves: { ...registry.shelves, clients: { ...clients, save: async () => {} } } }
  const judged = await saveClientIn(unwritten, orderedClient(order, false), nowSeconds, newClientId(needs.random))
  if (judged.outcome === 'unknown') return { breaches: [{ code: 'not_found', message: 'the client is gone' }] }
  if (judged.outcome === 'refused') return { breaches: judged.faults.map((fault) => breachOf(fault, order)) }
  return { client: judged.client, breaches: [] }
}

const uriFields = ['redirect_uris', 'post_logout_redirect_uris', 'frontchannel_logout_uri']

/** A breach of the registry's rules at the field of the form where it is mended; an address is named with its place. */
function breachOf({ field, message }: RegistrationFault, { fields }: Order): Breach {
  const [name = '', index] = field.split(/[[\].]+/)
  if (uriFields.includes(name)) {
    const list: unknown = fields.client[name]
    const uri = Array.isArray(list) && index !== undefined ? String(list[Number(index)] ?? '') : ''
    const what = index === undefined || uri === '' ? {} : { what: `[${index}] ${uri}` }
    const values = { why: message, rule: ruleOf(message), ...what }
    return { code: 'redirect_uri_invalid', field: name, message: `${field} ${message}`, values }
  }
  if (name === 'client_id')
    return {
      code: 'invalid_value',
      field: 'wanted_client_id',
      message: `client_id ${message}`,
      values: { why: message },
    }
  if (name === 'jwks')
    return { code: 'key_invalid', field: 'jwks', message: `${field} ${message}`, values: { why: message } }
  if (name === 'client_name')
    return { code: 'invalid_value', field: name, message: `${field} ${message}`, values: { why: message } }
  return { code: 'client_invalid', field: name, message: `${field} ${message}`, values: { why: `${field} ${message}` } }
}

/** ONB-82. Another organisation's client gets the same answer as none. */
async function breachesOfTestClient(store: DurableStore, order: Order): Promise<readonly Breach[]> {
  const found = await store.environment(order.testEnvironment).clients.find(order.testClientId)
  const client = found?.thing
  const isRight =
    client?.active === true &&
    (client.clientOrgno === order.orgno ||
      (order.supplierOrgno !== undefined && client.supplierOrgno === order.supplierOrgno)) &&
    client.integrationType === order.fields.client.integration_type
  return isRight
    ? []
    : [{ code: 'test_client_unknown', field: 'test_client_id', message: 'there is no such active test client' }]
}

/** A change is verified again only where it touches what the verification was about (ONB-93). */
async function needsNewVerification(store: DurableStore, order: Order, wanted: Client | undefined): Promise<boolean> {
  const now = (await store.environment(order.environment).clients.find(order.clientId ?? ''))?.thing
  if (now === undefined || wanted === undefined) return false
  const verified = (client: Client): string =>
    JSON.stringify([
      client.applicationType,
      client.tokenEndpointAuthMethod,
      client.frontchannelLogoutUri,
      client.postLogoutRedirectUris,
    ])
  return verified(now) !== verified(wanted)
}

/** A change brings no secret: who begins to use one orders a new client. */
async function breachesOfMethod(store: DurableStore, order: Order): Promise<readonly Breach[]> {
  if (order.kind !== 'change_order' || !usesSecret(order.fields.client.token_endpoint_auth_method)) return []
  const now = (await store.environment(order.environment).clients.find(order.clientId ?? ''))?.thing
  if (now === undefined || usesSecret(now.tokenEndpointAuthMethod)) return []
  const why = 'a change cannot begin to use a secret; order a new client'
  return [{ code: 'client_invalid', field: 'token_endpoint_auth_method', message: why, values: { why } }]
}

const ninetyDaysSeconds = 90 * 86_400

async function reportOf(
  needs: OrderNeeds,
  store: DurableStore,
  order: Order,
  wanted: Client | undefined,
  nowSeconds: number,
): Promise<{ readonly breach?: Breach; readonly runId?: string; readonly reportHash?: string | undefined }> {
  if (order.kind === 'change_order' && !(await needsNewVerification(store, order, wanted))) return {}
  const isOptional = needs.verificationPolicy === 'recommended'
  if (!isLoginType(order.fields.client.integration_type)) {
    // A machine proves itself by having fetched a token lately (ONB-72).
    const uses = await store.environment(order.testEnvironment).credentialUses.list(order.testClientId)
    const oldest = nowSeconds - ninetyDaysSeconds
    const isProven = uses.some(({ lastUsedDay }) => Date.parse(`${lastUsedDay}T23:59:59Z`) / 1000 >= oldest)
    const message = 'the test client has fetched no token in test in ninety days (ONB-72)'
    return isProven || isOptional ? {} : { breach: { code: 'machine_token_missing', message } }
  }
  const integration = (await store.portal.integrations.find(order.integrationId))?.thing
  // Of a registration that is wrong nobody can say whether it was verified.
  if (integration === undefined || wanted === undefined) return {}
  const found = await needs.findReport(store, integration, wanted, nowSeconds)
  if (found.ok) return { runId: found.runId, reportHash: found.reportHash }
  return isOptional ? {} : { breach: found.breach }
}

export const openStates = [
  'DRAFT',
  'SUBMITTED',
  'IN_REVIEW',
  'NEEDS_INFO',
  'APPROVED',
  'PROVISIONING',
  'DELIVERING',
] as const

/** ONB-89. */
async function breachesOfOpenOrders(store: DurableStore, order: Order): Promise<readonly Breach[]> {
  const open = await store.portal.orders.list({ lookup: order.integrationId, states: openStates })
  const other = open.find(({ thing }) => thing.id !== order.id && thing.environment === order.environment)
  return other === undefined
    ? []
    : [{ code: 'order_open', message: `${other.thing.id} is open already`, values: { order: other.thing.id } }]
}

/** Has no order of the organisation been completed before (ONB-122)? */
async function isFirstOrder(store: DurableStore, order: Order): Promise<boolean> {
  const completed = await store.portal.orders.list({ orgno: order.orgno, states: ['COMPLETED'] })
  return completed.every(({ thing }) => thing.kind !== 'production_order')
}
