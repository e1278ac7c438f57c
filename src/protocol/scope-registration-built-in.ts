import type { IntegrationType } from './client.ts'

/** A scope that belongs to the gateway itself and needs no registration (SCOPE-2, API-14, API-15). */
export interface BuiltInScope {
  readonly allowedIntegrationTypes: readonly IntegrationType[] | 'all'
}

const forLogin: BuiltInScope = { allowedIntegrationTypes: ['idporten', 'api_klient', 'ansattporten'] }
const forCalls: BuiltInScope = { allowedIntegrationTypes: ['api_klient'] }
const forMachines: BuiltInScope = { allowedIntegrationTypes: ['maskinporten', 'krr'] }

const byName: ReadonlyMap<string, BuiltInScope> = new Map([
  ['openid', forLogin],
  ['profile', forLogin],
  ['idporten:token.introspection', { allowedIntegrationTypes: 'all' }],
  ['idporten:user.log.read', forCalls],
  ['idporten:authorizations', forCalls],
])

/** Prefixes that no organisation can own (API-15). */
export const reservedPrefixes: readonly string[] = ['idporten', 'krr', 'maskinporten', 'openid', 'oidc', 'admin']

/** Scopes that open the gateway's own administration (REG-132). */
export const isManagementScope = (name: string): boolean =>
  name.startsWith('idporten:dcr') || name.startsWith('idporten:scopes')

export function builtInScope(name: string): BuiltInScope | undefined {
  if (isManagementScope(name)) return forMachines
  if (name.startsWith('krr:global/')) return forMachines
  if (name.startsWith('krr:user/')) return forCalls
  return byName.get(name)
}
