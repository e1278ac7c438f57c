import type { Actor } from '../../../journey/actor.ts'
import { refuse, refuseAll } from '../../../journey/refusal.ts'
import type { Client } from '../../../protocol/client.ts'
import type { ClientRequest } from '../../../protocol/client-registration-fields.ts'
import { isProduction } from '../../self-service/environment-registry.ts'
import { saveOwnClient } from '../../self-service/save-own-client.ts'
import type { Standing } from '../../self-service/standing.ts'
import { requireFreshLogin } from '../require-right.ts'
import { clientActorOf } from './client-actor-of.ts'
import type { IntegrationNeeds } from './integration-needs.ts'
import { type ClientPlace, ownClient } from './own-client.ts'
import { registrationBreaches } from './registration-breaches.ts'
import { tellCustomer } from './tell-customer.ts'

export interface EditClientNeeds extends IntegrationNeeds {
  readonly standingOf: (environmentName: string) => Standing
  readonly productionAcr: string
}

/**
 * Replaces what a client is registered with, from the revision that was shown. In production without self-service only what
 * cannot open it further; the rest is a change order (REG-151, ONB-93). Answers advice that stops nothing (REG-24).
 */
export const editClient =
  (needs: EditClientNeeds) =>
  async (
    actor: Actor,
    place: ClientPlace,
    request: ClientRequest,
    revision: number,
  ): Promise<{ readonly client: Client; readonly warnings: readonly string[] }> => {
    const { environment } = await ownClient(needs, needs.durable, actor, place, 'client.write')
    if (isProduction(environment)) requireFreshLogin(actor, needs.productionAcr, needs.clock.nowSeconds())
    const saved = await saveOwnClient({
      ...needs,
      standing: needs.standingOf(environment.name),
      tellCustomer: tellCustomer(needs),
    })(environment, {
      request,
      acting: clientActorOf(actor, place.orgno),
      replaces: place.clientId,
      revisions: [revision],
    })
    if (saved.outcome === 'saved') return { client: saved.client.thing, warnings: saved.warnings }
    if (saved.outcome === 'stale') refuse('form_expired', 'somebody changed the client in the meantime')
    const list = (value: unknown) => (Array.isArray(value) ? value.map(String) : undefined)
    if (saved.outcome === 'refused')
      refuseAll(
        registrationBreaches(saved.faults, {
          redirect_uris: list(request.redirect_uris),
          post_logout_redirect_uris: list(request.post_logout_redirect_uris),
          scopes: list(request.scopes),
        }),
      )
    return refuse('not_found', 'there is no such client')
  }
