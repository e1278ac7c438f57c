import type { Environment } from '../../config/environments.ts'
import type { Client } from '../../protocol/client.ts'
import { mayBeIssued, type Scope } from '../../protocol/scope.ts'
import type { DurableStore } from '../../storage/durable-store.ts'

/** How many active clients get no tokens with the scope any more when it becomes what `after` says (API-13). */
export const countAffectedClients =
  ({ durable }: { readonly durable: DurableStore }) =>
  async (environment: Environment, before: Scope, after: Scope): Promise<number> =>
    (await durable.environment(environment.name).clients.list()).filter(
      ({ thing: client }) => client.active && getsTokens(before, client) && !getsTokens(after, client),
    ).length

/** For itself, or as a machine whose customers may have delegated the scope (API-41). */
const getsTokens = (scope: Scope, client: Client): boolean => {
  const isDelegable = scope.delegationSource !== undefined && client.integrationType === 'maskinporten'
  const asked = isDelegable ? { ...scope, accessibleForAll: true } : scope
  return mayBeIssued(scope.name, client, () => asked)
}
