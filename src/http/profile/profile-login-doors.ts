import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  type ProfileLoginFailure,
  profileLoggedOutPage,
  profileLoggingOutPage,
  profileLoginFailedPage,
} from '../../pages/profile/profile-passing-pages.ts'
import type { Log } from '../../system/log.ts'
import type { Random } from '../../system/random.ts'
import type { Sealer } from '../../system/sealer.ts'
import { problemOf } from '../demo/failure.ts'
import type { RelyingParty } from '../demo/relying-party.ts'
import type { ProfileSite, ProfileVisits } from './profile-visits.ts'

export interface ProfileLoginOptions extends Pick<ProfileSite, 'base' | 'sessions' | 'cookies' | 'assets'> {
  readonly relyingParty: RelyingParty
  readonly sealer: Sealer
  readonly personRef: (pid: string) => string
  readonly random: Random
  readonly log: Log
}

/** Levels that open these pages (PROF-1). */
const enough: readonly unknown[] = ['idporten-loa-substantial', 'idporten-loa-high']

/** Logging in to the citizen's pages, out of them, and out everywhere (PROF-1, PROF-4). */
export function addProfileLoginDoors(app: FastifyInstance, visits: ProfileVisits, options: ProfileLoginOptions): void {
  const { base, relyingParty, sessions, cookies } = options
  const failed = (request: FastifyRequest, reply: FastifyReply, failure: ProfileLoginFailure): FastifyReply =>
    visits.page(
      reply,
      profileLoginFailedPage(visits.frame(request, false), failure),
      failure === 'cancelled' ? 200 : 400,
    )

  app.get('/login', async (request, reply) => {
    const { return: returnTo } = request.query as Readonly<Record<string, unknown>>
    const { language } = visits.frame(request, false).page
    try {
      const { url, state, nonce, codeVerifier } = await relyingParty.begin({
        parameters: { ui_locales: language, acr_values: 'idporten-loa-substantial' },
        maxAgeSeconds: undefined,
        acr: undefined,
        pushed: false,
      })
      const login = { nonce, codeVerifier, returnTo: ownPath(base, returnTo) }
      cookies.keepLogin(reply, state, await sessions.expect(state, login))
      return reply.redirect(url.href, 303)
    } catch (failure) {
      options.log.warn({ site: 'profile', problem: problemOf(failure).kind }, 'the gateway cannot be asked for a login')
      return failed(request, reply, 'unreachable')
    }
  })

  app.get('/login/callback', async (request, reply) => {
    const answer = new URL(request.url, 'http://profile.invalid').searchParams
    const state = answer.get('state') ?? ''
    const expected = await sessions.takeExpected(state, cookies.login(request, state))
    cookies.dropLogin(reply, state)
    if (expected === undefined) return failed(request, reply, 'expired')
    try {
      const login = await relyingParty.finish({ ...expected, state, maxAgeSeconds: undefined }, answer)
      const { pid, acr, auth_time: authTime, sid } = login.claims
      if (typeof pid !== 'string' || typeof acr !== 'string' || !enough.includes(acr))
        return failed(request, reply, 'refused')
      const value = await sessions.begin(cookies.session(request), {
        sessionRef: options.random.token(16),
        personRef: options.personRef(pid),
        acr,
        authTimeSeconds: typeof authTime === 'number' ? authTime : 0,
        ...(typeof sid === 'string' ? { sid } : {}),
        sealedIdToken: options.sealer.seal(login.idToken),
        // These pages never need the number.
        sealedPid: '',
      })
      cookies.keepSession(reply, value)
      return reply.redirect(expected.returnTo, 303)
    } catch (failure) {
      const problem = problemOf(failure)
      options.log.warn(
        { site: 'profile', problem: problem.kind, error: problem.error },
        'a login to the profile failed',
      )
      if (problem.kind === 'refused-by-gateway' && problem.error === 'access_denied')
        return failed(request, reply, 'cancelled')
      return failed(request, reply, problem.kind === 'gateway-unreachable' ? 'unreachable' : 'refused')
    }
  })

  app.post('/logout', async (request, reply) => {
    const session = await visits.session(request)
    await sessions.end(cookies.session(request))
    cookies.dropSession(reply)
    const idToken = session === undefined ? undefined : options.sealer.open(session.sealedIdToken)
    if (idToken === undefined) return reply.redirect(`${base}/logged-out`, 303)
    try {
      const form = await relyingParty.logoutForm({ idToken }, options.random.token(16))
      const { submitScript } = options.assets.site
      return visits.page(reply, profileLoggingOutPage(visits.frame(request, false), form, submitScript))
    } catch (failure) {
      problemOf(failure)
      return failed(request, reply, 'unreachable')
    }
  })

  app.get('/logged-out', async (request, reply) =>
    visits.page(reply, profileLoggedOutPage(visits.frame(request, false))),
  )
}

/** A path of these pages with its query, or their front page: never an address that leads elsewhere. */
const ownPath = (base: string, asked: unknown): string =>
  typeof asked === 'string' &&
  asked.startsWith(`${base}/`) &&
  /^[\w\-./?=]{1,200}$/.test(asked) &&
  !asked.includes('//')
    ? asked
    : base
