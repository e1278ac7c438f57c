import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Eid, EidInput } from '../../eids/eid.ts'
import { selectorPage } from '../../pages/login/selector-page.ts'
import { testIdPage } from '../../pages/login/test-id-page.ts'
import { isLanguage, type Language } from '../../protocol/language.ts'
import { readParameters } from '../../protocol/parameters.ts'
import { type AdvancedLogin, eligibleEids } from '../../usecases/login/advance-login.ts'
import type { CompletionInput } from '../../usecases/login/complete-login.ts'
import type { ClosedLogin, OpenedLogin, OpenLogin } from '../../usecases/login/open-login.ts'
import { languageCookieName, readCookie } from '../guards/cookies.ts'
import { noStore } from '../oidc/answer-error.ts'
import { readForm } from '../oidc/json-door.ts'
import { queryOf } from '../server.ts'
import type { PageDoor } from './page-door.ts'
import { sendAuthorizationResponse } from './send-response.ts'

export interface LoginPagesNeeds {
  readonly door: PageDoor
  readonly eids: readonly Eid[]
  readonly openLogin: (handle: string | undefined, browsers: readonly string[]) => Promise<OpenedLogin>
  readonly advanceLogin: (
    login: OpenLogin,
    eid: string,
    input: EidInput | undefined,
    completion: CompletionInput,
  ) => Promise<AdvancedLogin>
  readonly cancelLogin: (login: OpenLogin, correlationId: string) => Promise<void>
}

type LoginHandler = (
  login: OpenLogin,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<FastifyReply> | FastifyReply

/** The pages between `/authorize` and the answer. Each finds its login by the address, for the browser that began it. */
export function loginPages(needs: LoginPagesNeeds) {
  const { door, eids } = needs

  const withLogin = (handler: LoginHandler) => async (request: FastifyRequest, reply: FastifyReply) => {
    const handle = loginHandleOf(request, door)
    const opened = await needs.openLogin(handle, browsersOf(request, door, handle))
    return opened.outcome === 'open' ? handler(opened.login, request, reply) : sendClosed(door, request, reply, opened)
  }

  /** The session is kept under the browser's cookie as it is when the login ends, so that all tabs end in one (SSO-1). */
  const completionOf = (request: FastifyRequest, { handle }: OpenLogin): CompletionInput => ({
    browser: browsersOf(request, door, handle)[0] ?? '',
    languageCookie: readCookie(request.headers, languageCookieName),
    userAgent: request.headers['user-agent'],
    correlationId: request.id,
  })

  const showSelector = (
    login: OpenLogin,
    request: FastifyRequest,
    reply: FastifyReply,
    message?: 'cancelled-upstream' | 'upstream-failed' | 'level-too-low',
  ) => {
    const language = door.languageOf(request, login.ticket.uiLocale)
    const hidden = [
      ['page', 'selector'],
      ['login', login.handle],
    ] as const
    const frame = door.frame(language, { kind: 'own', action: '/language', hidden }, serviceOf(login))
    const page = selectorPage(frame, {
      eids: eligibleEids(eids, login).map(({ name }) => ({ name, href: `/authorize/${name}1`, available: true })),
      reason: login.ticket.reason,
      cancelAction: `/authorize/cancel?login=${login.handle}`,
      ...(message === undefined ? {} : { message }),
    })
    return door.send(reply, 200, page, { formAction: 'anywhere' })
  }

  const sendAdvanced = (
    login: OpenLogin,
    advanced: AdvancedLogin,
    language: Language,
    request: FastifyRequest,
    reply: FastifyReply,
    eid: string,
  ) => {
    switch (advanced.kind) {
      case 'answer':
        reply.header('set-cookie', [
          door.cookies.set(door.cookies.session, advanced.sessionCookie),
          door.cookies.clear(door.cookies.login),
          ...(tabCookieOf(request, door, login.handle) === undefined
            ? []
            : [door.cookies.clear(door.cookies.tab(login.handle))]),
        ])
        return sendAuthorizationResponse(door, request, reply, advanced.response, login.ticket)
      case 'ask-consent':
        return reply
          .code(303)
          .headers({
            ...noStore,
            'set-cookie': [door.cookies.set(door.cookies.session, advanced.sessionCookie)],
            location: `/authorize/consent?login=${login.handle}`,
          })
          .send()
      case 'finished-before':
        return door.sendError(request, reply, 400, 'login-already-finished', serviceOf(login), login.ticket.uiLocale)
      case 'redirect':
        return reply
          .code(303)
          .headers({ ...noStore, location: advanced.to })
          .send()
      case 'select':
        return showSelector(login, request, reply, advanced.message)
      case 'show': {
        const frame = door.frame(language, { kind: 'page-form', formId: 'page-form' }, serviceOf(login))
        const page = testIdPage(frame, {
          screen: advanced.screen,
          action: `/authorize/${eid}1?login=${login.handle}`,
          cancelAction: `/authorize/cancel?login=${login.handle}`,
          otherWay: `/authorize/selector?login=${login.handle}`,
        })
        return door.send(reply, hasFault(advanced.screen) ? 422 : 200, page, { formAction: 'anywhere' })
      }
      default:
        return advanced satisfies never
    }
  }

  return {
    selector: withLogin((login, request, reply) => showSelector(login, request, reply)),

    showEid: (eid: string) =>
      withLogin(async (login, request, reply) => {
        const advanced = await needs.advanceLogin(login, eid, undefined, completionOf(request, login))
        return sendAdvanced(login, advanced, door.languageOf(request, login.ticket.uiLocale), request, reply, eid)
      }),

    submitEid: (eid: string) =>
      withLogin(async (login, request, reply) => {
        const form = readForm(request)
        const input: EidInput = Object.fromEntries(['pid', 'acr', 'random'].map((name) => [name, form.get(name)]))
        const chosen = form.get('language')
        if (isLanguage(chosen)) {
          // Only the language changes; what was typed stays in the form (LANG-4).
          reply.header('set-cookie', [door.cookies.setLanguage(chosen)])
          const advanced = await needs.advanceLogin(
            login,
            eid,
            { ...input, redisplay: 'yes' },
            completionOf(request, login),
          )
          return sendAdvanced(login, advanced, chosen, request, reply, eid)
        }
        const advanced = await needs.advanceLogin(login, eid, input, completionOf(request, login))
        return sendAdvanced(login, advanced, door.languageOf(request, login.ticket.uiLocale), request, reply, eid)
      }),

    cancel: withLogin(async (login, request, reply) => {
      await needs.cancelLogin(login, request.id)
      return sendClosed(door, request, reply, { outcome: 'finished', login })
    }),
  }
}

const hasFault = (screen: { pidFault?: unknown; levelFault?: unknown }): boolean =>
  screen.pidFault !== undefined || screen.levelFault !== undefined

const serviceOf = ({ client, ticket }: OpenLogin) => ({
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

function sendClosed(door: PageDoor, request: FastifyRequest, reply: FastifyReply, closed: ClosedLogin): FastifyReply {
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
