import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty, openTestIdForm, type Parameters, submitTestId } from '../../harness/relying-party.ts'
import { citizenA, citizenB } from '../../harness/standard-seed.ts'
import { openUserAgent, send, type UserAgent } from '../../harness/user-agent.ts'
import { claimsAtOnce, high, logInClaims, sessionCookie, substantial, visit } from '../session/visit.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

const web = () => openRelyingParty(gateway.issuer)
const api = () => openRelyingParty(gateway.issuer, 'api', { scope: 'openid' })
const minutes = (count: number) => gateway.clock.forward(count * 60)
const isLoggedIn = async (browser: UserAgent) => (await visit(api(), browser)) !== 'login pages'
const cancel = async (browser: UserAgent, selector: URL) =>
  browser.send(`${gateway.issuer}/authorize/cancel${selector.search}`, { form: {} })

test('SESS-1 no session begins before somebody has authenticated', async () => {
  const browser = openUserAgent()
  const selector = (await web().authorize(browser)).location()
  await browser.send(selector.href)
  assert.equal((await submitTestId(browser, selector, { pid: '12345678901' })).status, 422)
  assert.equal(browser.cookies.has(sessionCookie), false)
  await submitTestId(browser, selector)
  assert.match(browser.cookies.get(sessionCookie) ?? '', /^[A-Za-z0-9_-]{43,}$/)
})

test('SESS-2 SESS-5 one second before 30 minutes without a request there is a session, at 30 minutes there is none', async () => {
  const browser = openUserAgent()
  await web().logIn(browser)
  gateway.clock.forward(1799)
  assert.equal(await isLoggedIn(browser), true)
  gateway.clock.forward(1800)
  assert.equal(await isLoggedIn(browser), false)
})

test('SESS-2 SESS-4 SESS-5 nothing carries a session past 120 minutes: not activity, not step-up, not a forced login', async () => {
  const browser = openUserAgent()
  await web().logIn(browser)
  for (let at = 25; at <= 100; at += 25) {
    minutes(25)
    if (at === 50) await web().logIn(browser, { acr_values: high })
    else if (at === 75) await web().logIn(browser, { prompt: 'login' })
    else assert.equal(await isLoggedIn(browser), true)
  }
  gateway.clock.forward(20 * 60 - 1)
  assert.equal(await isLoggedIn(browser), true)
  gateway.clock.forward(1)
  assert.equal(await isLoggedIn(browser), false)
})

const noActivity: readonly (readonly [
  name: string,
  act: (browser: UserAgent, token: Parameters) => Promise<unknown>,
])[] = [
  [
    'SESS-3 prompt=none that ends in an error',
    (browser) => web().authorize(browser, { prompt: 'none', acr_values: high }),
  ],
  ['SESS-3 a request that is refused', (browser) => web().authorize(browser, { scope: 'other:secret' })],
  ['SESS-3 a login that is begun and left', (browser) => web().authorize(browser, { prompt: 'login' })],
  [
    'SESS-3 a login that is cancelled',
    async (browser) => cancel(browser, (await web().authorize(browser, { prompt: 'login' })).location()),
  ],
  [
    'SESS-3 a call to userinfo',
    (_, { access_token }) =>
      send(`${gateway.issuer}/userinfo`, { headers: { authorization: `Bearer ${access_token}` } }),
  ],
  ['SESS-3 a refresh', (_, { refresh_token }) => web().refresh(refresh_token ?? '')],
]
for (const [name, act] of noActivity)
  test(`${name} does not prolong the session`, async () => {
    const browser = openUserAgent()
    const tokens = await web().tokens(browser)
    gateway.clock.forward(100)
    await act(browser, tokens)
    gateway.clock.forward(1700)
    assert.equal(await isLoggedIn(browser), false)
  })

test('SESS-3 SESS-7 a request that is answered with a code prolongs it, from the session or after a login', async () => {
  const browser = openUserAgent()
  await web().logIn(browser)
  minutes(29)
  await claimsAtOnce(api(), browser)
  minutes(29)
  await web().logIn(browser, { prompt: 'login' })
  minutes(29)
  assert.equal(await isLoggedIn(browser), true)
})

test('SESS-6 the cookie ends with the browser; the server decides when the session does', async () => {
  const browser = openUserAgent()
  const selector = (await web().authorize(browser)).location()
  const cookie = (await submitTestId(browser, selector)).headers
    .getSetCookie()
    .find((line) => line.startsWith(sessionCookie))
  assert.match(cookie ?? '', /^portvakt-test-session=[A-Za-z0-9_-]{43,}; Path=\/; HttpOnly; SameSite=Lax$/)
  minutes(30)
  assert.equal(browser.cookies.has(sessionCookie), true)
  assert.equal(await isLoggedIn(browser), false)
})

