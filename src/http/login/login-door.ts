import type { FastifyReply, FastifyRequest } from 'fastify'
import { readParameters } from '../../protocol/parameters.ts'
import type { CompletionInput } from '../../usecases/login/complete-login.ts'
import type { ClosedLogin, OpenedLogin, OpenLogin } from '../../usecases/login/open-login.ts'
import { languageCookieName, readCookie } from '../guards/cookies.ts'
import { queryOf } from '../server.ts'
import type { PageDoor } from './page-door.ts'

interface Needs {
  readonly door: PageDoor
  readonly openLogin: (handle: string | undefined, browsers: readonly string[]) => Promise<OpenedLogin>
}

type LoginHandler = (
  login: OpenLogin,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<FastifyReply> | FastifyReply

/** A door to a page of a login under way: finds the login by the address, for the browser that began it. */
export const openLoginDoor =
  ({ door, openLogin }: Needs) =>
  (handler: LoginHandler) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const handle = loginHandleOf(request, door)
    const opened = await openLogin(handle, browsersOf(request, door, handle))
    return opened.outcome === 'open' ? handler(opened.login, request, reply) : sendClosed(door, request, reply, opened)
  }

/** The session is kept under the browser's cookie as it is when the login ends, so that all tabs end in one (SSO-1). */
export const completionOf = (door: PageDoor, request: FastifyRequest, { handle }: OpenLogin): CompletionInput => ({
  browser: browsersOf(request, door, handle)[0] ?? '',
  languageCookie: readCookie(request.headers, languageCookieName),
  userAgent: request.headers['user-agent'],
  ip: request.ip,
  correlationId: request.id,
})

/** What a login leaves in the browser, taken away when it has ended. */
export const endedLoginCookies = (
  request: FastifyRequest,
  door: PageDoor,
  { handle }: OpenLogin,
): readonly string[] => [
  door.cookies.clear(door.cookies.login),
  ...(tabCookieOf(request, door, handle) === undefined ? [] : [door.cookies.clear(door.cookies.tab(handle))]),
]

/** Who asked, as pages name it. */
export const serviceOf = ({ client, ticket }: OpenLogin) => ({
  client,
  ...(ticket.onbehalfof === undefined ? {} : { onbehalfof: ticket.onbehalfof }),
})

/**
 * Which login this tab is in: the address says it; the fixed address of an eID (AUTO-2) does not, so there the page we came
 * from says it, and for a browser that tells neither it is the login begun last.
 */
function loginHandleOf(request: FastifyRequest, door: PageDoor): string | undefined {
  return (
    handleIn(queryOf(request)) ??
    handleIn(request.headers.referer?.split('?', 2)[1]) ??
    readCookie(request.headers, door.cookies.login)
  )
}

const tabCookieOf = (request: FastifyRequest, door: PageDoor, handle: string): string | undefined =>
  readCookie(request.headers, door.cookies.tab(handle))

/** What the browser has to prove that a login is its own; its lasting cookie first. */
function browsersOf(request: FastifyRequest, door: PageDoor, handle: string | undefined): readonly string[] {
  const { browser } = door.browserCookies(request)
  const tab = handle === undefined ? undefined : tabCookieOf(request, door, handle)
  return [browser, tab].filter((value) => value !== undefined)
}

function handleIn(query: string | undefined): string | undefined {
  if (query === undefined || query === '') return undefined
  const parameters = readParameters(query)
  return parameters === 'malformed' ? undefined : parameters.get('login')
}

/** What a citizen meets who comes to a login that cannot go on. */
export function sendClosed(
  door: PageDoor,
  request: FastifyRequest,
  reply: FastifyReply,
  closed: ClosedLogin,
): FastifyReply {
  switch (closed.outcome) {
    case 'no-cookie':
      return door.sendError(request, reply, 400, 'cookies-blocked')
    case 'unknown':
      return door.sendError(request, reply, 400, 'login-link-used')
    case 'finished':
      return door.sendError(
        request,
        reply,
        400,
        'login-already-finished',
        serviceOf(closed.login),
        closed.login.ticket.uiLocale,
      )
    case 'expired':
      return door.sendError(
        request,
        reply,
        400,
        'login-took-too-long',
        serviceOf(closed.login),
        closed.login.ticket.uiLocale,
      )
    default:
      return closed satisfies never
  }
}
