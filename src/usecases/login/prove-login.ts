import type { Environment } from '../../config/environments.ts'
import type { ProvenIdentity } from '../../eids/eid.ts'
import { sessionEndsAt } from '../../protocol/single-sign-on.ts'
import { personReference } from '../../protocol/subject.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import { type Authentication, type ProvenLogin, type SessionTicket, ticketId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'
import type { Random } from '../../system/random.ts'
import { orderedId } from '../authorize/names.ts'
import type { OpenLogin } from './open-login.ts'
import { sidOf } from './sid.ts'

interface Needs {
  readonly environment: Environment
  readonly expiring: ExpiringStore
  readonly subjectSecret: Uint8Array
  readonly clock: Clock
  readonly random: Random
}

export interface ProvenSession {
  readonly proven: ProvenLogin
  /** New value of the session cookie. */
  readonly sessionCookie: string
  /** Somebody else's session that ended here: what hangs on it must end too (SSO-5). */
  readonly replaced: SessionTicket | undefined
}

/**
 * The browser's session after an eID vouched for the citizen (SSO-1, SESS-8…13). `browser` is the browser's cookie as it is
 * now: several logins begun at once in a new browser end in one session. With `joins` the client is among those that the
 * session knows (SSO-4), since a code follows at once.
 */
export const proveLogin =
  (needs: Needs) =>
  async (
    login: OpenLogin,
    eid: string,
    identity: ProvenIdentity,
    { browser, joins }: { readonly browser: string; readonly joins: boolean },
  ): Promise<ProvenSession> => {
    const { environment, random } = needs
    const nowSeconds = needs.clock.nowSeconds()
    const pid = identity.pid.reveal()
    const authentication: Authentication = { eid, acr: identity.acr, amr: identity.amr, authTimeSeconds: nowSeconds }
    const sessionCookie = random.token(32)
    const fresh = {
      sessionRef: orderedId(nowSeconds, random),
      secretHash: ticketId(sessionCookie),
      sidSalt: random.token(32),
      nowSeconds,
    }
    const personRef = personReference(needs.subjectSecret, pid)
    let replaced: SessionTicket | undefined
    const session = await needs.expiring.change('session', ticketId(browser), (current) => {
      const live =
        current !== undefined && nowSeconds < sessionEndsAt(current, environment.lifetimes) ? current : undefined
      replaced = live?.pid === pid ? undefined : live
      const next = nextSession(
        live?.pid === pid ? live : undefined,
        { pid, personRef },
        { login, joins },
        authentication,
        fresh,
      )
      return { value: next, expiresAtSeconds: sessionEndsAt(next, environment.lifetimes) }
    })
    if (session === undefined) throw new Error('a session that was just written must stand in the store')
    return {
      sessionCookie,
      replaced,
      proven: {
        eid,
        pid,
        personRef,
        acr: identity.acr,
        amr: identity.amr,
        authTimeSeconds: nowSeconds,
        sessionRef: session.sessionRef,
        sid: sidOf(session, login.client.clientId),
      },
    }
  }

/** The same person's session with the slot replaced, its timers and `sid`s kept (SESS-4, SESS-9); or a new one. */
function nextSession(
  same: SessionTicket | undefined,
  person: { readonly pid: string; readonly personRef: string },
  { login, joins }: { readonly login: OpenLogin; readonly joins: boolean },
  authentication: Authentication,
  fresh: {
    readonly sessionRef: string
    readonly secretHash: string
    readonly sidSalt: string
    readonly nowSeconds: number
  },
): SessionTicket {
  const { clientId, ssoDisabled } = login.client
  const common = ssoDisabled ? same?.common : authentication
  return {
    sessionRef: same?.sessionRef ?? fresh.sessionRef,
    secretHash: fresh.secretHash,
    ...person,
    startedAtSeconds: same?.startedAtSeconds ?? fresh.nowSeconds,
    activeAtSeconds: fresh.nowSeconds,
    ...(common === undefined ? {} : { common }),
    isolated: ssoDisabled ? { ...same?.isolated, [clientId]: authentication } : (same?.isolated ?? {}),
    clients: joins ? [...new Set(same?.clients).add(clientId)] : (same?.clients ?? []),
    sidSalt: same?.sidSalt ?? fresh.sidSalt,
  }
}
