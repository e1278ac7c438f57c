import type { Environment } from '../../../config/environments.ts'
import type { Actor } from '../../../journey/actor.ts'
import { refuse } from '../../../journey/refusal.ts'
import { isAllowed } from '../../../journey/roles.ts'
import type { Client } from '../../../protocol/client.ts'
import type { DurableStore, Registered } from '../../../storage/durable-store.ts'
import type { Clock } from '../../../system/clock.ts'
import { isProduction } from '../../self-service/environment-registry.ts'
import { requireRight } from '../require-right.ts'

interface Needs {
  readonly durable: DurableStore
  readonly clock: Clock
  readonly environments: readonly Environment[]
}

/** A client as the staff see it in a list. */
export interface ListedClient {
  readonly environment: Environment
  readonly client: Client
  readonly organisationName: string
  readonly createdAtSeconds: number
}

const mostListed = 100
const sampledSeconds = 30 * 86_400

/** Clients of every environment whose id, name or owner holds `search`; at most a hundred. Nothing searched: none. */
export const findClients =
  ({ durable, environments }: Needs) =>
  async (actor: Actor, search: string): Promise<readonly ListedClient[]> => {
    requireRight(actor, 'queue.read', undefined)
    const words = search.trim().toLowerCase()
    if (words === '') return []
    const fits = ({ client, organisationName }: ListedClient): boolean =>
      [client.clientId, client.clientName, client.clientOrgno, organisationName].some((one) =>
        one.toLowerCase().includes(words),
      )
    return (await listed(durable, environments)).filter(fits).slice(0, mostListed)
  }

/** Production clients of the last 30 days that no order lies behind, newest first, to be sampled (ONB-128). */
export const clientsWithoutOrder =
  ({ durable, clock, environments }: Needs) =>
  async (actor: Actor): Promise<readonly ListedClient[]> => {
    requireRight(actor, 'queue.read', undefined)
    const ordered = new Set(
      (await durable.portal.orders.list()).map(({ thing }) => `${thing.environment}/${thing.clientId ?? ''}`),
    )
    const since = clock.nowSeconds() - sampledSeconds
    return (await listed(durable, environments.filter(isProduction), ({ origin }) => origin !== 'seed'))
      .filter(
        ({ environment, client, createdAtSeconds }) =>
          createdAtSeconds > since && !ordered.has(`${environment.name}/${client.clientId}`),
      )
      .sort((one, other) => other.createdAtSeconds - one.createdAtSeconds)
  }

/** One client before the staff, and whether this person may stop it. */
export const readClientOfAnybody =
  ({ durable, environments }: Needs) =>
  async (
    actor: Actor,
    environmentName: string,
    clientId: string,
  ): Promise<ListedClient & { readonly mayStop: boolean }> => {
    requireRight(actor, 'queue.read', undefined)
    const environment = environments.find(({ name }) => name === environmentName)
    const found = environment && (await durable.environment(environment.name).clients.find(clientId))
    if (environment === undefined || found === undefined) refuse('not_found', 'there is no such client')
    const owner = (await durable.organisations.find(found.thing.clientOrgno))?.thing
    return {
      environment,
      client: found.thing,
      organisationName: owner?.name ?? '',
      createdAtSeconds: found.createdAtSeconds,
      mayStop: isAllowed(actor.operatorRoles, 'client.suspend', false),
    }
  }

async function listed(
  durable: DurableStore,
  environments: readonly Environment[],
  isMeant: (registered: Registered<Client>) => boolean = () => true,
): Promise<ListedClient[]> {
  const names = new Map((await durable.organisations.list()).map(({ thing }) => [thing.orgno, thing.name]))
  const all: ListedClient[] = []
  for (const environment of environments)
    for (const one of await durable.environment(environment.name).clients.list())
      if (isMeant(one))
        all.push({
          environment,
          client: one.thing,
          organisationName: names.get(one.thing.clientOrgno) ?? '',
          createdAtSeconds: one.createdAtSeconds,
        })
  return all
}
