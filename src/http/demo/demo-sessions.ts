import type { Clock } from '../../system/clock.ts'
import type { Random } from '../../system/random.ts'
import { openBoundedMap } from './bounded-map.ts'
import type { DemoSession, PendingLogin } from './demo-session.ts'
import { openTrace } from './trace.ts'

const sessionSeconds = 7200
const loginSeconds = 1800
const maximumSessions = 1000

/** Sessions and logins under way, in memory: a demonstration may forget at restart. */
export interface DemoSessions {
  find(id: string | undefined): DemoSession | undefined
  begin(): DemoSession
  /** A new id for the same session, so that an id known before the login is worth nothing after it. */
  renew(session: DemoSession): void
  expect(login: Omit<PendingLogin, 'browserKey' | 'expiresAtSeconds'>): PendingLogin
  /** The login that `state` belongs to, once, for the browser that began it. */
  takeExpected(state: string, browserKey: (state: string) => string | undefined): PendingLogin | undefined
  withSid(issuer: string, sid: string): readonly DemoSession[]
}

export function openDemoSessions(clock: Clock, random: Random): DemoSessions {
  const sessions = openBoundedMap<DemoSession>(clock, maximumSessions)
  const logins = openBoundedMap<PendingLogin>(clock, maximumSessions)
  return {
    find: (id) => (id === undefined ? undefined : sessions.find(id)),
    begin() {
      const session: DemoSession = {
        id: random.token(32),
        expiresAtSeconds: clock.nowSeconds() + sessionSeconds,
        trace: openTrace(clock),
        login: undefined,
        problem: undefined,
        logoutState: undefined,
        sids: [],
      }
      sessions.put(session.id, session)
      return session
    },
    renew(session) {
      sessions.take(session.id)
      session.id = random.token(32)
      session.expiresAtSeconds = clock.nowSeconds() + sessionSeconds
      sessions.put(session.id, session)
    },
    expect(login) {
      const expected = { ...login, browserKey: random.token(32), expiresAtSeconds: clock.nowSeconds() + loginSeconds }
      logins.put(login.state, expected)
      return expected
    },
    takeExpected(state, browserKey) {
      const login = logins.find(state)
      // A foreign browser must not be able to use up somebody else's login.
      if (login === undefined || browserKey(state) !== login.browserKey) return undefined
      return logins.take(state)
    },
    withSid: (issuer, sid) =>
      Array.from(sessions.values()).filter((session) => session.sids.includes(sidKey(issuer, sid))),
  }
}

/** A `sid` means something only together with the issuer that gave it (Front-Channel Logout 1.0 §2). */
export const sidKey = (issuer: string, sid: string): string => `${issuer} ${sid}`
