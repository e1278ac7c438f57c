import assert from 'node:assert/strict'
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import express, { type NextFunction, type Request, type Response } from 'express'
import { freePort, type RunningGateway, startGateway } from '../harness/gateway.ts'
import { openUserAgent, passTestId } from '../harness/relying-party.ts'
import { runningClock } from '../harness/site-program.ts'
import { citizenA, sharedSecret, standardSeed } from '../harness/standard-seed.ts'
import type { UserAgent } from '../harness/user-agent.ts'

// passport-openidconnect in an express application with express-session: an older library without PKCE, whose secret goes
// in the form. It is driven as `passport` drives a strategy: a copy of it per request, with the ways out it may take.

const require = createRequire(import.meta.url)
const session = require('express-session')
const { Strategy } = require('passport-openidconnect')

interface Ways {
  redirect(url: string): void
  success(user: unknown): void
  fail(challenge: unknown, status?: number): void
  error(failure: Error): void
}
type Session = { user?: unknown; destroy(done: () => void): void }

let gateway: RunningGateway
let server: Server
let origin: string

before(async () => {
  origin = `http://127.0.0.1:${await freePort()}`
  const client = {
    client_id: 'passport',
    client_name: 'Tjeneste med passport',
    client_orgno: '310000019',
    integration_type: 'idporten',
    token_endpoint_auth_method: 'client_secret_post',
    client_secret: sharedSecret,
    code_challenge_method: 'none',
    redirect_uris: [`${origin}/callback`],
    post_logout_redirect_uris: [`${origin}/logged-out`],
  }
  gateway = await startGateway({ seed: standardSeed([client]), clock: runningClock() })
  server = application().listen(Number(new URL(origin).port), '127.0.0.1')
  await new Promise((listening) => server.once('listening', listening))
  assert.equal((server.address() as AddressInfo).address, '127.0.0.1')
})
after(async () => {
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
  await gateway.stop()
})

function application() {
  const strategy = new Strategy(
    {
      issuer: gateway.issuer,
      authorizationURL: `${gateway.issuer}/authorize`,
      tokenURL: `${gateway.issuer}/token`,
      userInfoURL: `${gateway.issuer}/userinfo`,
      clientID: 'passport',
      clientSecret: sharedSecret,
      callbackURL: `${origin}/callback`,
      scope: 'profile',
      acrValues: 'idporten-loa-substantial',
      nonce: true,
    },
    (
      issuer: string,
      fromUserinfo: { _json: { pid: string } },
      fromIdToken: { id: string },
      _context: object,
      idToken: string,
      _accessToken: string,
      _refreshToken: string,
      parameters: { scope: string },
      done: (failure: null, user: unknown) => void,
    ) =>
      done(null, {
        issuer,
        subject: fromIdToken.id,
        pid: fromUserinfo._json.pid,
        scope: parameters.scope,
        idToken,
      }),
  )
  const authenticate = (request: Request, response: Response, next: NextFunction) => {
    const ways: Ways = {
      redirect: (url) => response.redirect(url),
      success(user) {
        sessionOf(request).user = user
        response.redirect('/')
      },
      fail: (challenge, status) => response.status(status ?? 401).json(challenge ?? {}),
      error: next,
    }
    Object.assign(Object.create(strategy), ways).authenticate(request, {})
  }
  const app = express()
  app.use(session({ secret: 'of the test', resave: false, saveUninitialized: false, name: 'passport-application' }))
  app.get('/login', authenticate)
  app.get('/callback', authenticate)
  app.get('/', (request, response) => response.json(sessionOf(request).user ?? null))
  app.get('/logout', (request, response) => {
    const { idToken } = sessionOf(request).user as { idToken: string }
    const query = new URLSearchParams({ id_token_hint: idToken, post_logout_redirect_uri: `${origin}/logged-out` })
    sessionOf(request).destroy(() => response.redirect(`${gateway.issuer}/logout?${query}`))
  })
  app.use((failure: Error, _request: Request, response: Response, _next: NextFunction) => {
    response.status(500).json({ failure: failure.message })
  })
  return app
}

const sessionOf = (request: Request) => (request as Request & { session: Session }).session

/** Cookies of two hosts in one bag do no harm here: their names differ. */
async function logIn(browser: UserAgent) {
  const asked = (await browser.send(`${origin}/login`)).location()
  const next = (await browser.send(asked.href)).location()
  const callback = next.pathname === '/authorize/selector' ? await passTestId(browser, next) : next
  return browser.send(callback.href)
}

test('RP-3 passport-openidconnect logs in with the code flow, takes id_token and userinfo, and logs out', async () => {
  const browser = openUserAgent()
  assert.equal((await logIn(browser)).location().href, `${origin}/`)
  const user = (await browser.send(`${origin}/`)).json()
  assert.equal(user.issuer, gateway.issuer)
  assert.equal(user.pid, citizenA)
  assert.equal(user.scope, 'openid profile')
  assert.match(String(user.subject), /^[\w-]{20,}$/)

  const logout = (await browser.send(`${origin}/logout`)).location()
  const end = (await browser.send(logout.href)).location()
  assert.equal(end.href.split('?')[0], `${origin}/logged-out`)
  assert.equal((await browser.send(`${origin}/`)).text, 'null')
  const again = (await browser.send((await browser.send(`${origin}/login`)).location().href)).location()
  assert.equal(again.pathname, '/authorize/selector')
})

test('RP-3 passport-openidconnect is told access_denied when the person cancels', async () => {
  const browser = openUserAgent()
  const asked = (await browser.send(`${origin}/login`)).location()
  const selector = (await browser.send(asked.href)).location()
  const cancel = await browser.send(`${gateway.issuer}/authorize/cancel${selector.search}`, { form: {} })
  const answer = await browser.send(cancel.location().href)
  assert.equal(answer.status, 401)
  assert.match(String(answer.json().message), /cancelled/)
})
