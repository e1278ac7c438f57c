import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Eid, EidInput } from '../../eids/eid.ts'
import { selectorPage } from '../../pages/login/selector-page.ts'
import { testIdPage } from '../../pages/login/test-id-page.ts'
import { isLanguage, type Language } from '../../protocol/language.ts'
import { type AdvancedLogin, eligibleEids } from '../../usecases/login/advance-login.ts'
import type { CompletionInput } from '../../usecases/login/complete-login.ts'
import type { OpenedLogin, OpenLogin } from '../../usecases/login/open-login.ts'
import { noStore } from '../oidc/answer-error.ts'
import { readForm } from '../oidc/json-door.ts'
import { completionOf, endedLoginCookies, openLoginDoor, sendClosed, serviceOf } from './login-door.ts'
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
  readonly cancelLogin: (login: OpenLogin, input: CompletionInput) => Promise<void>
}

/** The pages between `/authorize` and the answer. Each finds its login by the address, for the browser that began it. */
export function loginPages(needs: LoginPagesNeeds) {
  const { door, eids } = needs

  const withLogin = openLoginDoor(needs)

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
          ...endedLoginCookies(request, door, login),
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
        const advanced = await needs.advanceLogin(login, eid, undefined, completionOf(door, request, login))
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
            completionOf(door, request, login),
          )
          return sendAdvanced(login, advanced, chosen, request, reply, eid)
        }
        const advanced = await needs.advanceLogin(login, eid, input, completionOf(door, request, login))
        return sendAdvanced(login, advanced, door.languageOf(request, login.ticket.uiLocale), request, reply, eid)
      }),

    cancel: withLogin(async (login, request, reply) => {
      await needs.cancelLogin(login, completionOf(door, request, login))
      return sendClosed(door, request, reply, { outcome: 'finished', login })
    }),
  }
}

const hasFault = (screen: { pidFault?: unknown; levelFault?: unknown }): boolean =>
  screen.pidFault !== undefined || screen.levelFault !== undefined
