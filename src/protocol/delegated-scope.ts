import type { Client } from './client.ts'
import type { RegistrationFault } from './client-registration-fault.ts'
import type { FindScope, Scope } from './scope.ts'

/** A scope of these that is delegated. It says for whom a client acts, as `onbehalfof` does, so not both (API-42). */
export const delegatedScopeOf = (names: readonly string[], findScope: FindScope): string | undefined =>
  names.find((name) => findScope(name)?.delegationSource !== undefined)

/** May a scope that was not delegated get a source? Not while a client that acts on behalf of others has it (API-42). */
export function faultsOfNewSource(
  scope: Pick<Scope, 'name' | 'delegationSource'>,
  former: Scope | undefined,
  clients: Iterable<Client>,
): RegistrationFault[] {
  if (scope.delegationSource === undefined || former === undefined || former.delegationSource !== undefined) return []
  const acting = [...clients].filter(
    ({ active, scopes, onbehalfof }) => active && onbehalfof.length > 0 && scopes.includes(scope.name),
  ).length
  if (acting === 0) return []
  const message = `clients with onbehalfof entries have the scope (${acting}), and both cannot be combined (API-42)`
  return [{ field: 'delegation_source', message }]
}
