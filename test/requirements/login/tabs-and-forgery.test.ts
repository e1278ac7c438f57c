import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty, openTestIdForm, submitTestId } from '../../harness/relying-party.ts'
import { citizenA, citizenB } from '../../harness/standard-seed.ts'
import { openUserAgent, send, type UserAgent } from '../../harness/user-agent.ts'
import { claimsOf, sessionCookie, visit } from '../session/visit.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

const web = () => openRelyingParty(gateway.issuer)
const webPost = () => openRelyingParty(gateway.issuer, 'web-post', { authentication: 'client_secret_post' })
const begin = async (browser: UserAgent, changes = {}) => (await web().authorize(browser, changes)).location()

test('PAGE-23 ACC-23 two tabs, two services, logins step by step in turn: each gets its own code and state', async () => {
  const browser = openUserAgent()
  const [one, two] = [web(), webPost()]
  const first = (await one.authorize(browser, { state: 'first' })).location()
  const second = (await two.authorize(browser, { state: 'second' })).location()
  const firstForm = await openTestIdForm(browser, first)
  const secondForm = await openTestIdForm(browser, second)
  assert.match(firstForm.text, /Tjeneste web<\/strong>/)
  assert.match(secondForm.text, /Tjeneste web-post<\/strong>/)
  const form = { pid: citizenA }
  const toSecond = (await browser.send(secondForm.action, { form })).location()
  const toFirst = (await browser.send(firstForm.action, { form })).location()
  assert.deepEqual([toFirst.host, toFirst.searchParams.get('state')], ['web.example.no', 'first'])
  assert.deepEqual([toSecond.host, toSecond.searchParams.get('state')], ['web-post.example.no', 'second'])
  assert.equal(claimsOf((await one.redeem(toFirst)).json().id_token).aud, 'web')
  assert.equal(claimsOf((await two.redeem(toSecond)).json().id_token).aud, 'web-post')
})

test('PAGE-23 AUTO-2 the link to an eID names no login: the page before tells it, else it is the one begun last', async () => {
  const browser = openUserAgent()
  const first = await begin(browser)
  const second = (await webPost().authorize(browser)).location()
  const page = await browser.send(first.href)
  assert.match(page.text, /<a href="\/authorize\/testid1" referrerpolicy="same-origin">/)
  const silent = await browser.send(`${gateway.issuer}/authorize/testid1`)
  assert.ok(silent.text.includes(`action="/authorize/testid1${second.search}"`))
  const { action } = await openTestIdForm(browser, first)
  assert.equal(new URL(action).search, first.search)
})

test('PAGE-23 a page may be reloaded, also after a fault, and the login goes on', async () => {
  const browser = openUserAgent()
  const selector = await begin(browser)
  for (let time = 0; time < 2; time++) assert.equal((await browser.send(selector.href)).status, 200)
  for (let time = 0; time < 2; time++) assert.equal((await submitTestId(browser, selector, { pid: '1' })).status, 422)
  assert.equal((await submitTestId(browser, selector)).status, 303)
})

for (const [name, path] of [
  ['PAGE-23 ACC-24 back to the selection page', '/authorize/selector'],
  ['PAGE-23 ACC-24 back to the form', '/authorize/testid1'],
] as const)
  test(`${name} after the code was issued: a plain explanation, a link to the service, no second code`, async () => {
    const browser = openUserAgent()
    const selector = await begin(browser)
    const { action } = await openTestIdForm(browser, selector)
    await browser.send(action, { form: { pid: citizenA } })
    const seen = gateway.events.length
    for (const answer of [
      await browser.send(gateway.issuer + path + selector.search),
      await browser.send(action, { form: { pid: citizenA } }),
    ]) {
      assert.equal(answer.status, 400)
      assert.equal(answer.headers.get('location'), null)
      assert.match(answer.text, /<h1[^>]*>Denne innloggingen er allerede fullført</)
      assert.match(answer.text, /href="https:\/\/web\.example\.no\/">Gå til Tjeneste web</)
      assert.doesNotMatch(answer.text, /invalid_|error_description|Error/)
    }
    assert.equal(gateway.events.length, seen)
  })

