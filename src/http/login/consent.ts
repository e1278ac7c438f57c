import type { FastifyReply, FastifyRequest } from 'fastify'
import { consentPage } from '../../pages/login/consent-page.ts'
import { isLanguage } from '../../protocol/language.ts'
import type { ConsentAnswer, ConsentInput, DecidedConsent } from '../../usecases/consent/decide-consent.ts'
import type { OpenedLogin, OpenLogin } from '../../usecases/login/open-login.ts'
import { noStore } from '../oidc/answer-error.ts'
import { readForm } from '../oidc/json-door.ts'
import { completionOf, endedLoginCookies, openLoginDoor, sendClosed, serviceOf } from './login-door.ts'
import type { PageDoor } from './page-door.ts'
import { sendAuthorizationResponse } from './send-response.ts'

export interface ConsentDoorNeeds {
  readonly door: PageDoor
  readonly openLogin: (handle: string | undefined, browsers: readonly string[]) => Promise<OpenedLogin>
  readonly decideConsent: (login: OpenLogin, answer: ConsentAnswer, input: ConsentInput) => Promise<DecidedConsent>
}

const decisions = { accept: 'accepted', decline: 'declined' } as const

/** `/authorize/consent` (PAGE-7): GET shows what is asked, POST takes the answer. */
export function consentDoors(needs: ConsentDoorNeeds) {
  const { door } = needs
  const withLogin = openLoginDoor(needs)

  const answerWith = async (
    login: OpenLogin,
    answer: ConsentAnswer,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> => {
    const input = { ...completionOf(door, request, login), cookies: door.browserCookies(request) }
    const decided = await needs.decideConsent(login, answer, input)
    switch (decided.kind) {
      case 'show': {
        const hidden = [
          ['page', 'consent'],
          ['login', login.handle],
        ] as const
        const frame = door.frame(answer.language, { kind: 'own', action: '/language', hidden }, serviceOf(login))
        const page = consentPage(frame, {
          ...decided.dialogue,
          changed: decided.changed,
          action: `/authorize/consent?login=${login.handle}`,
          cancelAction: `/authorize/cancel?login=${login.handle}`,
        })
        return door.send(reply, 200, page, { formAction: 'anywhere' })
      }
      case 'log-in':
        return reply
          .code(request.method === 'GET' ? 302 : 303)
          .headers({ ...noStore, location: `/authorize/selector?login=${login.handle}` })
          .send()
      case 'finished-before':
        return sendClosed(door, request, reply, { outcome: 'finished', login })
      case 'answer':
        reply.header('set-cookie', [...endedLoginCookies(request, door, login)])
        return sendAuthorizationResponse(door, request, reply, decided.response, login.ticket)
      default:
        return decided satisfies never
    }
  }

  return {
    show: withLogin((login, request, reply) => {
      const language = door.languageOf(request, login.ticket.uiLocale)
      return answerWith(login, { decision: undefined, language, seal: undefined }, request, reply)
    }),

    decide: withLogin((login, request, reply) => {
      const form = readForm(request)
      const pressed = form.get('decision')
      if (pressed !== 'accept' && pressed !== 'decline') return door.sendError(request, reply, 400, 'bad-request')
      const shown = form.get('shown')
      // The answer is to the words that were read, even if the language was changed in another tab since.
      const language = isLanguage(shown) ? shown : door.languageOf(request, login.ticket.uiLocale)
      return answerWith(login, { decision: decisions[pressed], language, seal: form.get('seal') }, request, reply)
    }),
  }
}
