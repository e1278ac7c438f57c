import type { Environment } from '../../config/environments.ts'
import type { RegistrationFault } from '../../protocol/client-registration-fault.ts'
import type { ClientRequest } from '../../protocol/client-registration-fields.ts'
import { readScopeRequest } from '../../protocol/scope-request.ts'
import type { ClientActor } from '../self-service/client-actor.ts'
import { recordScope } from './record-scope.ts'
import { scopeContext } from './scope-context.ts'
import type { SavedScope, ScopeNeeds } from './scope-needs.ts'

/** Makes a scope below a prefix of the organisation that acts. Breaches of shape are told with those of the rules. */
export const createScope =
  (needs: ScopeNeeds) =>
  async (
    environment: Environment,
    request: ClientRequest,
    acting: ClientActor,
    shapeFaults: readonly RegistrationFault[] = [],
  ): Promise<SavedScope> => {
    const saved = await needs.durable.transaction(async (store): Promise<SavedScope> => {
      const { scopes } = store.environment(environment.name)
      const context = await scopeContext(needs, store, environment, acting, undefined)
      const read = readScopeRequest(request, context)
      if (!read.ok || shapeFaults.length > 0)
        return { outcome: 'refused', faults: [...shapeFaults, ...(read.ok ? [] : read.faults)] }
      const nowSeconds = needs.clock.nowSeconds()
      await scopes.save(read.scope, 'hand', nowSeconds)
      const written = { environment, acting, action: 'scope.created', before: undefined, after: read.scope }
      await recordScope(store, written, nowSeconds)
      const scope = await scopes.find(read.scope.name)
      if (scope === undefined) throw new Error(`scope ${read.scope.name} vanished while it was written`)
      return { outcome: 'saved', scope }
    })
    if (saved.outcome === 'saved') needs.written(environment.name)
    return saved
  }
