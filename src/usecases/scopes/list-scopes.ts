import type { Environment } from '../../config/environments.ts'
import type { IntegrationType } from '../../protocol/client.ts'
import type { Scope } from '../../protocol/scope.ts'
import { builtInListing } from '../../protocol/scope-built-in-listing.ts'
import { prefixOf } from '../../protocol/scope-registration.ts'
import { bare } from '../../protocol/scope-request.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { DatedScope } from './scope-needs.ts'

interface Needs {
  readonly durable: DurableStore
}

/** Scopes of the organisation, by name; closed ones too where they are asked for (AX-1). */
export const listOwnScopes =
  ({ durable }: Needs) =>
  async (
    environment: Environment,
    orgno: string,
    asked: { readonly withInactive: boolean; readonly name?: string },
  ): Promise<readonly DatedScope[]> =>
    (await durable.environment(environment.name).scopes.list()).filter(
      ({ thing }) =>
        thing.ownerOrgno === orgno &&
        (asked.withInactive || thing.active) &&
        (asked.name === undefined || thing.name === asked.name),
    )

/** One scope of the organisation, closed ones too; undefined: there is none, or it is another's. */
export const findOwnScope =
  ({ durable }: Needs) =>
  async (environment: Environment, orgno: string, name: string): Promise<DatedScope | undefined> => {
    const found = await durable.environment(environment.name).scopes.find(name)
    return found?.thing.ownerOrgno === orgno ? found : undefined
  }

export interface PublicScopeFilter {
  readonly withInactive: boolean
  readonly prefix?: string
  readonly accessibleForAll?: boolean
  readonly integrationType?: IntegrationType
  /** Whether it has a source of delegations, or which one. */
  readonly delegation?: boolean | string
}

/** What everybody may know: public scopes, and those of the gateway itself that service owners may have (API-14). */
export const listPublicScopes =
  ({ durable }: Needs) =>
  async (environment: Environment, filter: PublicScopeFilter): Promise<readonly DatedScope[]> => {
    const registered = await durable.environment(environment.name).scopes.list()
    const all = [...builtInListing(environment.operatorOrgno ?? '').map(asRegistered), ...registered]
    return all.filter(({ thing }) => thing.visibility === 'PUBLIC' && fits(thing, filter))
  }

const asRegistered = (thing: Scope): DatedScope => ({
  thing,
  origin: 'seed',
  revision: 1,
  createdAtSeconds: 0,
  updatedAtSeconds: 0,
})

function fits(scope: Scope, filter: PublicScopeFilter): boolean {
  const { allowedIntegrationTypes: types, delegationSource } = scope
  const { integrationType, delegation } = filter
  return (
    (filter.withInactive || scope.active) &&
    (filter.prefix === undefined || prefixOf(scope.name) === bare(filter.prefix)) &&
    (filter.accessibleForAll === undefined || scope.accessibleForAll === filter.accessibleForAll) &&
    (integrationType === undefined || types.length === 0 || types.includes(integrationType)) &&
    (delegation === undefined ||
      (typeof delegation === 'string'
        ? delegationSource === delegation
        : delegation === (delegationSource !== undefined)))
  )
}
