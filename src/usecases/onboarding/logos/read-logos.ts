import type { Environment } from '../../../config/environments.ts'
import type { Actor } from '../../../journey/actor.ts'
import type { LogoRequest } from '../../../journey/logo-request.ts'
import { refuse } from '../../../journey/refusal.ts'
import { isAllowed } from '../../../journey/roles.ts'
import { type Client, isLoginClient } from '../../../protocol/client.ts'
import type { Logo } from '../../../protocol/logo.ts'
import { isProduction } from '../../self-service/environment-registry.ts'
import type { IntegrationNeeds } from '../integrations/integration-needs.ts'
import { type ClientPlace, ownClient, rolesIn } from '../integrations/own-client.ts'

/** What is shown, and what was sent last, for a client or one of its entries. */
export interface LogoState {
  /** undefined: the client itself. */
  readonly onbehalfof: string | undefined
  readonly name: string
  readonly shown: { readonly logo: Logo; readonly png: Buffer } | undefined
  /** What was sent last, if it waits or was declined. */
  readonly sent: LogoRequest | undefined
}

export interface ClientLogos {
  readonly environment: Environment
  readonly isProduction: boolean
  readonly client: Client
  readonly mayWrite: boolean
  /** The client first, then those of its entries of which there is something to tell. */
  readonly states: readonly LogoState[]
}

/** The logos of a client, for those who may see it. */
export const readLogos =
  (needs: Pick<IntegrationNeeds, 'durable' | 'environments'>) =>
  async (actor: Actor, place: ClientPlace): Promise<ClientLogos> => {
    const { environment, found } = await ownClient(needs, needs.durable, actor, place, 'client.read')
    const client = found.thing
    if (!isLoginClient(client)) refuse('not_found', 'only clients that log citizens in show a logo')
    const lookup = `${environment.name}/${place.clientId}`
    const sent = (await needs.durable.portal.logoRequests.list({ lookup })).map(({ thing }) => thing)
    const { logos } = needs.durable.environment(environment.name)
    const stateOf = async (
      onbehalfof: string | undefined,
      name: string,
      logo: Logo | undefined,
    ): Promise<LogoState> => {
      const png = logo === undefined ? undefined : await logos.find(logo.hash)
      const last = sent.filter((request) => request.onbehalfof === onbehalfof).at(-1)
      return {
        onbehalfof,
        name,
        shown: logo === undefined || png === undefined ? undefined : { logo, png },
        sent: last?.state === 'WAITING' || last?.state === 'DECLINED' ? last : undefined,
      }
    }
    const states = [await stateOf(undefined, client.clientName, client.logo)]
    for (const { onbehalfof, name, logo } of client.onbehalfof) {
      if (logo === undefined && !sent.some((request) => request.onbehalfof === onbehalfof)) continue
      const state = await stateOf(onbehalfof, name, logo)
      if (state.shown !== undefined || state.sent !== undefined) states.push(state)
    }
    const inTest = !isProduction(environment)
    const isClosed = client.halted?.kind === 'closed'
    const mayWrite = !isClosed && isAllowed(rolesIn(actor, place.orgno, inTest), 'client.write', inTest)
    return { environment, isProduction: !inTest, client, mayWrite, states }
  }
