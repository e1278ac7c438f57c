import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty, openTestIdForm, submitTestId, unescapeHtml } from '../../harness/relying-party.ts'
import { citizenA } from '../../harness/standard-seed.ts'
import { openUserAgent, type UserAgent } from '../../harness/user-agent.ts'
import { claimsAtOnce, claimsOf, high, logInClaims, substantial, visit } from '../session/visit.ts'

// The scenarios by which services verify their integration, told with two ordinary services (A, B) and an isolated one (C).

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

const a = () => openRelyingParty(gateway.issuer, 'web')
const b = () => openRelyingParty(gateway.issuer, 'web-post', { authentication: 'client_secret_post' })
const c = () => openRelyingParty(gateway.issuer, 'isolated')
const supplier = () => openRelyingParty(gateway.issuer, 'api', { scope: 'openid' })
const minutes = (count: number) => gateway.clock.forward(count * 60)
const logout = (browser: UserAgent, parameters: Record<string, string> = {}) =>
  browser.send(`${gateway.issuer}/logout?${new URLSearchParams(parameters)}`)
const calls = (page: string) =>
  Array.from(page.matchAll(/<iframe src="([^"]*)"/g), ([, src]) => unescapeHtml(src ?? ''))

for (const [name, first, second, acr] of [
  ['ACC-1 substantial at A, then B', a, b, substantial],
  ['ACC-2 high at A, then B', a, b, high],
  ['ACC-3 substantial at B, then A', b, a, substantial],
] as const)
  test(`${name}: no second login; same level and auth_time, later iat, other sub`, async () => {
    const browser = openUserAgent()
    const one = await logInClaims(first(), browser, { acr_values: acr })
    minutes(1)
    const two = await claimsAtOnce(second(), browser, { acr_values: acr })
    assert.deepEqual([two.acr, two.auth_time, two.pid], [acr, one.auth_time, one.pid])
    assert.equal(Number(two.iat), Number(one.iat) + 60)
    assert.notEqual(two.sub, one.sub)
  })

test('ACC-4 substantial at A, high at B: a step-up; back at A there is no login and the level is high', async () => {
  const browser = openUserAgent()
  await a().logIn(browser, { acr_values: substantial })
  const begun = (await b().authorize(browser, { acr_values: high })).location()
  assert.match((await browser.send(begun.href)).text, /krever et høyere sikkerhetsnivå/)
  assert.equal((await logInClaims(b(), browser, { acr_values: high })).acr, high)
  assert.equal((await claimsAtOnce(a(), browser, { acr_values: substantial })).acr, high)
})

test('ACC-5 a logout at A calls A and B and ends at A’s address with its state; both ask for a login afterwards', async () => {
  const browser = openUserAgent()
  const { id_token = '' } = await a().tokens(browser)
  await claimsAtOnce(b(), browser)
  const post_logout_redirect_uri = 'https://web.example.no/logged-out'
  const page = await logout(browser, { id_token_hint: id_token, post_logout_redirect_uri, state: 'bye' })
  const [toA, toB] = calls(page.text)
  const { searchParams } = new URL(toA ?? '')
  assert.deepEqual([searchParams.get('iss'), searchParams.get('sid')], [gateway.issuer, claimsOf(id_token).sid])
  assert.equal(toB, 'https://web-post.example.no/fc')
  assert.match(page.text, /id="continue" href="https:\/\/web\.example\.no\/logged-out\?state=bye"/)
  for (const service of [b(), a()]) assert.equal(await visit(service, browser), 'login pages')
})

test('ACC-6 a logout at B without hint and client_id calls A, and the browser stays', async () => {
  const browser = openUserAgent()
  await a().logIn(browser)
  await b().authorize(browser)
  const page = await logout(browser, { post_logout_redirect_uri: 'https://web-post.example.no/logged-out' })
  assert.equal(calls(page.text).length, 2)
  assert.match(page.text, /id="continue" href="\/logout\/done\?logout=[\w-]+"/)
})

test('ACC-7 after 30 minutes a login is asked for, and nobody was told of the end', async () => {
  const browser = openUserAgent()
  await a().logIn(browser)
  const seen = gateway.events.length
  minutes(30)
  assert.equal(await visit(a(), browser), 'login pages')
  assert.deepEqual(
    gateway.events.slice(seen).map(({ kind }) => kind),
    ['login-started'],
  )
})

test('ACC-8 a request every 20 minutes needs no login until 120 minutes have passed', async () => {
  const browser = openUserAgent()
  await a().logIn(browser)
  for (let at = 20; at < 120; at += 20) {
    minutes(20)
    await claimsAtOnce(at % 40 === 0 ? a() : b(), browser)
  }
  minutes(20)
  assert.equal(await visit(a(), browser), 'login pages')
})

test('ACC-9 prompt=login at B asks for a login; afterwards A is answered from the session', async () => {
  const browser = openUserAgent()
  await a().logIn(browser)
  minutes(1)
  assert.equal(await visit(b(), browser, { prompt: 'login' }), 'login pages')
  const { auth_time } = await logInClaims(b(), browser, { prompt: 'login' })
  assert.equal((await claimsAtOnce(a(), browser)).auth_time, auth_time)
})

