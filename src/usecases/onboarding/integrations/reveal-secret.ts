import type { Environment } from '../../../config/environments.ts'
import type { Actor } from '../../../journey/actor.ts'
import type { Integration } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { Client } from '../../../protocol/client.ts'
import type { Secret } from '../../../protocol/secret.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { writeChangeIn } from '../../self-service/change-client.ts'
import { newClientSecret } from '../../self-service/new-client-secret.ts'
import { readOneTimeLink, useOneTimeLink } from '../one-time-links.ts'
import { clientActorOf } from './client-actor-of.ts'
import { environmentOf, type IntegrationNeeds } from './integration-needs.ts'

export interface RevealedSecret {
  readonly environment: Environment
  readonly integration: Integration
  readonly client: Client
  readonly secret: Secret
  readonly expiresAtSeconds: number
}

/** What a link to a secret is for, without using it; refuses a link that is used, late or for something else. */
export const readReveal =
  (needs: Pick<IntegrationNeeds, 'durable' | 'clock'>) =>
  async (token: string): Promise<Integration> => {
    const link = await readOneTimeLink(needs.durable, token, needs.clock.nowSeconds())
    return integrationOf(needs.durable, link)
  }

/** Makes the secret of a test client for whoever was mailed the link, once: it stood nowhere before (ONB-54, ONB-172). */
export const revealSecret =
  (needs: IntegrationNeeds) =>
  async (actor: Actor, token: string): Promise<RevealedSecret> => {
    const revealed = await needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const integration = await integrationOf(store, await useOneTimeLink(store, token, nowSeconds))
      const environment = environmentOf(needs, integration.testEnvironment)
      const shelf = store.environment(environment.name).clients
      const found = await shelf.find(integration.testClientId ?? '')
      if (found === undefined || !found.thing.active) refuse('not_found', 'the client is not in use')
      const before = found.thing
      const made = newClientSecret(needs, environment, before, nowSeconds, { marks: { issuedBy: actor.id } })
      if (!made.ok) refuse('not_found', 'the client has no use for a secret any more')
      const after = made.client
      const acting = clientActorOf(actor, integration.orgno)
      await writeChangeIn(store, found, { environment, acting, action: 'secret.revealed', after }, nowSeconds)
      return { environment, integration, client: after, secret: made.secret, expiresAtSeconds: made.expiresAtSeconds }
    })
    needs.written(revealed.environment.name)
    return revealed
  }

async function integrationOf(
  store: DurableStore,
  link: { readonly purpose: string; readonly objectId?: string },
): Promise<Integration> {
  if (link.purpose !== 'reveal-secret') refuse('not_found', 'the link is for something else')
  const found = (await store.portal.integrations.find(link.objectId ?? ''))?.thing
  if (found === undefined) refuse('not_found', 'there is no such integration')
  return found
}
