import type { EmitEvent } from './audit/event.ts'
import type { CertificateTrust } from './certificates/certificate-trust.ts'
import { composeAuthorizations } from './compose-authorizations.ts'
import { composeScopes } from './compose-scopes.ts'
import { defaultTestEnvironment, type Environment } from './config/environments.ts'
import type { EnvironmentSecrets } from './config/secrets-file.ts'
import type { Settings } from './config/settings.ts'
import { apiDoor, sendFailure } from './http/api/api-door.ts'
import type { LoadedApi } from './http/api/api-mount.ts'
import { apiOperations } from './http/api/api-operations.ts'
import type { ScopeUseCases } from './http/api/scope-use-cases.ts'
import type { MailLanguage } from './journey/records.ts'
import type { KeyRing } from './signing/signer.ts'
import type { DurableStore } from './storage/durable-store.ts'
import type { ExpiringStore } from './storage/expiring-store.ts'
import type { Clock } from './system/clock.ts'
import type { Log } from './system/log.ts'
import type { Random } from './system/random.ts'
import { mailIntegrationsTexts } from './texts/mail-integrations-text.ts'
import type { DelegationAdapters } from './usecases/delegations/delegation-adapter.ts'
import { verifyMachineToken } from './usecases/machine/verify-machine-token.ts'
import { listSelfServiceClient } from './usecases/onboarding/integrations/list-self-service-client.ts'
import { tellCustomer } from './usecases/onboarding/integrations/tell-customer.ts'
import { openCallLimit } from './usecases/self-service/call-limit.ts'
import { listClientCredentials } from './usecases/self-service/client-credentials.ts'
import { clientKeys } from './usecases/self-service/client-keys.ts'
import { closeClient } from './usecases/self-service/close-client.ts'
import { issueClientSecret } from './usecases/self-service/issue-client-secret.ts'
import { judgeRegisteredCertificates } from './usecases/self-service/judge-certificate.ts'
import { lookUpRefusal } from './usecases/self-service/look-up-refusal.ts'
import { onBehalfOf } from './usecases/self-service/on-behalf-of.ts'
import { listOwnClients, readOwnClient } from './usecases/self-service/own-clients.ts'
import { registrableIntegrations } from './usecases/self-service/registrable-integrations.ts'
import { openRepeatedRequests } from './usecases/self-service/repeated-requests.ts'
import { saveOwnClient } from './usecases/self-service/save-own-client.ts'
import type { Standing } from './usecases/self-service/standing.ts'

export interface ApiParts {
  readonly settings: Settings
  readonly secrets: ReadonlyMap<string, EnvironmentSecrets>
  readonly trusts: ReadonlyMap<string, CertificateTrust>
  readonly durable: DurableStore
  readonly expiringOf: (environmentName: string) => ExpiringStore
  readonly standing: Standing
  /** Called after a write, so that the gateways of this process look again. */
  readonly written: () => void
  readonly delegationSources: DelegationAdapters
  readonly emit: EmitEvent
  /** Writes down the protocol events that were seen until now. */
  readonly flushProtocolLog: () => Promise<void>
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

/** The API of one environment, put together at its first call. */
export function openApi(
  parts: ApiParts,
  environment: Environment,
  prefix: string,
  readKeys: () => Promise<KeyRing | undefined>,
): LoadedApi {
  const { settings, clock, log } = parts
  const expiring = parts.expiringOf(environment.name)
  const trust = parts.trusts.get(environment.name)
  if (trust === undefined) throw new Error(`no trust was composed for ${environment.name}`)
  const letters = {
    mails: (language: MailLanguage) => mailIntegrationsTexts(language) as (key: string, values?: object) => string,
    productName: settings.productName,
    portalUrl: settings.portal.baseUrl,
  }
  const needs = {
    ...parts,
    environments: settings.environments,
    portalUrl: settings.portal.baseUrl,
    tellCustomer: tellCustomer(letters),
    listNewClient: listSelfServiceClient({
      ...letters,
      random: parts.random,
      testEnvironment: defaultTestEnvironment(settings)?.name ?? environment.name,
    }),
    judgeCertificate: () => judgeRegisteredCertificates(trust),
    pepperOf(name: string) {
      const [pepper] = parts.secrets.get(name)?.peppers ?? []
      if (pepper === undefined) throw new Error(`environment ${name} has no pepper`)
      return pepper
    },
  }
  const list = listOwnClients(needs)
  const read = readOwnClient(needs)
  const save = saveOwnClient(needs)
  const close = closeClient(needs)
  const issue = issueClientSecret(needs)
  const credentials = listClientCredentials(needs)
  const integrations = registrableIntegrations(needs)
  const findRefusal = lookUpRefusal({ ...needs, limit: openCallLimit({ expiring, clock }) })
  const authorizations = composeAuthorizations(parts, environment)
  const operations = apiOperations({
    environment,
    list: (orgno, withInactive) => list(environment, orgno, withInactive),
    read: (orgno, clientId) => read(environment, orgno, clientId),
    save: (command) => save(environment, command),
    close: (clientId, acting, revisions) => close(environment, clientId, acting, revisions),
    issueSecret: (clientId, acting, options) => issue(environment, clientId, acting, options),
    credentials: (clientId) => credentials(environment, clientId),
    keys: clientKeys(needs),
    onBehalfOf: onBehalfOf(needs),
    integrations: (orgno) => integrations(environment, orgno),
    findRefusal: (orgno, reference) => findRefusal(environment.name, orgno, reference),
    scopes: scopesOf(parts, environment),
    standing: parts.standing,
    authorizations: authorizations.useCases,
    readHistory: authorizations.readHistory,
    nowSeconds: () => clock.nowSeconds(),
  })
  const nowSeconds = () => clock.nowSeconds()
  const verifyToken = verifyMachineToken({ environment, readKeys, clients: authorizations.clients, clock })
  return {
    handle: apiDoor({
      operations,
      prefix,
      base: environment.api.base,
      settings: environment.api,
      verifyToken(token) {
        // What was just registered or closed is seen at once (API-5).
        authorizations.clients.refresh()
        return verifyToken(token)
      },
      findUser: authorizations.findUser,
      limit: openCallLimit({ expiring, clock }),
      repeated: openRepeatedRequests({ expiring, clock }),
      environmentName: environment.name,
      log,
      nowSeconds,
    }),
    answerFailure: (error, request, reply) => sendFailure(error, request, reply, log, nowSeconds()),
  }
}

/** Scope administration for one environment, as the API's doors see it. */
function scopesOf(parts: ApiParts, environment: Environment): ScopeUseCases {
  const { own, find, publicOnes, create, replace, deactivate, given, received, approve, deny, prefixes, sources } =
    composeScopes(parts)
  return {
    own: (orgno, asked) => own(environment, orgno, asked),
    find: (orgno, name) => find(environment, orgno, name),
    publicOnes: (filter) => publicOnes(environment, filter),
    create: (request, acting, faults) => create(environment, request, acting, faults),
    replace: (name, request, acting, faults) => replace(environment, name, request, acting, faults),
    deactivate: (name, acting) => deactivate(environment, name, acting),
    given: (orgno, asked) => given(environment, orgno, asked),
    received: (orgno, asked) => received(environment, orgno, asked),
    approve: (scope, orgno, acting) => approve(environment, scope, orgno, acting),
    deny: (scope, orgno, acting) => deny(environment, scope, orgno, acting),
    prefixes: (orgno) => prefixes(environment, orgno),
    delegationSources: () => sources(environment.name),
  }
}
