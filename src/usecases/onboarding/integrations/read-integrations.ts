import type { Actor } from '../../../journey/actor.ts'
import type { Integration } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { Client } from '../../../protocol/client.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { listOwnClients } from '../../self-service/own-clients.ts'
import { requireRight } from '../require-right.ts'
import type { IntegrationNeeds } from './integration-needs.ts'

/** A client that no integration leads to: made through the API or a seed file. */
interface LooseClient {
  readonly environmentName: string
  readonly client: Client
}

/** What the organisation runs or is about to run. */
export interface OwnIntegrations {
  readonly integrations: readonly Integration[]
  readonly loose: readonly LooseClient[]
}

export const listIntegrations =
  (needs: Pick<IntegrationNeeds, 'durable' | 'environments'>) =>
  async (actor: Actor, orgno: string): Promise<OwnIntegrations> => {
    requireRight(actor, 'client.read', orgno, { inTestOnly: true })
    const integrations = (await needs.durable.portal.integrations.list({ orgno })).map(({ thing }) => thing)
    const known = new Set(
      integrations.flatMap((one) => [
        `${one.testEnvironment} ${one.testClientId}`,
        `${one.productionEnvironment} ${one.productionClientId}`,
      ]),
    )
    const loose: LooseClient[] = []
    for (const environment of needs.environments)
      for (const { thing } of await listOwnClients(needs)(environment, orgno, true))
        if (!known.has(`${environment.name} ${thing.clientId}`))
          loose.push({ environmentName: environment.name, client: thing })
    return { integrations, loose }
  }

/** One integration of this organisation; refuses `not_found` for another's. */
export async function ownIntegration(
  store: DurableStore,
  actor: Actor,
  orgno: string,
  integrationId: string,
): Promise<Integration> {
  requireRight(actor, 'client.read', orgno, { inTestOnly: true })
  const found = (await store.portal.integrations.find(integrationId))?.thing
  if (found === undefined || found.orgno !== orgno) refuse('not_found', 'there is no such integration')
  return found
}
