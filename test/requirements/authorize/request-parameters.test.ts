import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, makePkce, openRelyingParty, type Parameters, passTestId } from '../../harness/relying-party.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { assertErrorPage, assertErrorRedirect, lastRefusal } from './answers.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

const challenge = makePkce().challenge

/** What becomes of a request by this client with these changes: an error code, or the login page. */
const cases: readonly (readonly [name: string, clientId: string, changes: Parameters, outcome: string])[] = [
  ['AUTHZ-2 AUTHZ-6 implicit flow is refused', 'web', { response_type: 'token' }, 'unsupported_response_type'],
  ['AUTHZ-2 AUTHZ-6 hybrid flow is refused', 'web', { response_type: 'code id_token' }, 'unsupported_response_type'],
  ['AUTHZ-6 response_type=none is refused', 'web', { response_type: 'none' }, 'unsupported_response_type'],
  ['AUTHZ-6 response_type is exactly code', 'web', { response_type: 'Code' }, 'unsupported_response_type'],
  ['AUTHZ-6 response_type is required', 'web', { response_type: undefined }, 'invalid_request'],
  ['AUTHZ-7 SCOPE-19 scope is required', 'web', { scope: undefined }, 'invalid_scope'],
  ['AUTHZ-7 SCOPE-19 HTTP-5 an empty scope is none', 'web', { scope: '' }, 'invalid_scope'],
  ['AUTHZ-7 SCOPE-19 a scope of blanks is none', 'web', { scope: '  ' }, 'invalid_scope'],
  ['AUTHZ-8 a public client must send state', 'spa', { state: undefined }, 'invalid_request'],
  ['AUTHZ-8 HTTP-5 an empty state is none', 'spa', { state: '' }, 'invalid_request'],
  ['AUTHZ-8 with PKCE a confidential client may do without', 'web', { state: undefined }, 'login'],
  [
    'AUTHZ-8 AUTHZ-22 without PKCE nobody may do without state',
    'no-pkce',
    { state: undefined, code_challenge: undefined, code_challenge_method: undefined },
    'invalid_request',
  ],
  [
    'AUTHZ-22 a downgraded client that sends a challenge may do without state',
    'no-pkce',
    { state: undefined },
    'login',
  ],
  ['AUTHZ-9 nonce is never required', 'web', { nonce: undefined }, 'login'],
  ['AUTHZ-9 a nonce of 1024 characters is taken', 'web', { nonce: 'n'.repeat(1024) }, 'login'],
  ['AUTHZ-9 a longer one is not', 'web', { nonce: 'n'.repeat(1025) }, 'invalid_request'],
  ['AUTHZ-9 nonce is printable ASCII', 'web', { nonce: 'blå' }, 'invalid_request'],
  ['AUTHZ-10 AUTHZ-19 a challenge is required', 'web', { code_challenge: undefined }, 'invalid_request'],
  ['AUTHZ-10 AUTHZ-19 HTTP-5 an empty challenge is none', 'web', { code_challenge: '' }, 'invalid_request'],
  [
    'AUTHZ-10 AUTHZ-19 CLI-19 a downgraded client may do without',
    'no-pkce',
    { code_challenge: undefined, code_challenge_method: undefined },
    'login',
  ],
  ['AUTHZ-17 plain is refused', 'web', { code_challenge_method: 'plain' }, 'invalid_request'],
  ['AUTHZ-17 of a downgraded client too', 'no-pkce', { code_challenge_method: 'plain' }, 'invalid_request'],
  ['AUTHZ-17 letter case counts', 'web', { code_challenge_method: 's256' }, 'invalid_request'],
  ['AUTHZ-17 the method is not guessed', 'web', { code_challenge_method: undefined }, 'invalid_request'],
  ['AUTHZ-18 42 characters are too few', 'web', { code_challenge: challenge.slice(1) }, 'invalid_request'],
  ['AUTHZ-18 44 characters are too many', 'web', { code_challenge: `${challenge}A` }, 'invalid_request'],
  ['AUTHZ-18 padding is refused', 'web', { code_challenge: `${challenge}=` }, 'invalid_request'],
  ['AUTHZ-18 base64 that is not for addresses', 'web', { code_challenge: `+${challenge.slice(1)}` }, 'invalid_request'],
  ['AUTHZ-18 a line end is refused', 'web', { code_challenge: `${challenge}\n` }, 'invalid_request'],
  ['AUTHZ-23 a state of 4096 characters is taken', 'web', { state: 's'.repeat(4096) }, 'login'],
  [
    'AUTHZ-3 HTTP-6 what the gateway does not use is ignored',
    'web',
    {
      display: 'popup',
      claims: '{"id_token":{"pid":{"essential":true}}}',
      claims_locales: 'xx',
      registration: '{',
      authorization_details: '[',
      'x-client-SKU': 'ID_NET',
      domain_hint: 'x',
    },
    'login',
  ],
  [
    'AUTHZ-11 HTTP-5 every optional parameter may be empty',
    'web',
    {
      acr_values: '',
      prompt: '',
      max_age: '',
      id_token_hint: '',
      login_hint: '',
      ui_locales: '',
      onbehalfof: '',
      resource: '',
      response_mode: '',
      dpop_jkt: '',
      request: '',
      request_uri: '',
    },
    'login',
  ],
]
for (const [name, clientId, changes, outcome] of cases)
  test(`${name}: ${outcome}`, async () => {
    const service = openRelyingParty(gateway.issuer, clientId)
    const answer = await service.authorize(openUserAgent(), changes)
    if (outcome === 'login') {
      assert.equal(answer.status, 302)
      assert.match(answer.location().href, /\/authorize\/selector\?login=[\w-]{50}$/)
      return
    }
    assertErrorRedirect(answer, service.redirectUri, outcome)
    assert.equal(lastRefusal(gateway).code, outcome)
  })

