import type { Environment } from '../../config/environments.ts'
import type { Scope } from '../../protocol/scope.ts'
import type { DurableStore, EnvironmentShelves } from '../../storage/durable-store.ts'

/** The registry of one environment as a writer needs it, read once for a whole transaction. */
export interface EnvironmentRegistry {
  readonly store: DurableStore
  readonly shelves: EnvironmentShelves
  readonly environment: Environment
  /** All environments of this installation, for the rules that look across them (REG-1, REG-20). */
  readonly environments: readonly Environment[]
  /** Scopes by name; a writer of scopes keeps it right. */
  readonly scopes: Map<string, Scope>
  /** Client ids by their lower-case form, since two must not differ only in case (REG-21). */
  readonly clientIds: Map<string, string>
}

/** Reads what the rules compare with. Call it inside the transaction that writes. */
export async function openEnvironmentRegistry(
  store: DurableStore,
  environment: Environment,
  environments: readonly Environment[],
): Promise<EnvironmentRegistry> {
  const shelves = store.environment(environment.name)
  const scopes = await shelves.scopes.list()
  const clients = await shelves.clients.list()
  return {
    store,
    shelves,
    environment,
    environments,
    scopes: new Map(scopes.map(({ thing }) => [thing.name, thing])),
    clientIds: new Map(clients.map(({ thing }) => [thing.clientId.toLowerCase(), thing.clientId])),
  }
}

/** Kind `prod`, or one that stands in for it (ONB-4). */
export const isProduction = (environment: Environment): boolean =>
  environment.kind === 'prod' || environment.simulatedProduction
