import type { Client, IntegrationType } from './client.ts'
import type { Language } from './language.ts'

/** A scope that belongs to the gateway itself and needs no registration (SCOPE-2, API-14, API-15). */
export interface BuiltInScope {
  readonly allowedIntegrationTypes: readonly IntegrationType[] | 'all'
  /** What a citizen reads of it; absent where no citizen grants it. */
  readonly description?: Readonly<Record<Language, string>>
}

const forLogin: BuiltInScope = { allowedIntegrationTypes: ['idporten', 'api_klient', 'ansattporten'] }
const forCalls: BuiltInScope = { allowedIntegrationTypes: ['api_klient'] }
/** A citizen lets a service call with it; the service's own machines may have it too (API-50). */
const ofAuthorizations = (description: Readonly<Record<Language, string>>): BuiltInScope => ({
  allowedIntegrationTypes: ['api_klient', 'maskinporten'],
  description,
})
const forMachines: BuiltInScope = { allowedIntegrationTypes: ['maskinporten', 'krr'] }

const byName: ReadonlyMap<string, BuiltInScope> = new Map([
  ['openid', forLogin],
  ['profile', forLogin],
  ['idporten:token.introspection', { allowedIntegrationTypes: 'all' }],
  [
    'idporten:user.log.read',
    {
      ...forCalls,
      description: {
        nb: 'Se hvor og når du har logget inn',
        nn: 'Sjå kvar og når du har logga inn',
        en: 'See where and when you have logged in',
        se: 'Oaidnit gos ja goas don leat sisaloggen',
      },
    },
  ],
  [
    'idporten:authorizations',
    ofAuthorizations({
      nb: 'Se og trekke tilbake tilganger du har gitt',
      nn: 'Sjå og trekkje tilbake tilgangar du har gitt',
      en: 'See and withdraw access that you have given',
      se: 'Oaidnit ja geassit ruovttoluotta vejolašvuođaid maid don leat addán',
    }),
  ],
  [
    'idporten:authorizations.read',
    ofAuthorizations({
      nb: 'Se tilganger du har gitt',
      nn: 'Sjå tilgangar du har gitt',
      en: 'See access that you have given',
      se: 'Oaidnit vejolašvuođaid maid don leat addán',
    }),
  ],
  [
    'idporten:authorizations.revoke',
    ofAuthorizations({
      nb: 'Trekke tilbake tilganger du har gitt',
      nn: 'Trekkje tilbake tilgangar du har gitt',
      en: 'Withdraw access that you have given',
      se: 'Geassit ruovttoluotta vejolašvuođaid maid don leat addán',
    }),
  ],
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

/** May a citizen grant it to this client, which has it registered? */
export function isBuiltInGrant(name: string, { integrationType }: Pick<Client, 'integrationType'>): boolean {
  if (integrationType !== 'api_klient') return false
  const types = builtInScope(name)?.allowedIntegrationTypes ?? []
  return types !== 'all' && types.includes(integrationType)
}
