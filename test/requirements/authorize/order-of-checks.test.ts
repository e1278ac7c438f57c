import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty, type Parameters } from '../../harness/relying-party.ts'
import { standardSeed } from '../../harness/standard-seed.ts'
import { type Answer, openUserAgent, send } from '../../harness/user-agent.ts'
import { assertErrorPage, assertErrorRedirect, lastRefusal } from './answers.ts'

const common = { client_orgno: '310000019', redirect_uris: ['https://web.example.no/callback'] }
let gateway: RunningGateway
before(async () => {
  gateway = await startGateway({
    seed: standardSeed([
      { ...common, client_id: 'closed', client_name: 'Stengt', integration_type: 'idporten', active: false },
      {
        ...common,
        client_id: 'machine',
        client_name: 'Maskin',
        integration_type: 'maskinporten',
        scopes: ['eks:closed.read'],
      },
      {
        ...common,
        client_id: 'resource-server',
        client_name: 'API',
        integration_type: 'idporten',
        scopes: ['idporten:token.introspection'],
        grant_types: [],
      },
    ]),
  })
})
after(() => gateway.stop())

/** What is wrong at each step, in the order of the steps; every request below is wrong at its own step and all later ones. */
const faults: readonly (readonly [step: string, fault: Parameters, error: string])[] = [
  ['6', { response_mode: 'web_message' }, 'invalid_request'],
  ['8', { state: 'tilstand\n' }, 'invalid_request'],
  ['11', { response_type: 'token' }, 'unsupported_response_type'],
  ['12', { code_challenge: 'short' }, 'invalid_request'],
  ['13', { scope: 'openid no_such:scope' }, 'invalid_scope'],
  ['14', { prompt: 'none login' }, 'invalid_request'],
  ['15', { acr_values: 'gold' }, 'invalid_request'],
  ['16', { onbehalfof: 'nobody' }, 'invalid_request'],
  ['17', { resource: 'not-a-uri' }, 'invalid_target'],
  ['18', { prompt: 'none' }, 'login_required'],
]
/** Everything that is wrong from this step on; where two faults are of one parameter, the earlier step's. */
const from = (index: number): Parameters =>
  Object.assign(
    {},
    ...faults
      .slice(index)
      .map(([, fault]) => fault)
      .reverse(),
  )

test('AUTHZ-51 of several faults the first in the order of the steps decides', async () => {
  const web = openRelyingParty(gateway.issuer)
  for (const [index, [step, , error]] of faults.entries()) {
    assertErrorRedirect(await web.authorize(openUserAgent(), from(index)), web.redirectUri, error)
    const refusal = lastRefusal(gateway)
    assert.deepEqual([refusal.step, refusal.code, refusal.endpoint], [step, error, '/authorize'])
  }
})

test('AUTHZ-51 step 7 stands between response_mode and state', async () => {
  const web = openRelyingParty(gateway.issuer)
  const ask = (changes: Parameters) => send(`${web.authorizeUrl(changes)}&nonce=again`)
  assertErrorRedirect(await ask({ response_mode: 'x' }), web.redirectUri, 'invalid_request')
  assert.equal(lastRefusal(gateway).step, '6')
  assertErrorRedirect(await ask({ state: 'a\n' }), web.redirectUri, 'invalid_request')
  assert.equal(lastRefusal(gateway).step, '7')
})

test('AUTHZ-51 AUTHZ-2 CLI-9 step 9: a client without the code grant is told so before response_type and PKCE are judged', async () => {
  const api = openRelyingParty(gateway.issuer, 'resource-server', { redirectUri: 'https://web.example.no/callback' })
  assertErrorRedirect(await api.authorize(openUserAgent(), from(2)), api.redirectUri, 'unauthorized_client')
  assert.equal(lastRefusal(gateway).step, '9')
})

test('AUTHZ-51 AUTHZ-4 CLI-2 CLI-6 step 2: who is unknown, inactive or no login client sees a page, and nothing is redirected', async () => {
  for (const clientId of [undefined, '', 'nobody-reflected', 'WEB', 'closed', 'machine']) {
    const web = openRelyingParty(gateway.issuer)
    assertErrorPage(
      await web.authorize(openUserAgent(), { client_id: clientId }),
      400,
      'nobody-reflected',
      'example.no',
    )
    const { code, step } = lastRefusal(gateway)
    assert.deepEqual([code, step], ['invalid_client', '2'], String(clientId))
  }
})

