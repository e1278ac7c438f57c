import type { ExpiringStore } from '../../storage/expiring-store.ts'
import { type PortalLoginTicket, type PortalSessionTicket, ticketId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'
import type { Random } from '../../system/random.ts'

export type PortalSession = PortalSessionTicket

/** Seconds that a session of the portal lives, and a login that was sent to the gateway. */
const staffSeconds = 8 * 3600
export const portalLoginSeconds = 1800

/** Sessions of the portal and logins under way. The browser holds random values; the store their hashes. */
export interface PortalSessions {
  find(cookie: string | undefined): Promise<PortalSession | undefined>
  /** Ends the session of `formerCookie`; resolves with the new cookie's value. */
  begin(formerCookie: string | undefined, session: Omit<PortalSession, 'csrf' | 'endsAtSeconds'>): Promise<string>
  end(cookie: string | undefined): Promise<void>
  /** Ends the sessions that the gateway knows by `sid`. */
  endBySid(sid: string): Promise<void>
  /** Remembers a login; resolves with the value of a cookie that ties it to the browser. */
  expect(state: string, login: Omit<PortalLoginTicket, 'browser'>): Promise<string>
  /** The login that was begun with `state`, once, for the browser that holds its cookie. */
  takeExpected(state: string, cookie: string | undefined): Promise<PortalLoginTicket | undefined>
}

interface Needs {
  readonly expiring: ExpiringStore
  readonly clock: Clock
  readonly random: Random
  /** How long a session lives; a working day unless given. */
  readonly sessionSeconds?: number
}

export function openPortalSessions({ expiring, clock, random, sessionSeconds = staffSeconds }: Needs): PortalSessions {
  const sidMark = (sid: string): string => ticketId(`portal-sid ${sid}`)
  return {
    async find(cookie) {
      if (cookie === undefined) return undefined
      const seen = await expiring.read('portal-session', ticketId(cookie))
      if (seen.outcome !== 'live') return undefined
      const { sid } = seen.value
      if (sid === undefined) return seen.value
      // The gateway's logout call has no cookie of ours; it leaves a mark under its `sid`.
      const ended = await expiring.read('replay-guard', sidMark(sid))
      return ended.outcome === 'live' ? undefined : seen.value
    },
    async begin(formerCookie, session) {
      if (formerCookie !== undefined) await expiring.drop('portal-session', ticketId(formerCookie))
      const value = random.token(32)
      const endsAtSeconds = clock.nowSeconds() + sessionSeconds
      const kept = { ...session, csrf: random.token(24), endsAtSeconds }
      await expiring.put('portal-session', ticketId(value), kept, endsAtSeconds)
      return value
    },
    async end(cookie) {
      if (cookie !== undefined) await expiring.drop('portal-session', ticketId(cookie))
    },
    async endBySid(sid) {
      await expiring.put('replay-guard', sidMark(sid), { seen: true }, clock.nowSeconds() + sessionSeconds)
    },
    async expect(state, login) {
      const cookie = random.token(32)
      const kept = { ...login, browser: ticketId(cookie) }
      await expiring.put('portal-login', ticketId(state), kept, clock.nowSeconds() + portalLoginSeconds)
      return cookie
    },
    async takeExpected(state, cookie) {
      const seen = await expiring.read('portal-login', ticketId(state))
      if (cookie === undefined || seen.outcome !== 'live' || seen.value.browser !== ticketId(cookie)) return undefined
      const taken = await expiring.take('portal-login', ticketId(state))
      return taken.outcome === 'taken' ? taken.value : undefined
    },
  }
}
