import type { Client } from '../protocol/client.ts'
import { readClientRegistration } from '../protocol/client-registration.ts'
import type { RegistrationFault } from '../protocol/client-registration-fault.ts'
import { isOrganisationNumber } from '../protocol/organisation-number.ts'
import type { Scope } from '../protocol/scope.ts'
import { prefixOf, readScopeRegistration } from '../protocol/scope-registration.ts'
import { bare, faultsOfPrefixForm } from '../protocol/scope-request.ts'
import type { Environment } from './environments.ts'
import type { EnvironmentSeed, Seed, SeedClient, SeedEntry } from './seed.ts'
import type { SeedGround } from './seed-ground.ts'
import { faultsOfOrganisation, faultsOfUsers } from './seed-people-rules.ts'
import { faultsOfTerms } from './seed-terms.ts'

/** Everything the registry's rules say against a seed that can be told without a database (REG-160, REG-166). */
export function faultsOfSeedRules(seed: Seed, ground: SeedGround): string[] {
  const faults = seed.organisations.flatMap((entry) => faultsAt(entry, faultsOfOrganisation(entry)))
  faults.push(...faultsOfUsers(seed.users, ground), ...faultsOfTerms(seed.terms, ground))
  faults.push(...faultsOfFiles(seed))
  for (const part of seed.environments) {
    const environment = ground.environments.find(({ name }) => name === part.environment)
    if (environment === undefined) continue
    if (environment.kind === 'prod') faults.push(...faultsInProduction(part, ground.allowProduction))
    faults.push(...faultsOfEnvironment(part, environment, ground.nowSeconds))
  }
  return faults
}

/** One file is for one owner, or each start would write it anew for the other. */
function faultsOfFiles(seed: Seed): string[] {
  const owners = new Map<string, string>()
  return seed.environments.flatMap(({ clients }) =>
    clients.flatMap(({ certificate, clientOrgno, place }) => {
      if (certificate === undefined) return []
      const whose = `${clientOrgno} ${certificate.password.reveal()}`
      const other = owners.get(certificate.writeTo) ?? whose
      owners.set(certificate.writeTo, whose)
      return other === whose ? [] : [`${place}.certificate.write_to: is the file of another owner or password too`]
    }),
  )
}

/** `place.field: message`, a line for each. */
export const faultsAt = ({ place }: SeedEntry, faults: readonly RegistrationFault[]): string[] =>
  faults.map(({ field, message }) => `${place}${field === '' ? '' : `.${field}`}: ${message}`)

/** Real production takes a seed only on demand, and never a secret or a test user (REG-164, VER-100). */
function faultsInProduction(part: EnvironmentSeed, isAllowed: boolean): string[] {
  const all = [...part.prefixes, ...part.scopes, ...part.delegations, ...part.clients, ...part.testUsers]
  const first = all[0]
  if (first === undefined) return []
  if (!isAllowed)
    return [
      `${first.place}: ${part.environment} is of kind prod and takes no seed without GATEWAY_SEED_ALLOW_PRODUCTION=1 (REG-164)`,
    ]
  return [
    ...part.clients
      .filter(({ secret }) => secret !== undefined)
      .map(({ place }) => `${place}.client_secret: cannot be chosen in an environment of kind prod (REG-164)`),
    ...part.delegations.map(
      ({ place }) => `${place}: the source dev-delegations is not for an environment of kind prod (API-43)`,
    ),
    ...part.testUsers.map(
      ({ place }) => `${place}: test users must not exist in an environment of kind prod (REG-164)`,
    ),
  ]
}

function faultsOfEnvironment(part: EnvironmentSeed, environment: Environment, nowSeconds: number): string[] {
  const faults: string[] = []
  const owners = new Map<string, string>()
  for (const entry of part.prefixes) {
    faults.push(...faultsAt(entry, faultsOfPrefix(entry)))
    owners.set(bare(String(entry.fields.prefix)), String(entry.fields.orgno))
  }
  const scopes = new Map<string, Scope>()
  for (const entry of part.scopes) {
    // Who owns a prefix that this seed does not name stands in the registry; that is asked when the seed is applied.
    const read = readScopeRegistration(entry.fields, (prefix) => owners.get(prefix) ?? '')
    if (read.ok) scopes.set(read.scope.name, read.scope)
    else faults.push(...faultsAt(entry, read.faults))
  }
  for (const entry of part.delegations) faults.push(...faultsAt(entry, faultsOfDelegation(entry)))
  for (const client of part.clients)
    faults.push(...faultsAt(client, faultsOfClient(client, environment, scopes, nowSeconds)))
  return faults
}

