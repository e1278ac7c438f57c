import type { Client } from './client.ts'
import { MachineFault } from './machine-fault.ts'
import type { FindScope } from './scope.ts'
import { builtInScope } from './scope-registration-built-in.ts'

/** A scope whose use the customer must have delegated to the supplier. */
export interface NeededDelegation {
  readonly scope: string
  readonly source: string
}

/**
 * May the client have these scopes now (API-30)? One that fails ends the request, for nothing is narrowed in silence. With
 * `consumerOrgno` the client's organisation asks for its customer: what must be delegated is answered, to be looked up by
 * the caller (API-41). Throws `MachineFault`.
 */
export function checkMachineScopes(
  names: readonly string[],
  client: Client,
  findScope: FindScope,
  consumerOrgno: string | undefined,
): readonly NeededDelegation[] {
  // Else whoever holds a customer's certificate could speak for all who have delegated to its supplier.
  if (consumerOrgno !== undefined && client.supplierOrgno !== undefined)
    throw new MachineFault('MP-251', 'consumer_org is for a client of the supplier itself, not for one of a customer')
  return names.flatMap((name) => {
    const builtIn = builtInScope(name)
    const scope = builtIn === undefined ? findScope(name) : undefined
    // Names come from the request, so only those that are registered are repeated.
    if (!client.scopes.includes(name))
      throw new MachineFault('MP-200', 'a scope that was asked for is not registered on this client')
    if (builtIn === undefined && scope?.active !== true)
      throw new MachineFault('MP-200', `${name} does not exist here any more, or is not active`)
    const types = builtIn?.allowedIntegrationTypes ?? scope?.allowedIntegrationTypes ?? []
    if (types !== 'all' && types.length > 0 && !types.includes(client.integrationType))
      throw new MachineFault('MP-201', `${name} is not for integration_type ${client.integrationType}`)
    if (scope === undefined) {
      // What the gateway gives by itself nobody can hand on, and a token must not look as if it were handed on.
      if (consumerOrgno !== undefined) throw new MachineFault('MP-251', `${name} cannot be delegated`)
      return []
    }
    if (consumerOrgno !== undefined) {
      const { delegationSource: source } = scope
      if (source === undefined) throw new MachineFault('MP-251', `${name} cannot be delegated`)
      // The customer's access counts here, not the supplier's (API-40).
      if (!hasAccess(scope, consumerOrgno)) throw new MachineFault('MP-250', `consumer_org has no access to ${name}`)
      return [{ scope: name, source }]
    }
    if (!hasAccess(scope, client.supplierOrgno ?? client.clientOrgno))
      throw new MachineFault('MP-250', `the organisation has no access to ${name}`)
    return []
  })
}

const hasAccess = (
  scope: { readonly accessibleForAll: boolean; readonly ownerOrgno: string; readonly access: readonly string[] },
  orgno: string,
): boolean => scope.accessibleForAll || scope.ownerOrgno === orgno || scope.access.includes(orgno)
