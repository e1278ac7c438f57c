import { isDeepStrictEqual } from 'node:util'
import type { Environment } from '../../config/environments.ts'
import type { RegistrationFault } from '../../protocol/client-registration-fault.ts'
import type { ClientRequest } from '../../protocol/client-registration-fields.ts'
import type { Scope } from '../../protocol/scope.ts'
import { readScopeRequest } from '../../protocol/scope-request.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { ClientActor } from '../self-service/client-actor.ts'
import { forbidden } from '../self-service/standing.ts'
import { recordScope } from './record-scope.ts'
import { scopeContext } from './scope-context.ts'
import type { SavedScope, ScopeNeeds } from './scope-needs.ts'

/** Replaces what the owner of a scope writes; `active: true` opens a closed one (API-21, section 2.3). */
export const replaceScope =
  (needs: ScopeNeeds) =>
  (
    environment: Environment,
    name: string,
    request: ClientRequest,
    acting: ClientActor,
    shapeFaults: readonly RegistrationFault[] = [],
  ): Promise<SavedScope> =>
    changeScope(needs, environment, name, acting, async (store, existing) => {
      const context = await scopeContext(needs, store, environment, acting, existing)
      const read = readScopeRequest(request, context)
      if (read.ok && shapeFaults.length === 0) return read.scope
      return [...shapeFaults, ...(read.ok ? [] : read.faults)]
    })

/** Closes a scope: it is issued no more; accesses and registrations stay, and closing twice does no harm (REG-133). */
export const deactivateScope =
  (needs: ScopeNeeds) =>
  (environment: Environment, name: string, acting: ClientActor): Promise<SavedScope> =>
    changeScope(needs, environment, name, acting, async (_store, existing) => ({ ...existing, active: false }))

async function changeScope(
  needs: ScopeNeeds,
  environment: Environment,
  name: string,
  acting: ClientActor,
  work: (store: DurableStore, existing: Scope) => Promise<Scope | readonly RegistrationFault[]>,
): Promise<SavedScope> {
  const saved = await needs.durable.transaction(async (store): Promise<SavedScope> => {
    const { scopes } = store.environment(environment.name)
    const found = await scopes.find(name)
    if (found === undefined) return { outcome: 'unknown', what: 'scope' }
    if (found.thing.ownerOrgno !== acting.orgno)
      return { outcome: 'refused', faults: [forbidden('the scope belongs to another organisation (API-21)')] }
    const after = await work(store, found.thing)
    if (isFaults(after)) return { outcome: 'refused', faults: after }
    if (isDeepStrictEqual(after, found.thing)) return { outcome: 'saved', scope: found }
    const nowSeconds = needs.clock.nowSeconds()
    await scopes.save(after, found.origin, nowSeconds)
    const written = { environment, acting, action: actionOf(found.thing, after), before: found.thing, after }
    await recordScope(store, written, nowSeconds)
    return { outcome: 'saved', scope: (await scopes.find(name)) ?? found }
  })
  if (saved.outcome === 'saved') needs.written(environment.name)
  return saved
}

const isFaults = (after: Scope | readonly RegistrationFault[]): after is readonly RegistrationFault[] =>
  Array.isArray(after)

const actionOf = (before: Scope, after: Scope): string =>
  before.active === after.active ? 'scope.updated' : after.active ? 'scope.reactivated' : 'scope.deactivated'
