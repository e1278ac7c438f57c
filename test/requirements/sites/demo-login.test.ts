import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { openStandInIssuer } from '../../harness/stand-in-issuer.ts'
import { type DemoBrowser, demoSecret, openDemo, openDemoBrowser } from './demo-browser.ts'

const issuer = await openStandInIssuer()
const demo = openDemo(issuer.issuer)
let browser: DemoBrowser
beforeEach(() => {
  issuer.claims = {}
  issuer.wrongKey = false
  browser = openDemoBrowser(demo)
})
after(async () => {
  await demo.close()
  await issuer.close()
})

const isLoggedIn = async (): Promise<boolean> => (await browser.get('/')).body.includes('action="/logout"')

test('DEMO-1 a login asks with PKCE S256, state, nonce and what the form says, and shows who came', async () => {
  const url = await browser.beginLogin({ acr_values: 'idporten-loa-high', ui_locales: 'nn', max_age: '60', prompt: '' })
  assert.equal(url.searchParams.get('code_challenge_method'), 'S256')
  assert.equal(url.searchParams.get('redirect_uri'), 'http://localhost:7073/callback')
  assert.equal(url.searchParams.get('acr_values'), 'idporten-loa-high')
  assert.equal(url.searchParams.get('ui_locales'), 'nn')
  assert.equal(url.searchParams.get('max_age'), '60')
  assert.equal(url.searchParams.has('prompt'), false)
  const answer = { code: issuer.codeFor(url), state: url.searchParams.get('state') ?? '', iss: issuer.issuer }
  const callback = await browser.get(`/callback?${new URLSearchParams(answer)}`)
  assert.equal(callback.headers.location, '/')
  const page = await browser.get('/')
  assert.match(page.body, /data-claim="pid">15867520160</)
  assert.match(page.body, /data-claim="acr">idporten-loa-high</)
  assert.equal(page.headers['cache-control'], 'no-store')
})

test('DEMO-1 the answer may come as a form from another site, and as a fragment that a script hands over', async () => {
  const posted = await browser.beginLogin({ response_mode: 'form_post' })
  const form = { code: issuer.codeFor(posted), state: posted.searchParams.get('state') ?? '', iss: issuer.issuer }
  await browser.post('/callback', form, 'null')
  assert.equal(await isLoggedIn(), true)

  browser = openDemoBrowser(demo)
  const hashed = await browser.beginLogin({ response_mode: 'fragment' })
  assert.match((await browser.get('/callback')).body, /<noscript>/)
  const answer = { code: issuer.codeFor(hashed), state: hashed.searchParams.get('state') ?? '', iss: issuer.issuer }
  await browser.post('/callback', { fragment: new URLSearchParams(answer).toString() })
  assert.equal(await isLoggedIn(), true)
})

test('DEMO-2 an answer counts once, and only in the browser that began the login', async () => {
  const url = await browser.beginLogin()
  const answer = { code: issuer.codeFor(url), state: url.searchParams.get('state') ?? '', iss: issuer.issuer }
  const stranger = openDemoBrowser(demo)
  assert.equal((await stranger.get(`/callback?${new URLSearchParams(answer)}`)).statusCode, 400)
  assert.equal((await browser.get(`/callback?${new URLSearchParams(answer)}`)).statusCode, 303)
  assert.equal(await isLoggedIn(), true)
  assert.equal((await browser.get(`/callback?${new URLSearchParams(answer)}`)).statusCode, 400)
})

test('DEMO-2 the session has another id after the login than before it', async () => {
  const begun = await browser.post('/login')
  const url = new URL(String(begun.headers.location))
  const answer = { code: issuer.codeFor(url), state: url.searchParams.get('state') ?? '', iss: issuer.issuer }
  const ended = await browser.get(`/callback?${new URLSearchParams(answer)}`)
  const id = (response: typeof begun) => response.cookies.find(({ name }) => name === 'portvakt-demo-a')?.value
  assert.ok(id(begun))
  assert.notEqual(id(begun), id(ended))
})

