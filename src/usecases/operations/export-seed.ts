import type { Environment } from '../../config/environments.ts'
import type { Organisation } from '../../journey/records.ts'
import { describeClient } from '../../protocol/client-registration-answer.ts'
import { describeScope } from '../../protocol/scope-registration-answer.ts'
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
      scopes: scopes.map((scope) => ({ name: scope.name, ...describeScope(scope), access: scope.access })),
      delegations: (await shelves.delegations.list()).map(({ scope, consumerOrgno, supplierOrgno }) => ({
        scope,
        consumer: consumerOrgno,
        supplier: supplierOrgno,
      })),
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

const describeTestUser = (user: TestUser): Record<string, unknown> => ({
  pid: user.pid,
  ...(user.givenName === undefined || user.familyName === undefined
    ? {}
    : { name: { given: user.givenName, family: user.familyName } }),
  ...(user.pool === null ? {} : { pool: user.pool }),
  eids: user.eids,
  ...(user.levelMax === null ? {} : { level_max: user.levelMax.replace('idporten-loa-', '') }),
})
