import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../../journey/actor.ts'
import {
  type SignInFailure,
  signedOutPage,
  signInFailedPage,
  signingOutPage,
} from '../../pages/member/passing-pages.ts'
import type { Log } from '../../system/log.ts'
import type { Random } from '../../system/random.ts'
import type { Sealer } from '../../system/sealer.ts'
import type { PortalSessions } from '../../usecases/onboarding/portal-sessions.ts'
import { problemOf } from '../demo/failure.ts'
import type { RelyingParty } from '../demo/relying-party.ts'
import type { PortalCookies } from './portal-cookies.ts'
import type { PortalDoors } from './portal-doors.ts'

type From = Pick<Actor, 'ip' | 'userAgent' | 'correlationId'>

export interface SignInOptions {
  readonly relyingParty: RelyingParty
  readonly sessions: PortalSessions
  readonly cookies: PortalCookies
  readonly sealer: Sealer
  readonly random: Random
  readonly log: Log
  readonly issuer: string
  /** Origin of the login pages, which may show the portal's logout in a frame. */
  readonly loginOrigin: string
  /** `acr` that production asks for (ONB-17). */
  readonly productionAcr: string
  readonly personRef: (pid: string) => string
  /** Called when somebody has logged in: brings the account up to date and writes the journal (ONB-172). */
  readonly signedIn: (
    person: { readonly personRef: string; readonly name: string | undefined; readonly acr: string },
    from: From,
  ) => Promise<void>
  readonly signedOut: (personRef: string, from: From) => Promise<void>
  readonly submitScript: string
}

/** Logging in to the portal and out of it: an ordinary service of the gateway, with PKCE, state and nonce (ONB-15). */
export function addSignInDoors(app: FastifyInstance, doors: PortalDoors, options: SignInOptions): void {
  const { relyingParty, sessions, cookies } = options

  const failed = async (request: FastifyRequest, reply: FastifyReply, failure: SignInFailure, why = '') => {
    const { frame } = await doors.visit(request)
    return doors.page(reply, signInFailedPage(frame, failure, why), failure === 'cancelled' ? 200 : 400)
  }

  app.get('/login', async (request, reply) => {
    const query = request.query as Readonly<Record<string, unknown>>
    const isFresh = query.fresh === '1'
    const { language } = await doors.visit(request)
    const parameters = {
      ui_locales: language,
      ...(isFresh ? { acr_values: options.productionAcr, prompt: 'login' } : {}),
    }
    try {
      const { url, state, nonce, codeVerifier } = await relyingParty.begin({
        parameters,
        maxAgeSeconds: undefined,
        acr: undefined,
        pushed: false,
      })
      const login = { nonce, codeVerifier, returnTo: ownPath(query.return) }
      cookies.keepLogin(reply, state, await sessions.expect(state, login))
      return reply.redirect(url.href, 303)
    } catch (failure) {
      const problem = problemOf(failure)
      options.log.warn({ site: 'portal', problem: problem.kind }, 'the gateway cannot be asked for a login')
      return failed(request, reply, 'unreachable')
    }
  })

  app.get('/login/callback', async (request, reply) => {
    const answer = new URL(request.url, 'http://portal.invalid').searchParams
    const state = answer.get('state') ?? ''
    const expected = await sessions.takeExpected(state, cookies.login(request, state))
    cookies.dropLogin(reply, state)
    if (expected === undefined) return failed(request, reply, 'expired')
    try {
      const login = await relyingParty.finish({ ...expected, state, maxAgeSeconds: expected.maxAgeSeconds }, answer)
      const { pid, acr, auth_time: authTime, sid, name } = login.claims
      if (typeof pid !== 'string' || typeof acr !== 'string') return failed(request, reply, 'refused', 'pid')
      const personRef = options.personRef(pid)
      const known = typeof name === 'string' ? name : undefined
      await options.signedIn({ personRef, name: known, acr }, fromOf(request))
      const value = await sessions.begin(cookies.session(request), {
        sessionRef: options.random.token(16),
        personRef,
        ...(known === undefined ? {} : { name: known }),
        acr,
        authTimeSeconds: typeof authTime === 'number' ? authTime : 0,
        ...(typeof sid === 'string' ? { sid } : {}),
        sealedIdToken: options.sealer.seal(login.idToken),
        sealedPid: options.sealer.seal(pid),
      })
      cookies.keepSession(reply, value)
      return reply.redirect(expected.returnTo, 303)
    } catch (failure) {
      const problem = problemOf(failure)
      options.log.warn({ site: 'portal', problem: problem.kind, error: problem.error }, 'a login to the portal failed')
      if (problem.kind === 'refused-by-gateway' && problem.error === 'access_denied')
        return failed(request, reply, 'cancelled')
      return failed(request, reply, problem.kind === 'gateway-unreachable' ? 'unreachable' : 'refused', problem.error)
    }
  })

  app.post('/logout', async (request, reply) => {
    const { session, frame } = await doors.visit(request)
    await sessions.end(cookies.session(request))
    cookies.dropSession(reply)
    if (session === undefined) return reply.redirect('/', 303)
    await options.signedOut(session.personRef, fromOf(request))
    const idToken = options.sealer.open(session.sealedIdToken)
    if (idToken === undefined) return reply.redirect('/logged-out', 303)
    try {
      const logoutForm = await relyingParty.logoutForm({ idToken }, options.random.token(16))
      return doors.page(reply, signingOutPage({ ...frame, person: undefined }, logoutForm, options.submitScript))
    } catch (failure) {
      problemOf(failure)
      return reply.redirect('/logged-out', 303)
    }
  })

  app.get('/logged-out', async (request, reply) => doors.page(reply, signedOutPage((await doors.visit(request)).frame)))

  // Called by the gateway in a hidden frame when the person logs out of any service (LOGOUT-18).
  app.get('/login/frontchannel-logout', async (request, reply) => {
    const { searchParams } = new URL(request.url, 'http://portal.invalid')
    reply.header('content-security-policy', `default-src 'none'; frame-ancestors ${options.loginOrigin}`)
    const sid = searchParams.get('sid')
    if (searchParams.get('iss') !== options.issuer || sid === null) return reply.code(400).send('')
    await sessions.endBySid(sid)
    return reply.type('text/plain; charset=utf-8').send('')
  })
}

/** Where a request came from, for the journal. */
export const fromOf = (request: FastifyRequest): From => {
  const userAgent = request.headers['user-agent']?.slice(0, 200)
  return { ip: request.ip, correlationId: request.id, ...(userAgent === undefined ? {} : { userAgent }) }
}

/** A path of the portal with its query, or the overview: never an address that leads elsewhere. */
const ownPath = (asked: unknown): string =>
  typeof asked === 'string' && asked.length <= 500 && /^\/(?![/\\])[\w\-./~%?=&:]*$/.test(asked) ? asked : '/my'
