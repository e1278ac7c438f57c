import type { Environment } from '../../config/environments.ts'
import { sessionEndsAt } from '../../protocol/single-sign-on.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import { type SessionTicket, ticketId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'
import { type BrowserCookies, isProvenSession } from './browser-session.ts'

interface Needs {
  readonly environment: Environment
  readonly expiring: ExpiringStore
  readonly clock: Clock
}

/**
 * A request is answered with a code from the session: it is active again (SESS-3) and knows the client (SSO-4). Resolves with
 * the session as it stands; undefined if the cookies prove none any more. The write is sent out before anything is awaited.
 */
export const joinSession =
  (needs: Needs) =>
  async (cookies: BrowserCookies, clientId: string): Promise<SessionTicket | undefined> => {
    const nowSeconds = needs.clock.nowSeconds()
    const { lifetimes } = needs.environment
    const session = await needs.expiring.change('session', ticketId(cookies.browser ?? ''), (current) => {
      if (!isProvenSession(current, cookies, needs.environment, nowSeconds)) return 'keep'
      const isKnown = current.clients.includes(clientId)
      if (isKnown && current.activeAtSeconds === nowSeconds) return 'keep'
      const clients = isKnown ? current.clients : [...current.clients, clientId]
      const active = { ...current, activeAtSeconds: nowSeconds, clients }
      return { value: active, expiresAtSeconds: sessionEndsAt(active, lifetimes) }
    })
    return isProvenSession(session, cookies, needs.environment, nowSeconds) ? session : undefined
  }
