import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { DemoNotice } from '../../pages/demo/notice.ts'
import { fragmentPage, loggingOutPage, problemPage } from '../../pages/demo/passing-pages.ts'
import { render } from '../../pages/html.ts'
import { readSiteAssets } from '../portal/site-assets.ts'
import { openSiteServer, sendPage } from '../portal/site-server.ts'
import { addBackchannelLogout } from './backchannel-logout.ts'
import { openDemoCookies } from './demo-cookies.ts'
import type { DemoServiceOptions } from './demo-options.ts'
import { demoFrame, shownLogin, shownStart } from './demo-pages.ts'
import type { DemoSession } from './demo-session.ts'
import { openDemoSessions, sidKey } from './demo-sessions.ts'
import { problemOf } from './failure.ts'
import { finishLogin, refreshLogin, renewUserinfo } from './finish-login.ts'
import { readLoginOrder } from './login-order.ts'
import { openLogoutTokens } from './read-logout-token.ts'
import { openRelyingParty } from './relying-party.ts'
import { presentTrace } from './trace.ts'

/**
 * A service that lets people log in through the gateway and lays open everything that was said. It stands on
 * openid-client (docs/decisions/0005-openid-client.md) and asks the gateway nothing before it is first used.
 */
export function openDemoService(options: DemoServiceOptions): FastifyInstance {
  const assets = readSiteAssets(options.publicFolder)
  const cookies = openDemoCookies(options.name, options.baseUrl)
  const sessions = openDemoSessions(options.clock, options.random)
  const redirectUri = `${options.baseUrl}/callback`
  const loginOrigin = new URL(options.loginBase).origin
  const relyingParty = openRelyingParty({
    ...options,
    redirectUri,
    postLogoutRedirectUri: `${options.baseUrl}/logged-out`,
  })

  const frameOf = (request: FastifyRequest) => demoFrame(options, assets, cookies.language, request)
  const sessionOf = (request: FastifyRequest) => sessions.find(cookies.sessionId(request))
  const withProblem = (request: FastifyRequest, reply: FastifyReply, status: number, notice: DemoNotice) =>
    sendPage(reply, status, render(problemPage(frameOf(request), notice, sessionOf(request)?.trace.entries ?? [])))

  const app = openSiteServer({
    baseUrl: options.baseUrl,
    assets,
    languageCookie: cookies.language,
    formTargets: [loginOrigin],
    openPosts: ['/callback'],
    refuseForeignPost: (request, reply) => withProblem(request, reply, 403, { kind: 'other-site' }),
  })

  async function showFront(request: FastifyRequest, reply: FastifyReply, notice: DemoNotice | undefined) {
    const session = sessionOf(request)
    if (session?.login !== undefined)
      return sendPage(reply, 200, shownLogin(options, frameOf(request), session, session.login))
    let told = notice ?? session?.problem
    const pushedRequests = await relyingParty.takesPushedRequests().catch((failure: unknown) => {
      told ??= problemOf(failure)
      return false
    })
    return sendPage(reply, 200, shownStart(options, frameOf(request), session, told, pushedRequests))
  }

  app.get('/', (request, reply) => showFront(request, reply, undefined))

  app.post('/login', async (request, reply) => {
    const session = sessionOf(request) ?? sessions.begin()
    session.problem = undefined
    cookies.keepSession(reply, session)
    const order = readLoginOrder(request.form)
    try {
      const { url, ...begun } = await presentTrace.run(session.trace, () => relyingParty.begin(order))
      const expected = sessions.expect({ ...begun, maxAgeSeconds: order.maxAgeSeconds, acr: order.acr, session })
      cookies.keepLogin(reply, expected)
      session.trace.add('authorize', `GET ${url.origin}${url.pathname}`, url.searchParams)
      return reply.redirect(url.href, 303)
    } catch (failure) {
      session.problem = problemOf(failure)
      return reply.redirect('/', 303)
    }
  })

  app.get('/callback', (request, reply) => {
    const answer = new URL(request.url, options.baseUrl).searchParams
    if (answer.size === 0) return sendPage(reply, 200, render(fragmentPage(frameOf(request))))
    return takeAnswer(request, reply, 'GET', answer)
  })

  app.post('/callback', (request, reply) => {
    const fragment = request.form.get('fragment')
    return fragment === null
      ? takeAnswer(request, reply, 'POST', request.form)
      : takeAnswer(request, reply, 'GET #', new URLSearchParams(fragment))
  })

  async function takeAnswer(request: FastifyRequest, reply: FastifyReply, how: string, answer: URLSearchParams) {
    const state = answer.get('state') ?? ''
    const pending = sessions.takeExpected(state, cookies.loginKey(request))
    if (pending === undefined) return withProblem(request, reply, 400, { kind: 'unknown-answer' })
    const { session } = pending
    session.trace.add('callback', `${how} ${redirectUri}`, answer)
    await finishLogin(relyingParty, pending, answer)
    options.log.info({ service: options.name, problem: session.problem?.kind ?? 'none' }, 'demo login answered')
    sessions.renew(session)
    cookies.keepSession(reply, session)
    cookies.dropLogin(reply, state)
    return reply.redirect('/', 303)
  }

  app.post('/refresh', (request, reply) => afterwards(request, reply, (session) => refreshLogin(relyingParty, session)))
  app.post('/userinfo', (request, reply) =>
    afterwards(request, reply, (session) => renewUserinfo(relyingParty, session)),
  )

  async function afterwards(
    request: FastifyRequest,
    reply: FastifyReply,
    work: (session: DemoSession) => Promise<void>,
  ) {
    const session = sessionOf(request)
    if (session !== undefined) {
      session.problem = undefined
      await work(session)
    }
    return reply.redirect('/', 303)
  }

  app.post('/logout', async (request, reply) => {
    const session = sessionOf(request)
    const login = session?.login
    if (session === undefined || login === undefined) return reply.redirect('/', 303)
    // Ended here first: whatever happens at the gateway, nobody is left logged in at this service.
    session.login = undefined
    session.logoutState = options.random.token(32)
    try {
      const form = await relyingParty.logoutForm(login, session.logoutState)
      session.trace.add('logout', `POST ${form.action}`, form.fields)
      return sendPage(reply, 200, render(loggingOutPage(frameOf(request), form)))
    } catch (failure) {
      session.problem = problemOf(failure)
      return reply.redirect('/', 303)
    }
  })

  app.get('/logged-out', (request, reply) => {
    const answer = new URL(request.url, options.baseUrl).searchParams
    const session = sessionOf(request)
    const expected = session?.logoutState
    session?.trace.add('logged-out', `GET ${options.baseUrl}/logged-out`, answer)
    const matches = expected !== undefined && answer.get('state') === expected
    return showFront(request, reply, { kind: matches ? 'logged-out' : 'logged-out-state-differs' })
  })

  // Called by the gateway in a hidden frame. Browsers may keep cookies from such a frame, so the session is found by
  // issuer and `sid` alone (LOGOUT-18).
  app.get('/frontchannel-logout', (request, reply) => {
    const { searchParams } = new URL(request.url, options.baseUrl)
    const issuer = searchParams.get('iss')
    const sid = searchParams.get('sid')
    reply.header('content-security-policy', `default-src 'none'; frame-ancestors ${loginOrigin}`)
    reply.type('text/plain; charset=utf-8')
    if (issuer !== options.issuer || sid === null)
      return reply
        .code(400)
        .send(`Send iss (${options.issuer}) and sid. Register frontchannel_logout_session_required.`)
    for (const session of sessions.withSid(issuer, sid)) {
      session.trace.add('frontchannel-logout', `GET ${options.baseUrl}/frontchannel-logout`, searchParams)
      if (
        session.login === undefined ||
        sidKey(session.login.issuer, String(session.login.claims.sid)) !== sidKey(issuer, sid)
      )
        continue
      session.login = undefined
      session.problem = { kind: 'logged-out-elsewhere', error: undefined, description: undefined }
    }
    return reply.send('logged out')
  })

  addBackchannelLogout(app, options, sessions, openLogoutTokens(options, relyingParty.keysAddress))

  app.setNotFoundHandler((request, reply) => withProblem(request, reply, 404, { kind: 'not-found' }))
  app.setErrorHandler((failure, request, reply) => {
    const status = failure instanceof Error ? ((failure as { statusCode?: number }).statusCode ?? 500) : 500
    if (status >= 500)
      options.log.error(
        { service: options.name, fault: failure instanceof Error ? failure.name : 'unknown' },
        'demo service failed',
      )
    return withProblem(request, reply, status, { kind: 'unexpected' })
  })
  return app
}
