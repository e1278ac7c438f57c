import type { FastifyReply, FastifyRequest } from 'fastify'
import type { DemoSession, PendingLogin } from './demo-session.ts'

/** The cookies of one demo service. */
export interface DemoCookies {
  readonly language: string
  sessionId(request: FastifyRequest): string | undefined
  keepSession(reply: FastifyReply, session: DemoSession): void
  /** The key that this browser got when it began the login with this `state`. */
  loginKey(request: FastifyRequest): (state: string) => string | undefined
  keepLogin(reply: FastifyReply, login: PendingLogin): void
  dropLogin(reply: FastifyReply, state: string): void
}

export function openDemoCookies(name: 'A' | 'B', baseUrl: string): DemoCookies {
  const prefix = `portvakt-demo-${name.toLowerCase()}`
  const secure = baseUrl.startsWith('https:')
  const loginCookie = (state: string): string => `${prefix}-login-${state.slice(0, 16)}`
  return {
    language: `${prefix}-language`,
    sessionId: (request) => request.cookies[prefix],
    keepSession(reply, session) {
      reply.setCookie(prefix, session.id, { path: '/', httpOnly: true, sameSite: 'lax', secure })
    },
    loginKey: (request) => (state) => request.cookies[loginCookie(state)],
    keepLogin(reply, login) {
      reply.setCookie(loginCookie(login.state), login.browserKey, {
        path: '/callback',
        httpOnly: true,
        secure,
        maxAge: 1800,
        // With response_mode=form_post the answer is a POST from the gateway's site, along with which a browser sends
        // SameSite=None cookies alone, and those must be Secure. Over http the gateway and this service are both on
        // localhost; ports do not make sites different, so Lax is sent.
        sameSite: secure ? 'none' : 'lax',
      })
    },
    dropLogin(reply, state) {
      reply.clearCookie(loginCookie(state), { path: '/callback', httpOnly: true, secure })
    },
  }
}
