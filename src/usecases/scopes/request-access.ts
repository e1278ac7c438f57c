import type { Environment } from '../../config/environments.ts'
import type { ScopeAccess } from '../../storage/scope-access.ts'
import type { ClientActor } from '../self-service/client-actor.ts'
import { forbidden } from '../self-service/standing.ts'
import { savedAccess } from './decide-access.ts'
import { recordOfScopes } from './record-scope.ts'
import type { SavedAccess, ScopeNeeds } from './scope-needs.ts'

/**
 * Asks the owner of a scope for access, for the organisation that acts. What was asked or approved already stays as it is;
 * what was denied is not asked again: the owner decides by itself.
 */
export const requestAccess =
  (needs: ScopeNeeds) =>
  async (environment: Environment, name: string, acting: ClientActor): Promise<SavedAccess> =>
    needs.durable.transaction(async (store): Promise<SavedAccess> => {
      const { scopes, scopeAccess } = store.environment(environment.name)
      const scope = (await scopes.find(name))?.thing
      // A scope that is not public is as unknown as none to who has nothing to do with it.
      const former = scope === undefined ? undefined : await scopeAccess.find(name, acting.orgno)
      if (scope === undefined || !scope.active || (scope.visibility !== 'PUBLIC' && former === undefined))
        return { outcome: 'unknown', what: 'scope' }
      if (scope.ownerOrgno === acting.orgno)
        return { outcome: 'refused', faults: [forbidden('the organisation owns the scope and has access (API-26)')] }
      if (former !== undefined) return savedAccess(store, scope, former)
      const nowSeconds = needs.clock.nowSeconds()
      const times = { createdAtSeconds: nowSeconds, updatedAtSeconds: nowSeconds, toldAtSeconds: nowSeconds }
      const access: ScopeAccess = {
        scope: name,
        consumerOrgno: acting.orgno,
        state: 'REQUESTED',
        origin: 'hand',
        ...times,
      }
      await scopeAccess.save(access)
      await recordOfScopes(
        store,
        {
          environment,
          acting,
          action: 'scope_access.requested',
          object: { kind: 'scope_access', id: `${name} ${acting.orgno}` },
          orgno: acting.orgno,
          after: { state: 'REQUESTED', owner: scope.ownerOrgno },
        },
        nowSeconds,
      )
      return savedAccess(store, scope, access)
    })