test('ACC-10 onbehalfof: the name of the entry on the page, the value in the id_token', async () => {
  const browser = openUserAgent()
  const begun = (await supplier().authorize(browser, { onbehalfof: 'fjord' })).location()
  assert.match((await browser.send(begun.href)).text, /Fjord kommune<\/strong>/)
  assert.equal((await logInClaims(supplier(), browser, { onbehalfof: 'fjord' })).client_onbehalfof, 'fjord')
})

test('ACC-11 ui_locales=en: English pages, locale en', async () => {
  const browser = openUserAgent()
  const begun = (await a().authorize(browser, { ui_locales: 'en' })).location()
  assert.match((await browser.send(begun.href)).text, /<html lang="en">[\s\S]*Choose how/)
  assert.equal((await logInClaims(a(), browser, { ui_locales: 'en' })).locale, 'en')
})

test('ACC-12 who chose Sámi keeps it, whatever the next request asks for', async () => {
  const browser = openUserAgent()
  const first = (await a().authorize(browser)).location()
  const login = first.searchParams.get('login') ?? ''
  await browser.send(`${gateway.issuer}/language`, { form: { page: 'selector', login, language: 'se' } })
  const next = (await a().authorize(browser, { ui_locales: 'en' })).location()
  assert.match((await browser.send(next.href)).text, /<html lang="se">/)
  assert.equal((await logInClaims(a(), browser, { ui_locales: 'en' })).locale, 'se')
})

test('ACC-13 isolated C after A: a login at C, then none at C and none at A', async () => {
  const browser = openUserAgent()
  await a().logIn(browser)
  assert.equal(await visit(c(), browser), 'login pages')
  await c().logIn(browser)
  await claimsAtOnce(c(), browser)
  await claimsAtOnce(a(), browser)
})

test('ACC-14 only C in the browser: A asks for a login', async () => {
  const browser = openUserAgent()
  await c().logIn(browser)
  assert.equal(await visit(a(), browser), 'login pages')
})

test('ACC-15 after a logout at A, C asks for a login too', async () => {
  const browser = openUserAgent()
  await c().logIn(browser)
  await a().logIn(browser)
  await logout(browser, { client_id: 'web' })
  const told = gateway.events.findLast(({ kind }) => kind === 'logged-out')
  assert.equal(told?.kind === 'logged-out' && told.services, 2)
  assert.equal(await visit(c(), browser), 'login pages')
})

test('ACC-16 cancelling on the selection page or in TestID: access_denied with the state, and the session lives', async () => {
  const browser = openUserAgent()
  await a().logIn(browser)
  for (const open of [
    (selector: URL) => browser.send(selector.href),
    (selector: URL) => openTestIdForm(browser, selector),
  ]) {
    const { text } = await open((await b().authorize(browser, { prompt: 'login' })).location())
    const action = /class="pv-cancel" method="post" action="([^"]+)"/.exec(text)?.[1] ?? ''
    const { searchParams } = (await browser.send(gateway.issuer + action, { form: {} })).location()
    assert.deepEqual([searchParams.get('error'), searchParams.get('state')], ['access_denied', 'state-of-the-request'])
    await claimsAtOnce(a(), browser)
  }
})

test('ACC-22 TestID refuses a number of the real kind', async () => {
  const browser = openUserAgent()
  const answer = await submitTestId(browser, (await a().authorize(browser)).location(), { pid: '01015450068' })
  assert.equal(answer.status, 422)
  assert.match(answer.text, /Dette miljøet godtar ikke denne typen personidentifikator/)
})

test('ACC-23 logins of two services in two tabs, interleaved: each service gets its own code and state', async () => {
  const browser = openUserAgent()
  const [one, two] = [a(), b()]
  const first = await openTestIdForm(browser, (await one.authorize(browser, { state: 'A' })).location())
  const second = await openTestIdForm(browser, (await two.authorize(browser, { state: 'B' })).location())
  const toA = (await browser.send(first.action, { form: { pid: citizenA } })).location()
  const toB = (await browser.send(second.action, { form: { pid: citizenA } })).location()
  assert.deepEqual([toA.host, toA.searchParams.get('state')], ['web.example.no', 'A'])
  assert.deepEqual([toB.host, toB.searchParams.get('state')], ['web-post.example.no', 'B'])
  assert.deepEqual([(await one.redeem(toA)).status, (await two.redeem(toB)).status], [200, 200])
})

test('ACC-24 the back button after the code was issued: an explanation, and no second code', async () => {
  const browser = openUserAgent()
  const { action } = await openTestIdForm(browser, (await a().authorize(browser)).location())
  await browser.send(action, { form: { pid: citizenA } })
  const back = await browser.send(action, { form: { pid: citizenA } })
  assert.deepEqual([back.status, back.headers.get('location')], [400, null])
  assert.match(back.text, /allerede fullført[\s\S]*Gå til Tjeneste web</)
})

test('ACC-25 a logout after the session ran out shows its page and redirects nowhere', async () => {
  const browser = openUserAgent()
  const { id_token = '' } = await a().tokens(browser)
  minutes(30)
  const parameters = { id_token_hint: id_token, post_logout_redirect_uri: 'https://web.example.no/logged-out' }
  const withCookie = await logout(browser, parameters)
  const without = await logout(browser, parameters)
  assert.deepEqual([withCookie.status, without.status], [200, 400])
  for (const answer of [withCookie, without]) assert.equal(answer.headers.get('location'), null)
})
