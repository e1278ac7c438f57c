import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../src/protocol/client.ts'
import { decideSingleSignOn } from '../../../src/protocol/single-sign-on.ts'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty, type Parameters } from '../../harness/relying-party.ts'
import { citizenA, citizenB } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { browserCookie, claimsAtOnce, claimsOf, high, logInClaims, sessionCookie, substantial, visit } from './visit.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

const web = () => openRelyingParty(gateway.issuer)
const webPost = () => openRelyingParty(gateway.issuer, 'web-post', { authentication: 'client_secret_post' })
const api = (scope: string) => openRelyingParty(gateway.issuer, 'api', { scope })
const userinfo = (token: string | undefined) =>
  send(`${gateway.issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` } })

test('SSO-1 ordinary services share one slot, which holds the latest authentication', async () => {
  const browser = openUserAgent()
  const first = await logInClaims(web(), browser)
  gateway.clock.forward(60)
  assert.equal((await claimsAtOnce(webPost(), browser)).auth_time, first.auth_time)
  const again = await logInClaims(webPost(), browser, { prompt: 'login' }, { acr: high })
  assert.equal(Number(again.auth_time), Number(first.auth_time) + 60)
  const { acr, amr, auth_time } = await claimsAtOnce(web(), browser)
  assert.deepEqual({ acr, amr, auth_time }, { acr: high, amr: ['TestID'], auth_time: again.auth_time })
})

test('SSO-1 two browsers have two sessions: what one does, the other does not notice', async () => {
  const [one, other] = [openUserAgent(), openUserAgent()]
  await logInClaims(web(), one)
  assert.equal(await visit(web(), other), 'login pages')
  await logInClaims(web(), other, {}, { pid: citizenB })
  assert.equal((await claimsAtOnce(web(), one)).pid, citizenA)
})

const rows: readonly (readonly [name: string, scope: string, changes: Parameters, met: 'answered' | 'login pages'])[] =
  [
    ['SSO-2 row 2: prompt=login asks for a login', 'openid', { prompt: 'login' }, 'login pages'],
    ['SSO-2 row 2: an older authentication than max_age asks for a login', 'openid', { max_age: '59' }, 'login pages'],
    ['SSO-2 row 2: max_age=0 asks for a login', 'openid', { max_age: '0' }, 'login pages'],
    ['SSO-2 row 2: a scope that demands a fresh login asks for one', 'openid eks:fresh.read', {}, 'login pages'],
    ['SSO-2 row 3: a higher level than the slot has asks for a login', 'openid', { acr_values: high }, 'login pages'],
    ['SSO-2 row 6: the same level is answered at once', 'openid', { acr_values: substantial }, 'answered'],
    ['SSO-2 row 6: a lower level is answered at once', 'openid', { acr_values: 'idporten-loa-low' }, 'answered'],
    ['SSO-2 row 6: exactly max_age is not too old', 'openid', { max_age: '60' }, 'answered'],
    ['SSO-2 row 6: prompt=none is answered at once', 'openid', { prompt: 'none' }, 'answered'],
  ]
for (const [name, scope, changes, expected] of rows)
  test(`${name}`, async () => {
    const browser = openUserAgent()
    await logInClaims(web(), browser)
    gateway.clock.forward(60)
    const met = await visit(api(scope), browser, changes)
    assert.equal(met === 'login pages' ? met : 'claims' in met ? 'answered' : met.error, expected)
  })

test('SSO-2 row 1: without a session, a login', async () => {
  assert.equal(await visit(web(), openUserAgent()), 'login pages')
})

