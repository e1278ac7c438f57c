import type { Environment } from '../../config/environments.ts'
import type { Organisation } from '../../journey/records.ts'
import { describeClient } from '../../protocol/client-registration-answer.ts'
import type { Scope } from '../../protocol/scope.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { TestUser } from '../../storage/records.ts'

interface Needs {
  readonly durable: DurableStore
  readonly environments: readonly Environment[]
}

/** The present state as seed documents, one for each environment, the organisations in the first; without secrets (REG-168). */
export const exportSeed = (needs: Needs) => async (): Promise<Record<string, unknown>[]> => {
  const organisations = await needs.durable.organisations.list()
  const documents = needs.environments.map(async ({ name }, index) => {
    const shelves = needs.durable.environment(name)
    const scopes = (await shelves.scopes.list()).map(({ thing }) => thing)
    const clients = await shelves.clients.list()
    const testUsers = await shelves.testUsers.list()
    return {
      version: 1,
      environment: name,
      ...(index === 0 ? { organisations: organisations.map(({ thing }) => describeOrganisation(thing)) } : {}),
      prefixes: (await shelves.prefixes.list()).map(({ thing }) => ({ prefix: thing.prefix, orgno: thing.ownerOrgno })),
      scopes: scopes.map(describeScope),
      clients: clients.map(({ thing }) => describeClient(thing)),
      test_users: testUsers.map(({ thing }) => describeTestUser(thing)),
    }
  })
  return Promise.all(documents)
}

// People are left out: of a person's number the portal keeps a hash only.
const describeOrganisation = (organisation: Organisation): Record<string, unknown> => ({
  orgno: organisation.orgno,
  name: organisation.name,
  kind: organisation.kind,
  email_domains: organisation.emailDomains.filter(({ verified }) => verified).map(({ domain }) => domain),
  language: organisation.language,
  notification_points: organisation.notificationPoints,
  production_self_service: organisation.productionSelfService,
})

const describeScope = (scope: Scope): Record<string, unknown> => ({
  name: scope.name,
  description: scope.description,
  active: scope.active,
  visibility: scope.visibility,
  token_type: scope.tokenType,
  at_max_age: scope.atMaxAge,
  authorization_max_lifetime: scope.authorizationMaxLifetime,
  requires_user_consent: scope.requiresUserConsent,
  requires_user_authentication: scope.requiresUserAuthentication,
  requires_pseudonymous_tokens: scope.requiresPseudonymousTokens,
  accessible_for_all: scope.accessibleForAll,
  ...(scope.delegationSource === undefined ? {} : { delegation_source: scope.delegationSource }),
  allowed_integration_types: scope.allowedIntegrationTypes,
  enforced_aud_for_introspection: scope.enforcedAudForIntrospection,
  enforced_aud_for_access_token: scope.enforcedAudForAccessToken ?? [],
  ...(scope.longDescription === undefined ? {} : { long_description: scope.longDescription }),
  ...Object.fromEntries(
    Object.entries(scope.translations ?? {}).flatMap(([language, texts]) => [
      ...(texts.description === undefined ? [] : [[`description#${language}`, texts.description]]),
      ...(texts.longDescription === undefined ? [] : [[`long_description#${language}`, texts.longDescription]]),
    ]),
  ),
  access: scope.access,
})

const describeTestUser = (user: TestUser): Record<string, unknown> => ({
  pid: user.pid,
  ...(user.givenName === undefined || user.familyName === undefined
    ? {}
    : { name: { given: user.givenName, family: user.familyName } }),
  ...(user.pool === null ? {} : { pool: user.pool }),
  eids: user.eids,
  ...(user.levelMax === null ? {} : { level_max: user.levelMax.replace('idporten-loa-', '') }),
})
