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
import { noStore } from '../oidc/answer-error.ts'
import { readQuery } from './authorize.ts'
import type { PageDoor } from './page-door.ts'
import { readParked } from './parked.ts'

interface Needs {
  readonly door: PageDoor
  readonly logOut: (input: LogoutInput) => Promise<LogoutOutcome>
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
    if (outcome.calls.length > 0) return sendLogoutPage(door, reply, language, { ...outcome, parameters })
    if (outcome.returnTo !== undefined)
      return reply
        .code(302)
        .headers({ ...noStore, location: outcome.returnTo })
        .send()
    return sendLoggedOutPage(door, reply, language, outcome.client)
  }
}

/** Where the way goes on from the page of the calls when no service is to be returned to. */
const loggedOutPath = '/logout/done'

/**
 * The page that tells the services (LOGOUT-13). Its language switch carries the return information along, which is judged
 * again then: the session is gone, but the way back to the service is not.
 */
export function sendLogoutPage(
  door: PageDoor,
  reply: FastifyReply,
  language: Language,
  logout: { readonly calls: readonly string[]; readonly client: Client | undefined; readonly parameters: Parameters },
): FastifyReply {
  const { calls, client, parameters } = logout
  const uiLocale = matchUiLocales(parameters.get('ui_locales'))
  const hidden = [
    ['page', 'logging-out'] as const,
    ...(client === undefined ? [] : [['service', client.clientId] as const]),
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
  const continueTo = postLogoutAddress(parameters, client) ?? loggedOutAddress(client, uiLocale)
  const page = logoutPage(frame, { calls, continueTo, waitSeconds: door.environment.lifetimes.logoutPageWait })
  const frameOrigins = [...new Set(calls.map((call) => new URL(call).origin))]
  return door.send(reply, 200, page, { formAction: 'self', frameOrigins })
}

function loggedOutAddress(client: Client | undefined, uiLocale: Language | undefined): string {
  const parameters = [
    ...(client === undefined ? [] : [['client_id', client.clientId] as const]),
    ...(uiLocale === undefined ? [] : [['ui_locales', uiLocale] as const]),
  ]
  return parameters.length === 0 ? loggedOutPath : appendToQuery(loggedOutPath, parameters)
}

/** The end of a logout with nowhere to return to (LOUT-2); the client is linked to when it is known. */
export function sendLoggedOutPage(
  door: PageDoor,
  reply: FastifyReply,
  language: Language,
  client: Client | undefined,
): FastifyReply {
  const frame = door.frame(language, loggedOutLanguageForm(client), client === undefined ? undefined : { client })
  return door.send(reply, 200, loggedOutPage(frame, {}), { formAction: 'self' })
}

const loggedOutLanguageForm = (client: Client | undefined) => ({
  kind: 'own' as const,
  action: '/language',
  hidden: [['page', 'logged-out'] as const, ...(client === undefined ? [] : [['service', client.clientId] as const])],
})