test('AUTHZ-51 AUTHZ-5 step 5: an address that is not registered is never redirected to, whatever else is asked', async () => {
  for (const redirectUri of [
    undefined,
    '',
    'https://evil.example/',
    'https://web.example.no/callback/',
    '//evil.example',
  ])
    for (const mode of ['query', 'fragment', 'form_post']) {
      const web = openRelyingParty(gateway.issuer)
      const changes = { redirect_uri: redirectUri, response_mode: mode, prompt: 'none', state: 'reflected' }
      assertErrorPage(await web.authorize(openUserAgent(), changes), 400, 'evil.example', 'reflected')
      const { code, step } = lastRefusal(gateway)
      assert.deepEqual([code, step], ['invalid_request', '5'], String(redirectUri))
    }
})

test('AUTHZ-51 steps 3 and 4: objects and references that do not hold are refused, where that is safe at the service', async () => {
  const web = openRelyingParty(gateway.issuer)
  for (const [changes, error] of [
    [{ request: 'eyJ' }, 'invalid_request_object'],
    [{ request_uri: 'https://web.example.no/request' }, 'request_uri_not_supported'],
    [{ request_uri: 'urn:ietf:params:oauth:request_uri:x' }, 'request_uri_not_supported'],
    [{ request: 'eyJ', request_uri: 'x' }, 'invalid_request'],
  ] as const) {
    const answer = await web.authorize(openUserAgent(), changes)
    assert.deepEqual(assertErrorRedirect(answer, web.redirectUri, error), {
      iss: gateway.issuer,
      state: 'state-of-the-request',
    })
    const page = await web.authorize(openUserAgent(), { ...changes, redirect_uri: 'https://evil.example/' })
    assertErrorPage(page, 400, 'evil.example')
    assert.equal(lastRefusal(gateway).code, error)
  }
})

test('AUTHZ-51 the error page speaks the language of the cookie and tells support where to look', async () => {
  for (const [language, lang] of [
    ['nn', 'nn'],
    ['en', 'en'],
    ['se', 'se'],
    ['xx', 'nb'],
  ]) {
    const answer = await send(`${gateway.issuer}/authorize`, {
      headers: { cookie: `IDPORTEN_SELECTED_LANGUAGE=${language}` },
    })
    assertErrorPage(answer, 400)
    assert.ok(answer.text.includes(`<html lang="${lang}">`))
    const line = gateway.logLines.find((one) => one.includes(String(answer.headers.get('x-correlation-id'))))
    assert.match(line ?? '', /"code":"invalid_client".*"step":"2"/)
  }
})

test('AUTHZ-52 what goes wrong inside the pages without the service’s fault ends on a page, not at the service', async () => {
  const web = openRelyingParty(gateway.issuer)
  const browser = openUserAgent()
  const selector = (await web.authorize(browser)).location().href
  assertErrorPage(await send(selector), 400)
  assertErrorPage(await openUserAgent().send(selector, { headers: { cookie: 'portvakt-test-browser=guess' } }), 400)
  const forged = { form: { pid: 'x' }, headers: { 'sec-fetch-site': 'cross-site' } }
  assertErrorPage(await browser.send(selector.replace('selector', 'testid1'), forged), 403)
  gateway.clock.forward(1799)
  assert.equal((await browser.send(selector)).status, 200)
  gateway.clock.forward(1)
  const late = await browser.send(selector)
  assertErrorPage(late, 400)
  assert.ok(late.text.includes('https://web.example.no/'), 'links to the service that is known with certainty')
})

test('AUTHZ-53 a login lives thirty minutes, and logins in parallel tabs end each with its own service', async () => {
  const browser = openUserAgent()
  const services = ['web', 'api', 'reuse'].map((id) => openRelyingParty(gateway.issuer, id))
  const selectors: Answer[] = []
  for (const service of services) selectors.push(await service.authorize(browser, { prompt: 'login' }))
  assert.equal(new Set(selectors.map((answer) => answer.location().href)).size, 3)
  gateway.clock.forward(1799)
  for (const [index, service] of [...services.entries()].reverse()) {
    const selector = selectors[index]?.location()
    assert.ok(selector)
    const action = new URL(`/authorize/testid1${selector.search}`, selector).href
    const answer = await browser.send(action, { form: { pid: '14838541241', acr: 'idporten-loa-high' } })
    assert.ok(answer.location().href.startsWith(`${service.redirectUri}?code=`))
    assert.equal((await service.redeem(answer.location())).status, 200)
  }
})
