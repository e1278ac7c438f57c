import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import {
  decodeToken,
  openRelyingParty,
  openTestIdForm,
  type RelyingParty,
  signToken,
  submitTestId,
} from '../../harness/relying-party.ts'
import { citizenA, citizenB } from '../../harness/standard-seed.ts'
import { type Answer, openUserAgent, type UserAgent } from '../../harness/user-agent.ts'
import { assertErrorRedirect, parametersAt } from './answers.ts'

let gateway: RunningGateway
let web: RelyingParty
before(async () => {
  gateway = await startGateway()
  web = openRelyingParty(gateway.issuer)
})
after(() => gateway.stop())

const loggedIn = async (person: { pid?: string; acr?: string } = {}): Promise<UserAgent> => {
  const browser = openUserAgent()
  await web.logIn(browser, {}, person)
  return browser
}
const asksForLogin = (answer: Answer) => answer.location().pathname === '/authorize/selector'
const reasonOf = (): unknown => {
  const event = gateway.events.findLast(({ kind }) => kind === 'login-started')
  return event?.kind === 'login-started' ? event.reason : undefined
}

const prompts: readonly (readonly [name: string, prompt: string, outcome: 'invalid_request' | 'code' | 'login'])[] = [
  ['AUTHZ-25 none', 'none', 'code'],
  ['AUTHZ-25 login', 'login', 'login'],
  ['AUTHZ-25 AUTHZ-29 consent has no effect without such scopes', 'consent', 'code'],
  ['AUTHZ-25 a list', 'consent login', 'login'],
  ['AUTHZ-25 none with another', 'none login', 'invalid_request'],
  ['AUTHZ-25 none with consent', 'consent none', 'invalid_request'],
  ['AUTHZ-25 another value', 'select_account', 'invalid_request'],
  ['AUTHZ-25 another value in a list', 'login create', 'invalid_request'],
  ['AUTHZ-25 letter case', 'LOGIN', 'invalid_request'],
]
for (const [name, prompt, outcome] of prompts)
  test(`${name}: prompt=${prompt} in a session gives ${outcome}`, async () => {
    const answer = await web.authorize(await loggedIn(), { prompt })
    if (outcome === 'login') assert.ok(asksForLogin(answer))
    else if (outcome === 'code') assert.match(parametersAt(answer, web.redirectUri).code ?? '', /^[\w-]{50}$/)
    else assertErrorRedirect(answer, web.redirectUri, outcome)
  })

test('AUTHZ-26 prompt=login asks again, keeps the session and its sid, and tells the new time of authentication', async () => {
  const browser = openUserAgent()
  const first = decodeToken((await web.tokens(browser)).id_token ?? '').claims
  gateway.clock.forward(100)
  const answer = await web.authorize(browser, { prompt: 'login' })
  assert.ok(asksForLogin(answer))
  assert.equal(reasonOf(), 'forced')
  const callback = (await submitTestId(browser, answer.location())).location()
  const second = decodeToken(String((await web.redeem(callback)).json().id_token)).claims
  assert.equal(second.auth_time, Number(first.auth_time) + 100)
  assert.equal(second.sid, first.sid)
})

test('AUTHZ-27 AUTHZ-28 prompt=none never shows a page: login_required in all that only a login could answer', async () => {
  const askNone = (browser: UserAgent, changes = {}, clientId = 'web') => {
    const service = openRelyingParty(gateway.issuer, clientId)
    return service.authorize(browser, { prompt: 'none', ...changes }).then((answer) => {
      assertErrorRedirect(answer, service.redirectUri, 'login_required')
      assert.deepEqual(answer.headers.getSetCookie(), [])
    })
  }
  await askNone(openUserAgent())
  const browser = await loggedIn({ acr: 'idporten-loa-substantial' })
  assert.match(parametersAt(await web.authorize(browser, { prompt: 'none' }), web.redirectUri).code ?? '', /./)
  await askNone(browser, { acr_values: 'idporten-loa-high' })
  await askNone(browser, { max_age: '0' })
  await askNone(browser, {}, 'isolated')
  await askNone(browser, { scope: 'openid eks:fresh.read' }, 'api')
  gateway.clock.forward(11)
  await askNone(browser, { max_age: '10' })
  // In a frame of another site the browser does not send the cookies.
  await askNone(openUserAgent())
  gateway.clock.forward(1800)
  await askNone(browser)
})

