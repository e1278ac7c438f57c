import type { Actor } from '../../../journey/actor.ts'
import type { Contact, Integration } from '../../../journey/records.ts'
import { type Breach, refuse, refuseAll } from '../../../journey/refusal.ts'
import type { Client } from '../../../protocol/client.ts'
import type { RegistrationFault } from '../../../protocol/client-registration-fault.ts'
import type { ClientRequest } from '../../../protocol/client-registration-fields.ts'
import { isMailAddress } from '../../../protocol/mail-address.ts'
import type { Secret } from '../../../protocol/secret.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { recordClientWrite } from '../../self-service/change-client.ts'
import { makeClientSecret } from '../../self-service/client-secret.ts'
import { isProduction, openEnvironmentRegistry } from '../../self-service/environment-registry.ts'
import { newClientId, saveClientIn } from '../../self-service/save-client.ts'
import { moveIntegration } from '../move-integration.ts'
import { makeOneTimeLink } from '../one-time-links.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'
import { writeMail } from '../write-mail.ts'
import { clientActorOf } from './client-actor-of.ts'
import { environmentOf, type IntegrationNeeds } from './integration-needs.ts'
import { registrationBreaches } from './registration-breaches.ts'

/** What the form of a test client asks for (ONB-50). */
export interface TestClientOrder {
  readonly orgno: string
  readonly environmentName: string
  /** The fields as the API names them; `client_id` is a wish. */
  readonly request: ClientRequest
  readonly technicalContact: Contact
  /** The integration that waits for the client, if there is one (J-2). */
  readonly integrationId?: string
}

export interface CreatedTestClient {
  readonly integration: Integration
  readonly client: Client
  /** Shown once and kept nowhere; undefined when the client has none, or its contact fetches it. */
  readonly secret: Secret | undefined
  readonly secretExpiresAtSeconds: number | undefined
  readonly warnings: readonly string[]
  /** Why the wanted client_id could not be had; the client has a generated one instead (ONB-56). */
  readonly refusedWish: Breach | undefined
}

/** How the secret of the new client reaches its people. `reveal`: by a one-time link to the contact, made when it is used (ONB-54). */
export type SecretBy = 'screen' | 'reveal'

/**
 * Makes an integration with its client in a test environment: client, secret, journal, mail and the organisation's first
 * test users in one transaction (J-3, ONB-53, ONB-55). Refuses every fault at once. No operator and no terms are needed.
 */
export const createTestClient =
  (needs: IntegrationNeeds) =>
  async (actor: Actor, order: TestClientOrder): Promise<CreatedTestClient> => {
    requireRight(actor, 'client.write', order.orgno, { inTestOnly: true })
    const created = await needs.durable.transaction((store) =>
      createTestClientIn(needs, store, actor, order, needs.clock.nowSeconds(), 'screen'),
    )
    needs.written(order.environmentName)
    return created
  }

/** `createTestClient` inside a transaction, for callers who have asked for the right themselves. */
export async function createTestClientIn(
  needs: IntegrationNeeds,
  store: DurableStore,
  actor: Actor,
  order: TestClientOrder,
  nowSeconds: number,
  secretBy: SecretBy,
): Promise<CreatedTestClient> {
  const environment = environmentOf(needs, order.environmentName)
  if (isProduction(environment)) refuse('not_found', `${environment.name} is not for testing`)
  const organisation = (await store.organisations.find(order.orgno))?.thing
  if (organisation === undefined) refuse('not_found', 'there is no such organisation')
  if (organisation.state !== 'REGISTERED' && organisation.state !== 'PROSPECT')
    refuse('illegal_transition', `the organisation is ${organisation.state}`, {
      values: { state: organisation.state, event: 'test-client-created' },
    })
  const registry = await openEnvironmentRegistry(store, environment, needs.environments)
  // Made beforehand, so that the client's first revision has it.
  const made = wantsSecret(order.request, secretBy)
    ? makeClientSecret(needs.random, needs.pepperOf(environment.name), 'test', nowSeconds)
    : undefined
  const secrets = made === undefined ? {} : { secrets: [{ ...made.stored, issuedBy: actor.id }] }
  const save = (request: ClientRequest) =>
    saveClientIn(
      registry,
      {
        ...secrets,
        request: { ...request, client_orgno: order.orgno },
        writer: { origin: 'hand', role: 'owner', orgno: order.orgno, mayActForOthers: false },
      },
      nowSeconds,
      newClientId(needs.random),
    )
  let saved = await save(order.request)
  let refusedWish: Breach | undefined
  if (saved.outcome === 'refused' && saved.faults.every(({ field }) => field === 'client_id')) {
    refusedWish = registrationBreaches(saved.faults)[0]
    saved = await save({ ...order.request, client_id: undefined })
  }
  // What is wrong with the method is told at the method, not at the secret that follows from it.
  const faults: readonly RegistrationFault[] =
    saved.outcome === 'refused' ? saved.faults.filter(({ field }) => field !== 'client_secret') : []
  refuseAll([...registrationBreaches(faults, linesOf(order.request)), ...breachesOfContact(order.technicalContact)])
  if (saved.outcome === 'refused' || saved.outcome === 'unknown') throw new Error('a refused client was passed over')

  const { client } = saved
  const acting = clientActorOf(actor, order.orgno)
  await recordClientWrite(
    store,
    { environment, acting, action: 'client.created', before: undefined, after: client },
    nowSeconds,
  )
  const integration = await openIntegration(needs, store, actor, order, client, nowSeconds)
  await tellContact(
    needs,
    store,
    integration,
    client,
    client.tokenEndpointAuthMethod.startsWith('client_secret_') ? secretBy : 'none',
    nowSeconds,
  )
  await needs.handOutFirstPool(store, actor, order.orgno, environment.name, nowSeconds)
  return {
    integration,
    client,
    secret: made?.secret,
    secretExpiresAtSeconds: made?.stored.expiresAtSeconds ?? undefined,
    warnings: saved.warnings,
    refusedWish,
  }
}