test('SSO-2 row 4: a slot that a European eID filled is not reused', () => {
  const question = {
    client: { ssoDisabled: false, clientId: 'web' } as Client,
    acceptable: { eidas: 'eidas-loa-substantial' },
    promptLogin: false,
    authenticationDemanded: false,
  } as const
  const slot = { acr: 'eidas-loa-high', authTimeSeconds: 100 } as const
  const session = { startedAtSeconds: 100, activeAtSeconds: 100, common: slot, isolated: {} }
  assert.deepEqual(decideSingleSignOn(question, session, 101), { outcome: 'authenticate', reason: 'first' })
})
const refusals: readonly (readonly [name: string, before: string, scope: string, changes: Parameters])[] = [
  ['SSO-3 prompt=none without a session gives login_required', '', 'openid', {}],
  ['SSO-3 prompt=none with too low a level gives login_required', substantial, 'openid', { acr_values: high }],
  ['SSO-3 prompt=none with max_age exceeded gives login_required', substantial, 'openid', { max_age: '0' }],
  ['SSO-3 prompt=none where a scope demands a login gives login_required', high, 'openid eks:fresh.read', {}],
]
for (const [name, acr, scope, changes] of refusals)
  test(`${name}`, async () => {
    const browser = openUserAgent()
    if (acr !== '') await logInClaims(web(), browser, {}, { acr })
    const location = (await api(scope).authorize(browser, { ...changes, prompt: 'none' })).location()
    assert.equal(location.origin + location.pathname, 'https://api.example.no/callback')
    assert.deepEqual(
      ['error', 'iss', 'state', 'code'].map((parameter) => location.searchParams.get(parameter)),
      ['login_required', gateway.issuer, 'state-of-the-request', null],
    )
  })

test('SSO-4 every service that got a code is known at logout, by the sid in its id_token; one that got none is not', async () => {
  const browser = openUserAgent()
  const { sid } = await logInClaims(web(), browser)
  await claimsAtOnce(webPost(), browser)
  await openRelyingParty(gateway.issuer, 'legacy').authorize(browser, { acr_values: 'Level4' })
  const page = await browser.send(`${gateway.issuer}/logout`)
  assert.match(page.text, new RegExp(`<iframe src="https://web\\.example\\.no/fc[^"]*;sid=${sid}"`))
  assert.match(page.text, /<iframe src="https:\/\/web-post\.example\.no\/fc"/)
  assert.doesNotMatch(page.text, /legacy\.example\.no/)
  const loggedOut = gateway.events.findLast((event) => event.kind === 'logged-out')
  assert.equal(loggedOut?.kind === 'logged-out' && loggedOut.services, 2)
})

test('SSO-5 another person in the same browser gets a session of her own; the former one is over, with its tokens', async () => {
  const browser = openUserAgent()
  const service = web()
  const before = await service.tokens(browser)
  await claimsAtOnce(webPost(), browser)
  const valueReader = api('openid eks:value.read')
  const further = await valueReader.tokens(browser)
  const cookie = browser.cookies.get(sessionCookie)
  const now = await logInClaims(service, browser, { prompt: 'login' }, { pid: citizenB })
  assert.equal(now.pid, citizenB)
  assert.notEqual(browser.cookies.get(sessionCookie), cookie)
  assert.notEqual(now.sid, claimsOf(before.id_token).sid)
  assert.equal((await userinfo(before.access_token)).status, 401)
  assert.equal((await service.refresh(before.refresh_token ?? '')).json().error, 'invalid_grant')
  assert.equal((await valueReader.refresh(further.refresh_token ?? '')).status, 200, 'a further scope outlives it')
  const page = await browser.send(`${gateway.issuer}/logout`)
  assert.doesNotMatch(page.text, /web-post\.example\.no/, 'nothing is sent to services of the former session')
})

test('SSO-5 the former session cannot be brought back with its old cookie', async () => {
  const browser = openUserAgent()
  await logInClaims(web(), browser)
  const old = openUserAgent()
  for (const [name, value] of browser.cookies) old.cookies.set(name, value)
  await logInClaims(web(), browser, { prompt: 'login' }, { pid: citizenB })
  assert.equal(old.cookies.get(browserCookie), browser.cookies.get(browserCookie))
  assert.equal(await visit(web(), old), 'login pages')
})

test('SSO-6 a session that expires sends nothing and leaves the tokens of its services alone', async () => {
  const browser = openUserAgent()
  const service = web()
  let { refresh_token } = await service.tokens(browser)
  const seen = gateway.events.length
  for (let seconds = 0; seconds < 2000; seconds += 500) {
    gateway.clock.forward(500)
    refresh_token = String((await service.refresh(refresh_token ?? '')).json().refresh_token)
  }
  assert.equal(await visit(service, browser), 'login pages')
  const answer = await service.refresh(refresh_token ?? '')
  assert.equal(answer.status, 200)
  assert.equal((await userinfo(String(answer.json().access_token))).status, 200)
  assert.ok(gateway.events.slice(seen).every(({ kind }) => kind === 'tokens-issued' || kind === 'login-started'))
})
