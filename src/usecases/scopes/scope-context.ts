import type { Environment } from '../../config/environments.ts'
import type { Scope } from '../../protocol/scope.ts'
import type { ScopeRequestContext } from '../../protocol/scope-request.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { ClientActor } from '../self-service/client-actor.ts'
import type { ScopeNeeds } from './scope-needs.ts'

/** Reads what the rules for scopes compare with. Call it inside the transaction that writes. */
export async function scopeContext(
  needs: ScopeNeeds,
  store: DurableStore,
  environment: Environment,
  acting: ClientActor,
  existing: Scope | undefined,
): Promise<ScopeRequestContext> {
  const shelves = store.environment(environment.name)
  const owners = new Map((await shelves.prefixes.list()).map(({ thing }) => [thing.prefix, thing.ownerOrgno]))
  const names = new Map((await shelves.scopes.list()).map(({ thing }) => [thing.name.toLowerCase(), thing.name]))
  const clients = new Map((await shelves.clients.list()).map(({ thing }) => [thing.clientId, thing]))
  const sources = needs.delegationSources(environment.name)
  return {
    orgno: acting.orgno,
    existing,
    ownerOf: (prefix) => owners.get(prefix),
    findSameName: (name) => names.get(name.toLowerCase()),
    findClient: (clientId) => clients.get(clientId),
    clients: () => clients.values(),
    isDelegationSource: (issuer) => sources.some((source) => source.issuer === issuer),
  }
}
