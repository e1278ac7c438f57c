import type { Environment } from '../../../config/environments.ts'
import type { Actor } from '../../../journey/actor.ts'
import type { Integration } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { Action, Role } from '../../../journey/roles.ts'
import type { Client } from '../../../protocol/client.ts'
import type { DurableStore, Registered } from '../../../storage/durable-store.ts'
import { maySee } from '../../self-service/client-actor.ts'
import { isProduction } from '../../self-service/environment-registry.ts'
import { requireRight } from '../require-right.ts'
import { environmentOf, type IntegrationNeeds } from './integration-needs.ts'

/** A client as a person of the portal names it. */
export interface ClientPlace {
  readonly orgno: string
  readonly environmentName: string
  readonly clientId: string
}

/**
 * The client, for somebody with the right to `action`; 404 for one of another organisation, which cannot be told from none
 * (ONB-18). Give it the store of the transaction where something is written.
 */
export async function ownClient(
  needs: Pick<IntegrationNeeds, 'environments'>,
  store: DurableStore,
  actor: Actor,
  { orgno, environmentName, clientId }: ClientPlace,
  action: Action,
): Promise<{ readonly environment: Environment; readonly found: Registered<Client> }> {
  const environment = environmentOf(needs, environmentName)
  requireRight(actor, action, orgno, { inTestOnly: !isProduction(environment) })
  const found = await store.environment(environment.name).clients.find(clientId)
  if (found === undefined || !maySee(orgno, found.thing)) refuse('not_found', 'there is no such client')
  return { environment, found }
}

/** The integration that a client is part of, in test or in production; undefined for one made without the portal. */
export async function integrationOfClient(
  store: DurableStore,
  { orgno, environmentName, clientId }: ClientPlace,
): Promise<Integration | undefined> {
  const all = (await store.portal.integrations.list({ orgno })).map(({ thing }) => thing)
  return all.find(
    (one) =>
      (one.testEnvironment === environmentName && one.testClientId === clientId) ||
      (one.productionEnvironment === environmentName && one.productionClientId === clientId),
  )
}

/** All roles that count for an organisation, those for testing alone where nothing else is touched (ONB-16). */
export const rolesIn = (actor: Actor, orgno: string, inTestOnly: boolean): readonly Role[] => [
  ...(actor.roles[orgno] ?? []),
  ...(inTestOnly ? (actor.testRoles?.[orgno] ?? []) : []),
  ...actor.operatorRoles,
]
