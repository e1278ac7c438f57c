import type { FastifyReply, FastifyRequest } from 'fastify'
import { loggedOutPage } from '../../pages/login/logged-out-page.ts'
import { logoutPage } from '../../pages/login/logout-page.ts'
import type { Client } from '../../protocol/client.ts'
import type { Language } from '../../protocol/language.ts'
import { matchUiLocales } from '../../protocol/language.ts'
import { postLogoutAddress } from '../../protocol/logout-request.ts'
import type { Parameters } from '../../protocol/parameters.ts'
import { appendToQuery } from '../../protocol/redirect-uri.ts'
import type { ParkedRequests } from '../../usecases/authorize/parked-requests.ts'
import type { LogoutInput, LogoutOutcome } from '../../usecases/logout/log-out.ts'
import type { LoggedOutService } from '../../usecases/logout/logout-progress.ts'
import { noStore } from '../oidc/answer-error.ts'
import { queryOf } from '../server.ts'
import { readQuery } from './authorize.ts'
import { readCalled, readLogoutHandle, shownAtEnd, shownWhileCalling } from './logout-services.ts'
import type { PageDoor } from './page-door.ts'
import { readParked } from './parked.ts'

/** How it goes with the services of the logout that has this handle. */
export type AskLogoutProgress = (handle: string) => Promise<readonly LoggedOutService[] | undefined>

interface Needs {
  readonly door: PageDoor
  readonly logOut: (input: LogoutInput) => Promise<LogoutOutcome>
  readonly logoutProgress: AskLogoutProgress
  readonly parked: ParkedRequests
}

/** `GET /logout`, and the GET that follows a POST to it (section 18). */
export const logoutEndpoint = (needs: Needs) => {
  const { door } = needs
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const parameters = await readParked(needs.parked, readQuery(request))
    if (parameters === 'used') return door.sendError(request, reply, 400, 'login-link-used')
    const uiLocale = parameters.isRepeated('ui_locales') ? undefined : matchUiLocales(parameters.get('ui_locales'))
    const outcome = await needs.logOut({ parameters, cookies: door.browserCookies(request), correlationId: request.id })
    if (outcome.kind === 'no-session-cookie')
      return door.sendError(request, reply, 400, 'cannot-log-out', undefined, uiLocale)
    reply.header('set-cookie', [door.cookies.clear(door.cookies.session)])
    const language = door.languageOf(request, uiLocale)
    const services = outcome.handle === undefined ? [] : ((await needs.logoutProgress(outcome.handle)) ?? [])
    const isTold = outcome.calls.length > 0 || services.some(({ progress }) => progress !== 'not-told')
    if (isTold) return sendLogoutPage(door, reply, language, { ...outcome, services, parameters })
    if (outcome.returnTo !== undefined)
      return reply
        .code(302)
        .headers({ ...noStore, location: outcome.returnTo })
        .send()
    return sendLoggedOutPage(door, reply, language, { ...outcome, services })
  }
}

/** `GET /logout/done`: where the way goes on from the page of the calls when no service is to be returned to. */
export const loggedOutEndpoint = (needs: Pick<Needs, 'door' | 'logoutProgress'>) => {
  const { door } = needs
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const query = new URLSearchParams(queryOf(request))
    const clientId = query.get('client_id')
    const handle = readLogoutHandle(query.get('logout'))
    const language = door.languageOf(request, matchUiLocales(query.get('ui_locales') ?? undefined))
    const client = clientId === null ? undefined : await door.findClient(clientId)
    return sendLoggedOutPage(door, reply, language, {
      client: client?.active === true ? client : undefined,
      handle,
      services: handle === undefined ? [] : ((await needs.logoutProgress(handle)) ?? []),
      called: query.get('called') ?? undefined,
    })
  }
}

const loggedOutPath = '/logout/done'
const statePath = '/logout/state'

/**
 * The page that tells the services (LOGOUT-13). Its language switch carries the return information along, which is judged
 * again then: the session is gone, but the way back to the service is not.
 */
export function sendLogoutPage(
  door: PageDoor,
  reply: FastifyReply,
  language: Language,
  logout: {
    readonly calls: readonly string[]
    readonly services: readonly LoggedOutService[]
    readonly handle: string | undefined
    readonly client: Client | undefined
    readonly parameters: Parameters
  },
): FastifyReply {
  const { calls, services, handle, client, parameters } = logout
  const uiLocale = matchUiLocales(parameters.get('ui_locales'))
  const hidden = [
    ['page', 'logging-out'] as const,
    ...(client === undefined ? [] : [['service', client.clientId] as const]),
    ...(handle === undefined ? [] : [['logout', handle] as const]),
    ...['post_logout_redirect_uri', 'state', 'ui_locales'].flatMap((name) => {
      const value = parameters.get(name)
      return value === undefined ? [] : [[name, value] as const]
    }),
  ]
  const frame = door.frame(
    language,
    { kind: 'own', action: '/language', hidden },
    client === undefined ? undefined : { client },
  )
  const returnTo = postLogoutAddress(parameters, client)
  const places = services.flatMap(({ frontchannel }, place) => (frontchannel ? [place] : []))
  const asks = handle !== undefined && services.some(({ progress }) => progress !== 'not-told')
  const page = logoutPage(frame, {
    services:
      calls.length > 0
        ? shownWhileCalling(services)
        : services.map(({ name, progress }) => ({ name, state: progress })),
    calls: calls.map((address, index) => ({ address, service: places[index] ?? index })),
    stateAddress: asks ? appendToQuery(statePath, [['logout', handle]]) : undefined,
    continueTo: returnTo ?? loggedOutAddress(client, uiLocale, handle),
    staysHere: returnTo === undefined,
    waitSeconds: door.environment.lifetimes.logoutPageWait,
  })
  const frameOrigins = [...new Set(calls.map((call) => new URL(call).origin))]
  return door.send(reply, 200, page, { formAction: 'self', frameOrigins, connects: asks })
}

function loggedOutAddress(
  client: Client | undefined,
  uiLocale: Language | undefined,
  handle: string | undefined,
): string {
  const parameters = [
    ...(client === undefined ? [] : [['client_id', client.clientId] as const]),
    ...(uiLocale === undefined ? [] : [['ui_locales', uiLocale] as const]),
    ...(handle === undefined ? [] : [['logout', handle] as const]),
  ]
  return parameters.length === 0 ? loggedOutPath : appendToQuery(loggedOutPath, parameters)
}

/** The end of a logout with nowhere to return to (LOUT-2); the client is linked to when it is known. */
export function sendLoggedOutPage(
  door: PageDoor,
  reply: FastifyReply,
  language: Language,
  logout: {
    readonly client: Client | undefined
    readonly services: readonly LoggedOutService[]
    readonly handle: string | undefined
    /** Whose frames were loaded, as the page of the calls told it. */
    readonly called?: string | undefined
  },
): FastifyReply {
  const { client, services, handle } = logout
  const called = readCalled(logout.called)
  const hidden = [
    ['page', 'logged-out'] as const,
    ...(client === undefined ? [] : [['service', client.clientId] as const]),
    ...(handle === undefined ? [] : [['logout', handle] as const]),
    ...(called.size === 0 ? [] : [['called', [...called].join('.')] as const]),
  ]
  const frame = door.frame(
    language,
    { kind: 'own', action: '/language', hidden },
    client === undefined ? undefined : { client },
  )
  return door.send(reply, 200, loggedOutPage(frame, { services: shownAtEnd(services, called) }), { formAction: 'self' })
}
