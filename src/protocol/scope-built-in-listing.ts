import { integrationTypes } from './client.ts'
import type { Scope } from './scope.ts'
import { builtInScope } from './scope-registration-built-in.ts'

const descriptions: Readonly<Record<string, string>> = {
  'idporten:authorizations': 'Se og trekke tilbake tilganger som innbyggeren har gitt',
  'idporten:token.introspection': 'Spørre om et token gjelder',
  'idporten:user.log.read': 'Lese innbyggerens egen påloggingshistorikk',
}

/** The gateway's own scopes that a service owner may have, as they are listed (API-14, API-15). */
export const builtInListing = (operatorOrgno: string): readonly Scope[] =>
  Object.entries(descriptions).map(([name, description]) => {
    const types = builtInScope(name)?.allowedIntegrationTypes ?? 'all'
    return {
      name,
      active: true,
      ownerOrgno: operatorOrgno,
      accessibleForAll: true,
      access: [],
      allowedIntegrationTypes: types === 'all' ? [] : integrationTypes.filter((type) => types.includes(type)),
      description,
      requiresUserConsent: false,
      requiresUserAuthentication: false,
      requiresPseudonymousTokens: false,
      tokenType: 'SELF_CONTAINED',
      atMaxAge: 0,
      authorizationMaxLifetime: 0,
      enforcedAudForIntrospection: [],
      visibility: 'PUBLIC',
    }
  })