test('AUTHZ-30 max_age asks again from the first second beyond it, and at once when it is 0', async () => {
  const browser = await loggedIn()
  const isCode = async (maxAge: string) => !asksForLogin(await web.authorize(browser, { max_age: maxAge }))
  assert.equal(await isCode('0'), false)
  assert.equal(await isCode('10'), true)
  gateway.clock.forward(10)
  assert.equal(await isCode('10'), true)
  gateway.clock.forward(1)
  assert.equal(await isCode('10'), false)
  assert.equal(reasonOf(), 'forced')
  assert.equal(await isCode('9999999999'), true)
  for (const wrong of ['-1', '1.5', 'x', '1e3', ' 1', '0x1', '10000000000', '٣'])
    assertErrorRedirect(await web.authorize(browser, { max_age: wrong }), web.redirectUri, 'invalid_request')
})

test('AUTHZ-31 an id_token_hint is an id_token of this gateway for this client, of any age; anything else is refused', async () => {
  const browser = openUserAgent()
  const tokens = await web.tokens(browser)
  const hint = tokens.id_token ?? ''
  const { header, claims } = decodeToken(hint)
  const others = await openRelyingParty(gateway.issuer, 'reuse').tokens(browser)
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${hint.split('.')[1]}.`
  const changed = [
    hint.split('.')[0],
    Buffer.from(JSON.stringify({ ...claims, sub: 'x' })).toString('base64url'),
    hint.split('.')[2],
  ]
  const wrong = [
    others.id_token,
    tokens.access_token,
    signToken(header, claims, privateKey),
    unsigned,
    changed.join('.'),
    'x',
    'a.b.c',
  ]
  for (const id_token_hint of wrong)
    assertErrorRedirect(await web.authorize(browser, { id_token_hint }), web.redirectUri, 'invalid_request')
  gateway.clock.forward(1000)
  const silent = await web.authorize(browser, { id_token_hint: hint, prompt: 'none' })
  assert.match(parametersAt(silent, web.redirectUri).code ?? '', /./)
})

test('AUTHZ-31 another citizen than the hinted one is login_required, silently and after a login', async () => {
  const browser = openUserAgent()
  const { id_token: id_token_hint } = await web.tokens(browser, {}, { pid: citizenA })
  const other = await loggedIn({ pid: citizenB })
  assertErrorRedirect(await web.authorize(other, { id_token_hint, prompt: 'none' }), web.redirectUri, 'login_required')
  const asked = await web.authorize(other, { id_token_hint })
  assert.ok(asksForLogin(asked), 'the session of another does not answer')
  const wrong = await submitTestId(other, asked.location(), { pid: citizenB })
  assert.equal(wrong.location().searchParams.get('error'), 'login_required')
  const again = await web.authorize(other, { id_token_hint })
  const right = await submitTestId(other, again.location(), { pid: citizenA })
  assert.match(right.location().searchParams.get('code') ?? '', /./)
})

test('AUTHZ-32 another login_hint is ignored and fills in nothing', async () => {
  for (const login_hint of [citizenB, 'eidas:true', `TESTID:${citizenB}_idporten-loa-high`, 'user@example.no']) {
    const browser = openUserAgent()
    const answer = await web.authorize(browser, { login_hint })
    assert.ok(asksForLogin(answer))
    const selector = await browser.send(answer.location().href)
    const form = await openTestIdForm(browser, answer.location())
    for (const text of [selector.text, form.text]) assert.ok(!text.includes(citizenB) && !text.includes(login_hint))
  }
})

test('AUTHZ-41 the first supported entry of ui_locales is the language of the pages and of the locale claim', async () => {
  for (const [uiLocales, lang] of [
    ['nn', 'nn'],
    ['nb-NO', 'nb'],
    ['en-GB', 'en'],
    ['se-NO', 'se'],
    ['no', 'nb'],
    ['EN', 'en'],
    ['fr de-DE se en', 'se'],
    ['fr', 'nb'],
    ['english', 'nb'],
    ['__proto__ constructor en', 'en'],
  ]) {
    const browser = openUserAgent()
    const answer = await web.authorize(browser, { ui_locales: uiLocales })
    const page = await browser.send(answer.location().href)
    assert.ok(page.text.includes(`<html lang="${lang}">`), `${uiLocales} ${page.text.slice(0, 40)}`)
    const callback = (await submitTestId(browser, answer.location())).location()
    const idToken = String((await web.redeem(callback)).json().id_token)
    assert.equal(decodeToken(idToken).claims.locale, lang)
  }
})

test('AUTHZ-43 CLI-25 onbehalfof must be registered on the client; then the citizen sees its name and the token says it', async () => {
  const api = openRelyingParty(gateway.issuer, 'api')
  for (const onbehalfof of ['nobody', 'FJORD', 'fjord fjord'])
    assertErrorRedirect(await api.authorize(openUserAgent(), { onbehalfof }), api.redirectUri, 'invalid_request')
  assertErrorRedirect(await web.authorize(openUserAgent(), { onbehalfof: 'fjord' }), web.redirectUri, 'invalid_request')
  const browser = openUserAgent()
  const answer = await api.authorize(browser, { onbehalfof: 'fjord' })
  const page = await browser.send(answer.location().href)
  assert.ok(page.text.includes('<strong>Fjord kommune</strong>') && !page.text.includes('API-klient'))
  const callback = (await submitTestId(browser, answer.location())).location()
  const { claims } = decodeToken(String((await api.redeem(callback)).json().id_token))
  assert.equal(claims.client_onbehalfof, 'fjord')
})

const resources: readonly (readonly [name: string, resource: string, outcome: 'login' | 'invalid_target'])[] = [
  ['AUTHZ-44 an address', 'https://api.example.no/v1?x=1', 'login'],
  ['AUTHZ-44 a URN', 'urn:eks:api:1', 'login'],
  ['AUTHZ-44 a fragment', 'https://api.example.no/#x', 'invalid_target'],
  ['AUTHZ-44 an empty fragment', 'https://api.example.no/#', 'invalid_target'],
  ['AUTHZ-44 a relative address', '/api', 'invalid_target'],
  ['AUTHZ-44 a name', 'api', 'invalid_target'],
  ['AUTHZ-44 a blank in it', 'https://api.example.no/a b', 'invalid_target'],
  ['AUTHZ-45 512 characters', `urn:${'x'.repeat(508)}`, 'login'],
  ['AUTHZ-45 513 characters', `urn:${'x'.repeat(509)}`, 'invalid_target'],
]
for (const [name, resource, outcome] of resources)
  test(`${name} as resource: ${outcome}`, async () => {
    const answer = await web.authorize(openUserAgent(), { resource })
    if (outcome === 'login') assert.ok(asksForLogin(answer))
    else assertErrorRedirect(answer, web.redirectUri, outcome)
  })

test('AUTHZ-45 HTTP-4 resource may repeat, up to ten times; all of them become the audience', async () => {
  const browser = await loggedIn()
  const ask = (count: number) => {
    const more = Array.from({ length: count }, (_, index) => `&resource=urn:eks:${index % 10}`).join('')
    return browser.send(web.authorizeUrl() + more)
  }
  const answer = await web.redeem((await ask(10)).location())
  const expected = Array.from({ length: 10 }, (_, index) => `urn:eks:${index}`)
  assert.deepEqual(decodeToken(String(answer.json().access_token)).claims.aud, expected)
  assertErrorRedirect(await ask(11), web.redirectUri, 'invalid_target')
})
