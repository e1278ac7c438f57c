import type { IntegrationType } from './client.ts'
import type { RegistrationFault } from './client-registration-fault.ts'
import { contactRegisterScopes, introspectionScope, loginScopes } from './client-registration-types.ts'
import type { Scope } from './scope.ts'
import { builtInScope, isManagementScope } from './scope-registration-built-in.ts'

/** For whom a scope is asked: the client as it will be, and who writes it. */
export interface ScopeAsker {
  readonly integrationType: IntegrationType
  readonly clientOrgno: string
  readonly supplierOrgno: string | undefined
  /** The organisation that makes the call (REG-131 d). */
  readonly tokenOrgno: string
  /** Management scopes are given by the operator only; a seed counts as the operator (REG-132). */
  readonly byOperator: boolean
  /** What the registration has already; not judged again (REG-133). */
  readonly registered: readonly string[]
}

/**
 * Judges the scopes of a registration (REG-130…134 and the scopes row of section 2.1). `find` gives a registered scope.
 * Each refused scope is named with the reason.
 */
export function faultsOfScopes(
  scopes: readonly string[],
  asker: ScopeAsker,
  find: (name: string) => Scope | undefined,
): RegistrationFault[] {
  const faults: RegistrationFault[] = []
  if (isResourceServer(scopes)) return []
  if (asker.integrationType === 'krr') return contactRegisterFaults(scopes)
  scopes.forEach((name, index) => {
    if (asker.registered.includes(name)) return
    const reason = refusal(name, asker, find)
    if (reason !== undefined) faults.push({ field: `scopes[${index}]`, message: `${name}: ${reason}` })
  })
  return faults
}

/** A client that only asks about tokens; the rules of login do not concern it (REG-19). */
export const isResourceServer = (scopes: readonly string[]): boolean =>
  scopes.length === 1 && scopes[0] === introspectionScope

function contactRegisterFaults(scopes: readonly string[]): RegistrationFault[] {
  const wanted: readonly string[] = contactRegisterScopes
  const isSame = scopes.length === wanted.length && wanted.every((name) => scopes.includes(name))
  return isSame ? [] : [{ field: 'scopes', message: `a krr client has exactly ${wanted.join(' and ')} (REG-12)` }]
}

function refusal(name: string, asker: ScopeAsker, find: (name: string) => Scope | undefined): string | undefined {
  const type = asker.integrationType
  const isLoginScope = (loginScopes as readonly string[]).includes(name)
  if (type === 'idporten' && !isLoginScope)
    return 'an idporten client has only openid and profile; use integration_type api_klient (REG-12)'
  if (isManagementScope(name) && !asker.byOperator) return 'is given by the operator only (REG-132)'
  const builtIn = builtInScope(name)
  if (builtIn !== undefined)
    return builtIn.allowedIntegrationTypes === 'all' || builtIn.allowedIntegrationTypes.includes(type)
      ? undefined
      : `is not for integration_type ${type} (REG-131)`
  const scope = find(name)
  if (scope === undefined) return 'is unknown in this environment; register the scope first (REG-131)'
  if (!scope.active) return 'is not active (REG-131)'
  if (scope.allowedIntegrationTypes.length > 0 && !scope.allowedIntegrationTypes.includes(type))
    return `is not for integration_type ${type}; permitted: ${scope.allowedIntegrationTypes.join(', ')} (REG-131)`
  // A supplier does not inherit what its customer may do (REG-113).
  const accessOrgno = asker.supplierOrgno ?? asker.clientOrgno
  const hasAccess =
    scope.access.includes(accessOrgno) ||
    scope.accessibleForAll ||
    scope.delegationSource !== undefined ||
    scope.ownerOrgno === asker.tokenOrgno
  return hasAccess ? undefined : `organisation ${accessOrgno} has no access; ask the owner for it (REG-131)`
}
