import type { FastifyReply, FastifyRequest } from 'fastify'
import { portalLoginSeconds } from '../../usecases/onboarding/portal-sessions.ts'

/** The cookies of a person at the portal. */
export interface PortalCookies {
  session(request: FastifyRequest): string | undefined
  keepSession(reply: FastifyReply, value: string): void
  dropSession(reply: FastifyReply): void
  /** What this browser got when it began the login with this `state`. */
  login(request: FastifyRequest, state: string): string | undefined
  keepLogin(reply: FastifyReply, state: string, value: string): void
  dropLogin(reply: FastifyReply, state: string): void
}

/** `site` begins the names of its cookies, which share the origin with those of other pages. */
export function openPortalCookies(baseUrl: string, site = 'portvakt-portal'): PortalCookies {
  const secure = baseUrl.startsWith('https:')
  // The prefix binds a cookie to this very host, over TLS: no neighbour can plant one.
  const name = `${secure ? '__Host-' : ''}${site}`
  const attributes = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const
  const loginName = (state: string): string => `${name}-login-${state.replace(/[^A-Za-z0-9_-]/g, '').slice(0, 16)}`
  return {
    session: (request) => request.cookies[name],
    keepSession(reply, value) {
      reply.setCookie(name, value, attributes)
    },
    dropSession(reply) {
      reply.clearCookie(name, attributes)
    },
    login: (request, state) => request.cookies[loginName(state)],
    keepLogin(reply, state, value) {
      reply.setCookie(loginName(state), value, { ...attributes, maxAge: portalLoginSeconds })
    },
    dropLogin(reply, state) {
      reply.clearCookie(loginName(state), attributes)
    },
  }
}
