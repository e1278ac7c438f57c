import type { FastifyInstance } from 'fastify'
import type { JWTPayload } from 'jose'
import type { DemoServiceOptions } from './demo-options.ts'
import { type DemoSessions, sidKey } from './demo-sessions.ts'
import type { ReadLogoutToken } from './read-logout-token.ts'

/**
 * Takes logouts from the gateway's server (Back-Channel Logout 1.0 §2.5): no browser, no cookie, so the token alone proves it.
 * Answers 200 when the session is over here, also when it was before, and 400 to a token that proves nothing.
 */
export function addBackchannelLogout(
  app: FastifyInstance,
  { baseUrl, issuer }: DemoServiceOptions,
  sessions: DemoSessions,
  readLogoutToken: ReadLogoutToken,
): void {
  app.post('/backchannel-logout', async (request, reply) => {
    const claims = await readLogoutToken(request.form.get('logout_token') ?? '')
    reply.type('application/json; charset=utf-8')
    if (claims === undefined) return reply.code(400).send('{"error":"invalid_request"}')
    const key = sidKey(issuer, String(claims.sid))
    for (const session of sessions.withSid(issuer, String(claims.sid))) {
      session.trace.add('backchannel-logout', `POST ${baseUrl}/backchannel-logout`, tellable(claims))
      const { login } = session
      if (login === undefined || sidKey(login.issuer, String(login.claims.sid)) !== key) continue
      session.login = undefined
      session.problem = { kind: 'logged-out-elsewhere', error: undefined, description: undefined }
    }
    return reply.send('{}')
  })
}

const tellable = (claims: JWTPayload): URLSearchParams =>
  new URLSearchParams(
    Object.entries(claims).map(([name, value]) => [
      name,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]),
  )
