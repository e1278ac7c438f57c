import type { Environment } from '../../config/environments.ts'
import { mayBeIssued, type Scope } from '../../protocol/scope.ts'
import type { DurableStore } from '../../storage/durable-store.ts'

/** How many active clients get no tokens with the scope any more when it becomes what `after` says (API-13). */
export const countAffectedClients =
  ({ durable }: { readonly durable: DurableStore }) =>
  async (environment: Environment, before: Scope, after: Scope): Promise<number> =>
    (await durable.environment(environment.name).clients.list()).filter(
      ({ thing: client }) =>
        client.active &&
        mayBeIssued(before.name, client, () => before) &&
        !mayBeIssued(after.name, client, () => after),
    ).length