test('SESS-8 step-up: the page says why, offers only what suffices, and the slot gets the new level and time', async () => {
  const browser = openUserAgent()
  const first = await logInClaims(web(), browser)
  minutes(1)
  const selector = (await web().authorize(browser, { acr_values: high })).location()
  const page = await browser.send(selector.href)
  assert.match(page.text, /<h1[^>]*>Du må logge inn på et høyere sikkerhetsnivå</)
  const { text } = await openTestIdForm(browser, selector)
  assert.match(text, /value="idporten-loa-substantial" disabled/)
  await submitTestId(browser, selector, { acr: high })
  const { acr, auth_time } = await claimsAtOnce(api(), browser)
  assert.deepEqual([acr, auth_time], [high, Number(first.auth_time) + 60])
})

test('SESS-9 SEL-5 a forced login keeps session and sid, says why, and replaces the level even by a lower one', async () => {
  const browser = openUserAgent()
  const first = await logInClaims(web(), browser, {}, { acr: high })
  minutes(1)
  const begun = await web().authorize(browser, { prompt: 'login' })
  assert.match((await browser.send(begun.location().href)).text, /<h1[^>]*>Du må logge inn på nytt</)
  const again = await logInClaims(web(), browser, { prompt: 'login' }, { acr: substantial })
  assert.deepEqual([again.sid, again.acr, again.auth_time], [first.sid, substantial, Number(first.auth_time) + 60])
  const selector = (await web().authorize(browser, { acr_values: high })).location()
  assert.match(
    (await browser.send(selector.href)).text,
    /krever et høyere sikkerhetsnivå/,
    'the higher level is a step-up now',
  )
})

for (const [name, changes] of [
  ['SESS-10 a cancelled step-up', { acr_values: high }],
  ['SESS-10 CANC-2 a cancelled forced login', { prompt: 'login' }],
] as const)
  test(`${name} leaves the session as it was`, async () => {
    const browser = openUserAgent()
    const first = await logInClaims(web(), browser)
    const cookie = browser.cookies.get(sessionCookie)
    minutes(1)
    const answer = await cancel(browser, (await web().authorize(browser, changes)).location())
    assert.equal(answer.location().searchParams.get('error'), 'access_denied')
    assert.equal(browser.cookies.get(sessionCookie), cookie)
    const { acr, auth_time, sid } = await claimsAtOnce(web(), browser)
    assert.deepEqual([acr, auth_time, sid], [first.acr, first.auth_time, first.sid])
  })

test('SESS-10 a forced login as somebody else than the hinted one fails, and leaves the session as it was', async () => {
  const browser = openUserAgent()
  const { id_token } = await web().tokens(browser)
  const selector = (await web().authorize(browser, { prompt: 'login', id_token_hint: id_token })).location()
  const answer = await submitTestId(browser, selector, { pid: citizenB })
  assert.equal(answer.location().searchParams.get('error'), 'login_required')
  assert.equal((await claimsAtOnce(web(), browser)).pid, citizenA)
})

test('SESS-11 a forced login leaves a session behind for other services', async () => {
  const browser = openUserAgent()
  await web().logIn(browser, { prompt: 'login' })
  assert.equal(await isLoggedIn(browser), true)
})

test('SESS-12 another person replaces the session, and no page tells who was logged in before', async () => {
  const browser = openUserAgent()
  await web().logIn(browser)
  const selector = (await web().authorize(browser, { prompt: 'login' })).location()
  for (const page of [await browser.send(selector.href), await openTestIdForm(browser, selector)])
    assert.equal(page.text.includes(citizenA), false)
  await submitTestId(browser, selector, { pid: citizenB })
  assert.equal((await claimsAtOnce(api(), browser)).pid, citizenB)
})

test('SESS-13 every authentication gives the cookie a new value, and the former one opens nothing', async () => {
  const browser = openUserAgent()
  await web().logIn(browser)
  const thief = openUserAgent()
  for (const [name, value] of browser.cookies) thief.cookies.set(name, value)
  await web().logIn(browser, { prompt: 'login' })
  assert.notEqual(browser.cookies.get(sessionCookie), thief.cookies.get(sessionCookie))
  assert.equal(await isLoggedIn(thief), false)
  assert.equal(await isLoggedIn(browser), true)
})

test('SESS-13 cookies planted before the login are worth nothing after it', async () => {
  const [attacker, victim] = [openUserAgent(), openUserAgent()]
  await web().logIn(attacker, {}, { pid: citizenB })
  for (const [name, value] of attacker.cookies) victim.cookies.set(name, value)
  await web().logIn(victim, { prompt: 'login' })
  assert.equal((await claimsAtOnce(api(), victim)).pid, citizenA)
  assert.equal(await isLoggedIn(attacker), false)
})
