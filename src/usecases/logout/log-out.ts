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
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import { type LogoutTicket, type SessionTicket, ticketId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'
import type { Random } from '../../system/random.ts'
import { newCredential } from '../authorize/names.ts'
import { verifyHint } from '../authorize/verify-hint.ts'
import { type BrowserCookies, isProvenSession } from '../login/browser-session.ts'
import { sidOf } from '../login/sid.ts'
import type { ClientDirectory } from '../self-service/client-directory.ts'
import type { EndSession } from './end-session.ts'
import { rememberedLogoutSeconds } from './logout-progress.ts'

interface Needs {
  readonly environment: Environment
  readonly clients: ClientDirectory
  readonly expiring: ExpiringStore
  readonly keyRing: KeyRing
  readonly endSession: EndSession
  readonly emit: EmitEvent
  readonly clock: Clock
  readonly random: Random
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
      /** By what the pages of this logout ask how it goes with the services; undefined: there is nothing to ask. */
      readonly handle: string | undefined
      /** Front-channel addresses to call from the page, in the order of the services that have one (LOGOUT-11, LOGOUT-13). */
      readonly calls: readonly string[]
      /** Where to go then; undefined: the logged-out page. */
      readonly returnTo: string | undefined
      /** The client that asked, when it is known (LOUT-2). */
      readonly client: Client | undefined
    }

/** `/logout` (section 18): ends the session first, whatever the return information is worth (LOGOUT-7, LOGOUT-19). Throws only LOGOUT-40. */
export const logOut = (needs: Needs) => {
  const verify = verifyHint(needs)
  const take = takeSession(needs)
  return async (input: LogoutInput): Promise<LogoutOutcome> => {
    refuseRepeated(input.parameters)
    const session = input.cookies.session === undefined ? undefined : await take(input.cookies)
    if (session === undefined) {
      const mayReturn = needs.environment.logoutRedirectWithoutSession === true
      if (input.cookies.session === undefined && !mayReturn) return { kind: 'no-session-cookie' }
      const client = await requestingClient(needs, input.parameters, verify)
      // Nothing left to do, and no return either unless the operator says so (LOGOUT-37, LOGOUT-38, LOGOUT-41).
      const returnTo = mayReturn ? postLogoutAddress(input.parameters, client) : undefined
      if (input.cookies.session === undefined && returnTo === undefined) return { kind: 'no-session-cookie' }
      return { kind: 'logged-out', handle: undefined, calls: [], returnTo, client }
    }
    const client = await requestingClient(needs, input.parameters, verify)
    const { services, calls } = await servicesOf(needs, session, client)
    const nowSeconds = needs.clock.nowSeconds()
    const handle = newCredential(nowSeconds, needs.random)
    const logoutRef = ticketId(handle)
    const [authorizationsEnded] = await Promise.all([
      needs.endSession(session, { logoutRef, correlationId: input.correlationId }),
      needs.expiring.put('logout', logoutRef, { services }, nowSeconds + rememberedLogoutSeconds),
    ])
    needs.emit({
      kind: 'logged-out',
      services: session.clients.length,
      authorizationsEnded,
      correlationId: input.correlationId,
      environment: needs.environment.name,
      ...(client === undefined ? {} : { clientId: client.clientId }),
    })
    return { kind: 'logged-out', handle, calls, returnTo: postLogoutAddress(input.parameters, client), client }
  }
}

/** Removes the session that the cookies prove, in one step; of two logouts at once only one gets it. */
const takeSession =
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

/**
 * The services of the session and the calls to those that have a front-channel address: the asking one too, save in its 2018
 * profile, whose manner was to end its own session itself (LOGOUT-11, LEG-7).
 */
async function servicesOf(
  needs: Needs,
  session: SessionTicket,
  asking: Client | undefined,
): Promise<LogoutTicket & { readonly calls: readonly string[] }> {
  const services: { clientId: string; frontchannel: boolean }[] = []
  const calls: string[] = []
  for (const clientId of session.clients) {
    const client = await needs.clients.find(clientId)
    const endsItself = client?.tokenProfile === 'legacy2018' && asking?.clientId === clientId
    const uri =
      client?.active === true && client.applicationType !== 'native' ? client.frontchannelLogoutUri : undefined
    const isCalled = client !== undefined && uri !== undefined && !endsItself
    if (isCalled) calls.push(frontchannelCall(client, uri, needs.environment.issuer, sidOf(session, clientId)))
    if (!endsItself) services.push({ clientId, frontchannel: isCalled })
  }
  return { services, calls }
}
