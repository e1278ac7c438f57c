import type { DemoLogin, DemoProblem, DemoSession, PendingLogin } from './demo-session.ts'
import { sidKey } from './demo-sessions.ts'
import { problemOf } from './failure.ts'
import { reachesLevel } from './login-order.ts'
import type { RelyingParty } from './relying-party.ts'
import { presentTrace } from './trace.ts'

/** Turns the gateway's answer into a login of the session, or into a problem that the next page tells. */
export const finishLogin = (
  relyingParty: RelyingParty,
  pending: PendingLogin,
  answer: URLSearchParams,
): Promise<void> =>
  withTrace(pending.session, async () => {
    const login = await relyingParty.finish(pending, answer)
    if (!reachesLevel(login.claims.acr, pending.acr)) return refuse(pending.session, tooLow(pending, login))
    accept(pending.session, login)
    await fetchUserinfo(relyingParty, pending.session, login)
  })

/** Renews the tokens of the session's login. */
export const refreshLogin = (relyingParty: RelyingParty, session: DemoSession): Promise<void> =>
  withTrace(session, async () => {
    const { login } = session
    if (login === undefined) return
    if (login.refreshToken === undefined)
      session.problem = { kind: 'nothing-to-refresh', error: undefined, description: undefined }
    else accept(session, await relyingParty.refresh(login, login.refreshToken))
  })

/** Asks for userinfo again. */
export const renewUserinfo = (relyingParty: RelyingParty, session: DemoSession): Promise<void> =>
  withTrace(session, async () => {
    if (session.login !== undefined) await fetchUserinfo(relyingParty, session, session.login)
  })

async function fetchUserinfo(relyingParty: RelyingParty, session: DemoSession, login: DemoLogin): Promise<void> {
  session.login = { ...login, userinfo: await relyingParty.userinfo(login) }
}

function accept(session: DemoSession, login: DemoLogin): void {
  session.login = login
  session.problem = undefined
  const { iss, sub, aud, acr, sid } = login.claims
  const told = { iss, sub, aud, acr, sid }
  session.trace.add(
    'checked',
    'id_token',
    Object.entries(told).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as const])),
  )
  if (typeof sid === 'string') rememberSid(session, sidKey(iss, sid))
}

const sidsRemembered = 20

function rememberSid(session: DemoSession, key: string): void {
  if (session.sids.includes(key)) return
  session.sids.push(key)
  if (session.sids.length > sidsRemembered) session.sids.shift()
}

function refuse(session: DemoSession, problem: DemoProblem): void {
  session.problem = problem
  session.trace.add('refused', problem.kind, [
    ['error', problem.error ?? ''],
    ['description', problem.description ?? ''],
  ])
}

const tooLow = (pending: PendingLogin, login: DemoLogin): DemoProblem => ({
  kind: 'level-too-low',
  error: 'acr',
  description: `asked for ${pending.acr}, reached ${login.claims.acr}`,
})

/** Runs `work` so that what the library asks is written to the session's trace, and so that no failure gets past. */
const withTrace = (session: DemoSession, work: () => Promise<void>): Promise<void> =>
  presentTrace.run(session.trace, async () => {
    try {
      await work()
    } catch (failure) {
      refuse(session, problemOf(failure))
    }
  })