test('PAGE-22 a form that is sent five times at once gives one code', async () => {
  const browser = openUserAgent()
  const selector = await begin(browser)
  const { action } = await openTestIdForm(browser, selector)
  const seen = gateway.events.length
  const answers = await Promise.all(Array.from({ length: 5 }, () => browser.send(action, { form: { pid: citizenA } })))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 400, 400, 400, 400])
  assert.deepEqual(
    gateway.events.slice(seen).map(({ kind }) => kind),
    ['login-completed'],
  )
  assert.ok(answers.filter(({ status }) => status === 400).every(({ text }) => text.includes('allerede fullført')))
})

for (const site of ['cross-site', 'same-site', 'none'])
  for (const [name, path, form] of [
    ['PAGE-22 the form of TestID', '/authorize/testid1', { pid: citizenB }],
    ['PAGE-22 cancelling', '/authorize/cancel', {}],
    ['PAGE-22 the choice of language', '/language', { language: 'se', page: 'logged-out' }],
  ] as const)
    test(`${name}, sent from elsewhere (${site}), does nothing`, async () => {
      const browser = openUserAgent()
      const selector = await begin(browser)
      const answer = await browser.send(gateway.issuer + path + selector.search, {
        form,
        headers: { 'sec-fetch-site': site },
      })
      assert.equal(answer.status, 403)
      assert.deepEqual(answer.headers.getSetCookie(), [])
      assert.match(answer.text, /<h1[^>]*>Du har ikke tilgang til dette</)
      assert.equal((await submitTestId(browser, selector)).status, 303, 'the login goes on')
    })

test('PAGE-22 a forged form comes without cookies, which SameSite keeps at home, and does nothing', async () => {
  const browser = openUserAgent()
  const selector = await begin(browser)
  const cookies = (await web().authorize(openUserAgent())).headers.getSetCookie()
  assert.ok(cookies.length > 0 && cookies.every((line) => line.includes('SameSite=Lax') && line.includes('HttpOnly')))
  const forged = await send(`${gateway.issuer}/authorize/testid1${selector.search}`, { form: { pid: citizenB } })
  assert.equal(forged.status, 400)
  assert.equal(browser.cookies.has(sessionCookie), false)
})

test('PAGE-24 the address of a login is worth nothing in another browser', async () => {
  const [browser, thief] = [openUserAgent(), openUserAgent()]
  const selector = await begin(browser)
  await begin(thief)
  for (const answer of [
    await thief.send(selector.href),
    await thief.send(`${gateway.issuer}/authorize/testid1${selector.search}`, { form: { pid: citizenB } }),
    await thief.send(`${gateway.issuer}/authorize/cancel${selector.search}`, { form: {} }),
  ]) {
    assert.equal(answer.status, 400)
    assert.match(answer.text, /<h1[^>]*>Innloggingslenken kan ikke brukes</)
    assert.doesNotMatch(answer.text, /Tjeneste web|example\.no/)
  }
  assert.equal((await submitTestId(browser, selector)).status, 303)
})

test('PAGE-24 no address, log line or event on the way holds the number', async () => {
  const browser = openUserAgent()
  const selector = await begin(browser)
  const form = await openTestIdForm(browser, selector)
  await browser.send(form.action, { form: { pid: `${citizenA}9` } })
  const answer = await browser.send(form.action, { form: { pid: citizenA } })
  await visit(web(), browser)
  for (const address of [selector.href, form.action, answer.location().href])
    assert.equal(address.includes(citizenA), false)
  assert.equal(gateway.logLines.join('\n').includes(citizenA), false)
  assert.equal(JSON.stringify(gateway.events).includes(citizenA), false)
})

