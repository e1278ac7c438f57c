import type { Environment } from '../../../config/environments.ts'
import type { Actor } from '../../../journey/actor.ts'
import type { Integration } from '../../../journey/records.ts'
import { isAllowed } from '../../../journey/roles.ts'
import type { Client } from '../../../protocol/client.ts'
import type { FormerRevision, Registered } from '../../../storage/durable-store.ts'
import { type ClientCredentials, listClientCredentials } from '../../self-service/client-credentials.ts'
import { isProduction } from '../../self-service/environment-registry.ts'
import { loginsOf } from './count-logins.ts'
import type { IntegrationNeeds } from './integration-needs.ts'
import { type ClientPlace, integrationOfClient, ownClient, rolesIn } from './own-client.ts'

/** All that the page of a client shows. */
export interface ClientView {
  readonly environment: Environment
  readonly isProduction: boolean
  readonly registered: Registered<Client>
  readonly credentials: ClientCredentials
  /** Oldest first, without the present one (ONB-174). */
  readonly former: readonly FormerRevision<Client>[]
  readonly integration: Integration | undefined
  readonly loginsLastMonth: number
  readonly loginsLastWeek: number
  readonly may: {
    readonly write: boolean
    readonly secrets: boolean
    readonly suspend: boolean
    readonly close: boolean
  }
}

/** A client for those who may see it; refuses `not_found` for everybody else (ONB-18). */
export const readClient =
  (needs: IntegrationNeeds) =>
  async (actor: Actor, place: ClientPlace): Promise<ClientView> => {
    const { environment, found } = await ownClient(needs, needs.durable, actor, place, 'client.read')
    const credentials = await listClientCredentials(needs)(environment, place.clientId)
    if (credentials === undefined) throw new Error('a client vanished while it was read')
    const inTest = !isProduction(environment)
    const roles = rolesIn(actor, place.orgno, inTest)
    const nowSeconds = needs.clock.nowSeconds()
    const count = (days: number) => loginsOf(needs.durable, environment.name, place.clientId, days, nowSeconds)
    return {
      environment,
      isProduction: !inTest,
      registered: found,
      credentials,
      former: await needs.durable.environment(environment.name).clients.former(place.clientId),
      integration: await integrationOfClient(needs.durable, place),
      loginsLastMonth: await count(30),
      loginsLastWeek: await count(7),
      may: {
        write: isAllowed(roles, 'client.write', inTest),
        secrets: isAllowed(roles, inTest ? 'secret.create-test' : 'secret.rotate', inTest),
        suspend: isAllowed(roles, 'client.suspend', inTest),
        close: isAllowed(roles, 'client.close', inTest),
      },
    }
  }