test('DEMO-3 an id_token with a wrong signature, nonce, audience or issuer, or past its time, logs nobody in', async () => {
  const wrong: Record<string, unknown>[] = [
    { nonce: 'another' },
    { aud: 'another' },
    { iss: 'https://another.example' },
    { exp: 1 },
  ]
  for (const claims of wrong) {
    browser = openDemoBrowser(demo)
    issuer.claims = claims
    await browser.logIn(issuer)
    assert.equal(await isLoggedIn(), false, JSON.stringify(claims))
    assert.match((await browser.get('/')).body, /data-notice="answer-not-accepted"/)
  }
  issuer.claims = {}
  issuer.wrongKey = true
  browser = openDemoBrowser(demo)
  await browser.logIn(issuer)
  assert.equal(await isLoggedIn(), false)
})

test('DEMO-4 a level below the one asked for is refused, a level above it is taken', async () => {
  issuer.claims = { acr: 'idporten-loa-low' }
  await browser.logIn(issuer, { acr_values: 'idporten-loa-high' })
  assert.match((await browser.get('/')).body, /data-notice="level-too-low"/)
  issuer.claims = { acr: 'idporten-loa-high' }
  await browser.logIn(issuer, { acr_values: 'idporten-loa-substantial' })
  assert.equal(await isLoggedIn(), true)
})

test('DEMO-5 an error of the gateway is told with its code, its description and the trace', async () => {
  const url = await browser.beginLogin({ prompt: 'none' })
  const state = url.searchParams.get('state') ?? ''
  const answer = { error: 'login_required', error_description: 'no <session>', state, iss: issuer.issuer }
  assert.equal((await browser.get(`/callback?${new URLSearchParams(answer)}`)).statusCode, 303)
  const page = (await browser.get('/')).body
  assert.match(page, /data-notice="refused-by-gateway"/)
  assert.match(page, /<code>login_required<\/code>/)
  assert.match(page, /no &lt;session&gt;/)
  assert.match(page, /prompt=none/)
})

test('DEMO-6 the trace tells every message in order and holds no whole secret, code or token', async () => {
  const answer = await browser.logIn(issuer)
  const page = (await browser.get('/')).body
  const trace = page.slice(page.indexOf('id="trace"'))
  const at = ['GET http://', '/callback', '/token', '/userinfo'].map((part) => trace.indexOf(part))
  assert.deepEqual(
    at,
    at.toSorted((one, other) => one - other),
  )
  assert.ok(at.every((place) => place >= 0))
  const authorization = issuer.tokenRequests.at(-1)?.authorization ?? ''
  const hidden = [
    demoSecret,
    answer.code ?? '',
    'an-access-token-that-nobody',
    'a-refresh-token-that-nobody',
    authorization,
  ]
  for (const secret of hidden) assert.equal(trace.includes(secret), false, secret)
})

test('DEMO-6 tokens are renewed, and userinfo is asked again, without a new login', async () => {
  await browser.logIn(issuer)
  const before = issuer.tokenRequests.length
  await browser.post('/refresh')
  assert.equal(issuer.tokenRequests.at(-1)?.body.get('grant_type'), 'refresh_token')
  assert.equal(issuer.tokenRequests.length, before + 1)
  await browser.post('/userinfo')
  assert.equal(await isLoggedIn(), true)
})

test('DEMO-7 the service starts without the gateway, says so, and works when the gateway has come', async () => {
  const late = await openStandInIssuer()
  await late.close()
  const waiting = openDemo(late.issuer)
  browser = openDemoBrowser(waiting)
  assert.match((await browser.get('/')).body, /data-notice="gateway-unreachable"/)
  assert.equal((await browser.post('/login')).headers.location, '/')
  const now = await openStandInIssuer(Number(new URL(late.issuer).port))
  await browser.logIn(now)
  assert.equal(await isLoggedIn(), true)
  await waiting.close()
  await now.close()
})

test('DEMO-8 a form from another site is not carried out, and no page may run or frame what is not its own', async () => {
  await browser.logIn(issuer)
  assert.equal((await browser.post('/logout', {}, 'http://localhost:7074')).statusCode, 403)
  assert.equal(await isLoggedIn(), true)
  const page = await browser.get('/')
  const policy = String(page.headers['content-security-policy'])
  assert.match(policy, /default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/)
  assert.equal(policy.includes('unsafe'), false)
  assert.equal((await browser.get('/no-such-page')).statusCode, 404)
})

test('DEMO-8 a language that was chosen stays, and the switch leads nowhere else', async () => {
  const chosen = await browser.post('/language', { language: 'en', return: '//elsewhere.example' })
  assert.equal(chosen.headers.location, '/')
  assert.match((await browser.get('/')).body, /<html lang="en">/)
})
