import type { EmitEvent } from '../../audit/event.ts'
import type { Environment } from '../../config/environments.ts'
import type { Client } from '../../protocol/client.ts'
import {
  frontchannelCall,
  postLogoutAddress,
  refuseRepeated,
  requestingClientId,
} from '../../protocol/logout-request.ts'
import type { Parameters } from '../../protocol/parameters.ts'
import type { KeyRing } from '../../signing/signer.ts'
import type { EnvironmentShelves } from '../../storage/durable-store.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import { type SessionTicket, ticketId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'
import { verifyHint } from '../authorize/verify-hint.ts'
import { type BrowserCookies, isProvenSession } from '../login/browser-session.ts'
import { sidOf } from '../login/sid.ts'
import type { ClientDirectory } from '../self-service/client-directory.ts'

interface Needs {
  readonly environment: Environment
  readonly clients: ClientDirectory
  readonly shelves: Pick<EnvironmentShelves, 'authorizations'>
  readonly expiring: ExpiringStore
  readonly keyRing: KeyRing
  readonly emit: EmitEvent
  readonly clock: Clock
}

export interface LogoutInput {
  readonly parameters: Parameters
  readonly cookies: BrowserCookies
  readonly correlationId: string
}

export type LogoutOutcome =
  /** The browser showed no session cookie: nothing can be logged out here (LOGOUT-37). */
  | { readonly kind: 'no-session-cookie' }
  | {
      readonly kind: 'logged-out'
      /** Front-channel addresses to call from the page (LOGOUT-11, LOGOUT-13). */
      readonly calls: readonly string[]
      /** Where to go then; undefined: the logged-out page. */
      readonly returnTo: string | undefined
      /** The client that asked, when it is known (LOUT-2). */
      readonly client: Client | undefined
    }

/** `/logout` (section 18): ends the session first, whatever the return information is worth (LOGOUT-7, LOGOUT-19). Throws only LOGOUT-40. */
export const logOut = (needs: Needs) => {
  const verify = verifyHint(needs)
  const end = endSession(needs)
  return async (input: LogoutInput): Promise<LogoutOutcome> => {
    refuseRepeated(input.parameters)
    if (input.cookies.session === undefined) return { kind: 'no-session-cookie' }
    const session = await end(input.cookies)
    const client = await requestingClient(needs, input.parameters, verify)
    // Cookie without a live session: nothing left to do, and no return either (LOGOUT-38).
    if (session === undefined) return { kind: 'logged-out', calls: [], returnTo: undefined, client }
    const [calls, authorizationsEnded] = await Promise.all([
      frontchannelCalls(needs, session, client),
      needs.shelves.authorizations.endOfSession(session.sessionRef, needs.clock.nowSeconds()),
    ])
    needs.emit({
      kind: 'logged-out',
      services: session.clients.length,
      authorizationsEnded,
      correlationId: input.correlationId,
      environment: needs.environment.name,
      ...(client === undefined ? {} : { clientId: client.clientId }),
    })
    return { kind: 'logged-out', calls, returnTo: postLogoutAddress(input.parameters, client), client }
  }
}

/** Removes the session that the cookies prove, in one step; of two logouts at once only one gets it. */
const endSession =
  (needs: Needs) =>
  async (cookies: BrowserCookies): Promise<SessionTicket | undefined> => {
    let ended: SessionTicket | undefined
    const nowSeconds = needs.clock.nowSeconds()
    if (cookies.browser === undefined) return undefined
    await needs.expiring.change('session', ticketId(cookies.browser), (current) => {
      ended = isProvenSession(current, cookies, needs.environment, nowSeconds) ? current : undefined
      return ended === undefined ? 'keep' : 'drop'
    })
    return ended
  }

/** The client of a valid hint, else of `client_id`; nobody when they disagree (LOGOUT-4, LOGOUT-34). */
async function requestingClient(
  needs: Needs,
  parameters: Parameters,
  verify: ReturnType<typeof verifyHint>,
): Promise<Client | undefined> {
  const hint = parameters.get('id_token_hint')
  const verified = hint === undefined ? undefined : await verify(hint)
  const clientId = requestingClientId(verified?.clientId, parameters.get('client_id'))
  const client = clientId === undefined ? undefined : await needs.clients.find(clientId)
  return client?.active === true ? client : undefined
}

/** Every service of the session that has an address, the asking one too, save in its 2018 profile (LOGOUT-11, LEG-7). */
async function frontchannelCalls(needs: Needs, session: SessionTicket, asking: Client | undefined): Promise<string[]> {
  const calls: string[] = []
  for (const clientId of session.clients) {
    const sid = sidOf(session, clientId)
    const client = await needs.clients.find(clientId)
    if (
      client === undefined ||
      !client.active ||
      client.frontchannelLogoutUri === undefined ||
      client.applicationType === 'native'
    )
      continue
    if (client.tokenProfile === 'legacy2018' && asking?.clientId === clientId) continue
    calls.push(frontchannelCall(client, client.frontchannelLogoutUri, needs.environment.issuer, sid))
  }
  return calls
}