/** A secret is made for web clients that are to have one; where the form says nothing, that is what they get (REG-17). */
const wantsSecret = (request: ClientRequest, secretBy: SecretBy): boolean =>
  secretBy === 'screen' &&
  (request.token_endpoint_auth_method === undefined
    ? (request.application_type ?? 'web') === 'web' &&
      (request.integration_type === 'idporten' || request.integration_type === 'api_klient')
    : String(request.token_endpoint_auth_method).startsWith('client_secret_'))

const linesOf = (request: ClientRequest) => {
  const list = (value: unknown) => (Array.isArray(value) ? value.map(String) : undefined)
  return {
    redirect_uris: list(request.redirect_uris),
    post_logout_redirect_uris: list(request.post_logout_redirect_uris),
    scopes: list(request.scopes),
  }
}

/** What is wrong with a person to turn to (§23). */
export function breachesOfContact({ name, email }: Contact): Breach[] {
  return [
    ...(name.trim() === ''
      ? [{ code: 'required', field: 'contact_name', message: 'contact_name is missing' } as const]
      : []),
    ...(isMailAddress(email)
      ? []
      : [{ code: 'email_invalid', field: 'contact_email', message: 'contact_email is no mail address' } as const]),
  ]
}

async function openIntegration(
  needs: IntegrationNeeds,
  store: DurableStore,
  actor: Actor,
  order: TestClientOrder,
  client: Client,
  nowSeconds: number,
): Promise<Integration> {
  const requested =
    order.integrationId === undefined ? undefined : await store.portal.integrations.find(order.integrationId)
  const id = requested?.thing.id ?? `INT-${needs.random.token(6)}`
  const integration: Integration = {
    id,
    orgno: order.orgno,
    name: client.clientName,
    state: 'ORG_REGISTERED',
    testEnvironment: order.environmentName,
    testClientId: client.clientId,
    technicalContact: order.technicalContact,
    createdBy: actor.id,
  }
  if (requested === undefined) await store.portal.integrations.add(integration, nowSeconds)
  const moved = await moveIntegration(store, id, 'test-client-created', nowSeconds, {
    name: client.clientName,
    testClientId: client.clientId,
  })
  await record(
    store,
    actor,
    {
      action: 'integration.created',
      object: { kind: 'integration', id },
      orgno: order.orgno,
      environment: order.environmentName,
      after: { name: moved.name, state: moved.state, testClientId: client.clientId },
    },
    nowSeconds,
  )
  return moved
}

/** M-06: the client sheet, and how the secret is had; never the secret (ONB-54). */
async function tellContact(
  needs: IntegrationNeeds,
  store: DurableStore,
  integration: Integration,
  client: Client,
  secretBy: SecretBy | 'none',
  nowSeconds: number,
): Promise<void> {
  const environment = environmentOf(needs, integration.testEnvironment)
  const organisation = (await store.organisations.find(integration.orgno))?.thing
  const language = organisation?.language ?? 'nb'
  const words = needs.mails(language)
  const { technicalContact: contact } = integration
  let secret = words(secretBy === 'none' ? 'M-06.secret.none' : 'M-06.secret.shown')
  if (secretBy === 'reveal') {
    const link = {
      purpose: 'reveal-secret' as const,
      email: contact.email,
      orgno: integration.orgno,
      objectId: integration.id,
    }
    const token = await makeOneTimeLink(store, needs.random, link, nowSeconds)
    secret = words('M-06.secret.reveal', { reveal: `${needs.portalUrl}/reveals/${token}` })
  }
  const values = {
    name: contact.name,
    client: client.clientName,
    organisation: organisation?.name ?? integration.orgno,
    environment: environment.name,
    secret,
    link: `${needs.portalUrl}/o/${integration.orgno}/integrations/${integration.id}/configuration`,
    sheet: needs.clientSheet(environment, client, language),
  }
  await writeMail(needs.productName)(
    store,
    {
      code: 'M-06',
      to: contact.email,
      toName: contact.name,
      language,
      subject: words('M-06.subject', values),
      text: words('M-06.text', values),
      orgno: integration.orgno,
      thread: integration.id,
      environment,
    },
    nowSeconds,
  )
}