function faultsOfPrefix({ fields }: SeedEntry): RegistrationFault[] {
  const faults = faultsOfPrefixForm(bare(String(fields.prefix)))
  if (!isOrganisationNumber(String(fields.orgno)))
    faults.push({ field: 'orgno', message: 'must be nine digits with a right check digit (REG-22)' })
  return faults
}

function faultsOfDelegation({ fields: { consumer, supplier } }: SeedEntry): RegistrationFault[] {
  const faults: RegistrationFault[] = Object.entries({ consumer, supplier })
    .filter(([, orgno]) => !isOrganisationNumber(String(orgno)))
    .map(([field]) => ({ field, message: 'must be nine digits with a right check digit (REG-22)' }))
  if (consumer === supplier) faults.push({ field: 'supplier', message: 'must be another organisation than consumer' })
  return faults
}

function faultsOfClient(
  client: SeedClient,
  environment: Environment,
  scopes: ReadonlyMap<string, Scope>,
  nowSeconds: number,
): readonly RegistrationFault[] {
  const registration = readClientRegistration(client.fields, {
    uriRules: { ...environment.rules, httpsLocalhost: environment.httpsLocalhost === true },
    writer: 'operator',
    tokenOrgno: seedTokenOrgno(client),
    mayActForOthers: true,
    existing: undefined,
    newClientId: client.clientId,
    findScope: (name) => scopes.get(name) ?? openScope(name),
    nowSeconds,
  })
  const usesSecret = registration.ok && registration.client.tokenEndpointAuthMethod.startsWith('client_secret_')
  if (registration.ok && client.secret !== undefined && !usesSecret)
    return [
      {
        field: 'client_secret',
        message: 'is only for the methods client_secret_basic and client_secret_post (REG-17, REG-18)',
      },
    ]
  return registration.ok ? faultsOfCertificate(client, environment, registration.client) : registration.faults
}

/** A certificate of the development CA is for who has no keys, where that CA is trusted (CR-9, REG-31). */
function faultsOfCertificate(
  { certificate }: SeedClient,
  environment: Environment,
  { jwks, tokenEndpointAuthMethod }: Client,
): RegistrationFault[] {
  if (certificate === undefined) return []
  const faults: string[] = []
  if (environment.certificates?.developmentCa !== true)
    faults.push(`is not for ${environment.name}, which does not trust the development CA (CR-9)`)
  if (tokenEndpointAuthMethod !== 'private_key_jwt') faults.push('is only for the method private_key_jwt (REG-31)')
  if (jwks.length > 0) faults.push('is of no use beside jwks: a client with keys must use them (REG-31)')
  return faults.map((message) => ({ field: 'certificate', message }))
}

/** Who asks for a seeded client: its supplier if it names one, else its owner (REG-110). */
export const seedTokenOrgno = (client: SeedClient): string => {
  const supplier = client.fields.supplier_orgno
  return typeof supplier === 'string' ? supplier : client.clientOrgno
}

/** Stands for a scope that may be in the registry already: nothing can be said against it here. */
const openScope = (name: string): Scope => ({
  name,
  active: true,
  ownerOrgno: prefixOf(name),
  accessibleForAll: true,
  access: [],
  allowedIntegrationTypes: [],
  description: name,
  requiresUserConsent: false,
  requiresUserAuthentication: false,
  requiresPseudonymousTokens: false,
  tokenType: 'SELF_CONTAINED',
  atMaxAge: 0,
  authorizationMaxLifetime: 0,
  enforcedAudForIntrospection: [],
  visibility: 'PUBLIC',
})