test('AUTHZ-23 a state that cannot come back is refused and left out of the answer', async () => {
  const web = openRelyingParty(gateway.issuer)
  for (const state of ['s'.repeat(4097), 'tilstånd', 'a\nb', 'a\tb', '\x7f'])
    assert.deepEqual(
      assertErrorRedirect(await web.authorize(openUserAgent(), { state }), web.redirectUri, 'invalid_request'),
      { iss: gateway.issuer },
    )
})

test('AUTHZ-24 the state comes back as it was, percent-encoded once, in success and in error', async () => {
  const web = openRelyingParty(gateway.issuer)
  const state = ` a+b=c&d%20e"<'>;/?#~ `
  const encoded = "state=%20a%2Bb%3Dc%26d%2520e%22%3C'%3E%3B%2F%3F%23~%20"
  const browser = openUserAgent()
  const asked = { state: ` ${state.trim()} ` }
  const first = await web.authorize(browser, asked)
  const callback = await passTestId(browser, first.location())
  assert.equal(callback.searchParams.get('state'), state)
  const again = await web.authorize(browser, asked)
  assert.ok(again.headers.get('location')?.endsWith(`&${encoded}`), again.headers.get('location') ?? '')
  const error = await web.authorize(browser, { ...asked, response_type: 'x' })
  assert.ok(error.headers.get('location')?.endsWith(`&${encoded}`))
})

test('AUTHZ-9 SCOPE-20 the nonce stands in the id_token; without openid there is no id_token and no nonce', async () => {
  const web = openRelyingParty(gateway.issuer)
  const nonce = ` !"#'~ `
  const { id_token: idToken = '' } = await web.tokens(openUserAgent(), { nonce })
  assert.equal(decodeToken(idToken).claims.nonce, nonce)
  const api = openRelyingParty(gateway.issuer, 'api', { scope: 'eks:value.read' })
  const plain = await api.tokens(openUserAgent(), { nonce: 'n' })
  assert.deepEqual(Object.keys(plain).sort(), [
    'access_token',
    'expires_in',
    'refresh_token',
    'refresh_token_expires_in',
    'scope',
    'token_type',
  ])
  assert.equal(decodeToken(plain.access_token ?? '').claims.nonce, undefined)
})

test('AUTHZ-20 a downgraded client that sends a challenge is held to it when it redeems', async () => {
  const service = openRelyingParty(gateway.issuer, 'no-pkce')
  const browser = openUserAgent()
  const without = await service.redeem(await service.logIn(browser), { code_verifier: undefined })
  assert.equal(without.json().error, 'invalid_request')
  const wrong = await service.redeem(await service.logIn(browser), { code_verifier: makePkce().verifier })
  assert.equal(wrong.json().error, 'invalid_grant')
  assert.equal((await service.redeem(await service.logIn(browser))).status, 200)
  const none = { code_challenge: undefined, code_challenge_method: undefined }
  const downgraded = await service.redeem(await service.logIn(browser, none), { code_verifier: undefined })
  assert.equal(downgraded.status, 200)
})

test('AUTHZ-1 HTTP-8 HTTP-15 a POST is kept and answered with 303 to a GET that works once, with the cookies of the browser', async () => {
  const web = openRelyingParty(gateway.issuer)
  const browser = openUserAgent()
  await web.logIn(browser)
  const form = Object.fromEntries(new URL(web.authorizeUrl()).searchParams)
  // A cross-site POST comes without the cookies.
  const posted = await send(`${gateway.issuer}/authorize`, { form })
  assert.equal(posted.status, 303)
  const next = posted.location()
  assert.deepEqual(
    [next.origin, next.pathname, [...next.searchParams.keys()]],
    [gateway.issuer, '/authorize', ['handle']],
  )
  assert.equal(posted.headers.get('cache-control'), 'no-store')
  const answer = await browser.send(next.href)
  assert.equal(answer.status, 302)
  assert.ok(answer.location().searchParams.get('code'), 'answered from the session')
  assertErrorPage(await browser.send(next.href), 400)
  const wrong = await send(`${gateway.issuer}/authorize`, { form: { ...form, scope: 'x:y' } })
  assertErrorRedirect(await browser.send(wrong.location().href), web.redirectUri, 'invalid_scope')
  const untrusted = await send(`${gateway.issuer}/authorize`, {
    form: { ...form, redirect_uri: 'https://evil.example/' },
  })
  assertErrorPage(await browser.send(untrusted.location().href), 400, 'evil.example')
  const late = await send(`${gateway.issuer}/authorize`, { form })
  gateway.clock.forward(120)
  assertErrorPage(await browser.send(late.location().href), 400)
})

test('AUTHZ-2 a password or the client alone gives no tokens', async () => {
  const web = openRelyingParty(gateway.issuer)
  for (const grant_type of ['password', 'client_credentials', 'implicit'])
    assert.equal((await web.token({ grant_type, username: 'x', password: 'y' })).json().error, 'unsupported_grant_type')
})