test('PAGE-20 PAGE-21 PAGE-25 PAGE-26 every page of a login names the service and loads nothing but our own style', async () => {
  const browser = openUserAgent()
  const selector = await begin(browser)
  const { action, text } = await openTestIdForm(browser, selector)
  const fault = await browser.send(action, { form: { pid: '1' } })
  for (const page of [(await browser.send(selector.href)).text, text, fault.text]) {
    assert.match(page, /<title>[^<]+ – Tjeneste web – Portvakt<\/title>/)
    assert.match(page, /Tjeneste web<\/strong>/)
    assert.doesNotMatch(page, /<script|(?:src|href)="(?:https?:)?\/\/(?!localhost)/)
  }
})

const rubbish: readonly (readonly [name: string, path: string, status: number])[] = [
  ['PAGE-9 ERRP-1 a login that nobody began', '/authorize/selector?login=made-up', 400],
  ['PAGE-9 ERRP-1 an address of a login with a NUL', '/authorize/selector?login=%00', 400],
  ['PAGE-9 ERRP-1 broken percent-encoding', '/authorize/selector?login=%E0%A4', 400],
  ['PAGE-9 ERRP-1 an address of a login given twice', '/authorize/selector?login=a&login=b', 400],
  ['PAGE-9 ERRP-1 far too long an address', `/authorize/selector?login=${'a'.repeat(40_000)}`, 414],
  ['PAGE-9 ERRP-1 a page that is not there', '/authorize/bankid1', 404],
  ['PAGE-9 ERRP-1 a method that the page has not', '/authorize/cancel', 405],
]
for (const [name, path, status] of rubbish)
  test(`${name} is answered with a page in status ${status}`, async () => {
    const browser = openUserAgent()
    await begin(browser)
    browser.cookies.delete('portvakt-test-login')
    const answer = await browser.send(gateway.issuer + path)
    assert.equal(answer.status, status)
    assert.match(answer.text, /^<!doctype html>/)
    assert.ok(answer.text.includes(`<code>${answer.headers.get('x-correlation-id')}</code>`))
    assert.doesNotMatch(answer.text, /made-up|aaaa|at .*\.ts:|node_modules/)
  })

const json = { 'content-type': 'application/json' }
const wrong: readonly (readonly [name: string, body: string, headers: Record<string, string>, status: number])[] = [
  ['PAGE-9 JSON', '{"pid":"14838541241"}', json, 400],
  ['PAGE-9 no content type', 'pid=14838541241', { 'content-type': '' }, 400],
  ['PAGE-9 broken percent-encoding', 'pid=%E0%A4', {}, 400],
  ['PAGE-9 a form of 70 kB', `pid=${'1'.repeat(70_000)}`, {}, 413],
  ['PAGE-9 201 parameters', 'pid=1&'.repeat(201), {}, 400],
]
for (const [name, body, headers, status] of wrong)
  test(`${name}, sent to a form of ours, is answered with a page in status ${status}, and the login goes on`, async () => {
    const browser = openUserAgent()
    const selector = await begin(browser)
    for (const path of ['/authorize/testid1', '/language']) {
      const answer = await browser.send(gateway.issuer + path + selector.search, {
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      })
      assert.equal(answer.status, status, path)
      assert.match(answer.text, /^<!doctype html>/)
      assert.doesNotMatch(answer.text, /1483854|node_modules/)
    }
    assert.equal((await submitTestId(browser, selector)).status, 303)
  })

test('PAGE-22 a field that is sent twice logs in nobody but the first person named, and makes one code', async () => {
  const browser = openUserAgent()
  const service = web()
  const selector = (await service.authorize(browser)).location()
  const answer = await browser.send(`${gateway.issuer}/authorize/testid1${selector.search}`, {
    body: `pid=${citizenA}&pid=${citizenB}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  assert.equal(claimsOf((await service.redeem(answer.location())).json().id_token).pid, citizenA)
})

test('AUTHZ-53 PAGE-23 SSO-1 tabs that begin at the same moment in a new browser all finish, in one session', async () => {
  const browser = openUserAgent()
  const services = [web(), webPost(), openRelyingParty(gateway.issuer, 'reuse')]
  const selectors = await Promise.all(services.map((service) => service.authorize(browser)))
  for (const [index, service] of services.entries()) {
    const selector = selectors[index]?.location()
    assert.ok(selector)
    const callback = (await submitTestId(browser, selector)).location()
    assert.equal(callback.host, `${service.clientId}.example.no`)
  }
  // One session: logging out calls every service of it that has an address.
  const page = await browser.send(`${gateway.issuer}/logout`)
  assert.match(page.text, /src="https:\/\/web\.example\.no\/fc\?/)
  assert.match(page.text, /src="https:\/\/web-post\.example\.no\/fc"/)
  assert.deepEqual(
    [...browser.cookies.keys()].filter((name) => name.includes('-tab-')),
    [],
  )
})

test('PAGE-20 the page that posts the answer says which service it goes to, also on behalf of another', async () => {
  const browser = openUserAgent()
  const selector = (await web().authorize(browser, { response_mode: 'form_post' })).location()
  const own = await submitTestId(browser, selector)
  assert.match(own.text, /<strong>Tjeneste web<\/strong>/)
  const api = openRelyingParty(gateway.issuer, 'api')
  const other = await api.authorize(browser, { response_mode: 'form_post', onbehalfof: 'fjord' })
  assert.match(other.text, /<strong>Fjord kommune<\/strong>/)
})
