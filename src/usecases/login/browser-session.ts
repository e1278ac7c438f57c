import type { Environment } from '../../config/environments.ts'
import { sessionEndsAt } from '../../protocol/single-sign-on.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import { type SessionTicket, ticketId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'

/** The two cookies that a browser may show. */
export interface BrowserCookies {
  /** Names the browser; the session is kept under its hash, so one browser has one session (SSO-1). */
  readonly browser: string | undefined
  /** Proves the session; a new value at every authentication (HTTP-14). */
  readonly session: string | undefined
}

interface Needs {
  readonly environment: Environment
  readonly expiring: ExpiringStore
  readonly clock: Clock
}

/** Is this session live and does the cookie prove it? */
export function isProvenSession(
  session: SessionTicket | undefined,
  cookies: BrowserCookies,
  environment: Environment,
  nowSeconds: number,
): session is SessionTicket {
  return (
    session !== undefined &&
    cookies.session !== undefined &&
    session.secretHash === ticketId(cookies.session) &&
    nowSeconds < sessionEndsAt(session, environment.lifetimes)
  )
}

/** The live session that the cookies prove, if there is one. */
export const readSession =
  (needs: Needs) =>
  async (cookies: BrowserCookies): Promise<SessionTicket | undefined> => {
    if (cookies.browser === undefined || cookies.session === undefined) return undefined
    const seen = await needs.expiring.read('session', ticketId(cookies.browser))
    const session = seen.outcome === 'live' ? seen.value : undefined
    return isProvenSession(session, cookies, needs.environment, needs.clock.nowSeconds()) ? session : undefined
  }
