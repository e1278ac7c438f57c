import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { basicHeader, decodeToken, openRelyingParty, type Parameters } from '../../harness/relying-party.ts'
import { sharedSecret, standardSeed } from '../../harness/standard-seed.ts'
import { openUserAgent, send, type UserAgent } from '../../harness/user-agent.ts'

/** What real clients and certification suites try, and what is easily missed: each item through the public door. */

let gateway: RunningGateway
before(async () => {
  const seed = standardSeed([
    {
      client_id: 'odd:id',
      client_name: 'Tjeneste med kolon',
      client_orgno: '310000019',
      integration_type: 'idporten',
      client_secret: 'a+b %25:c&d/å',
      redirect_uris: ['https://odd.example.no/callback'],
    },
  ])
  gateway = await startGateway({ seed })
})
after(() => gateway.stop())

const party = (clientId = 'web', scope?: string) =>
  openRelyingParty(gateway.issuer, clientId, scope === undefined ? {} : { scope })
const claimsOf = (token: unknown) => decodeToken(String(token)).claims
const outcome = async (browser: UserAgent, changes: Parameters, clientId?: string) =>
  (await party(clientId).authorize(browser, changes)).location()
const isLogin = (address: URL) => address.pathname === '/authorize/selector'

/** Members that are registered with IANA for authorization server metadata, and what kind of value each holds. */
const registered: Readonly<Record<string, 'address' | 'texts' | 'flag'>> = {
  ...Object.fromEntries(
    [
      'issuer',
      'authorization_endpoint',
      'token_endpoint',
      'userinfo_endpoint',
      'jwks_uri',
      'end_session_endpoint',
      'introspection_endpoint',
      'revocation_endpoint',
      'pushed_authorization_request_endpoint',
      'service_documentation',
      'op_policy_uri',
      'op_tos_uri',
    ].map((name) => [name, 'address' as const]),
  ),
  ...Object.fromEntries(
    [
      'scopes_supported',
      'response_types_supported',
      'response_modes_supported',
      'grant_types_supported',
      'acr_values_supported',
      'subject_types_supported',
      'id_token_signing_alg_values_supported',
      'request_object_signing_alg_values_supported',
      'token_endpoint_auth_methods_supported',
      'token_endpoint_auth_signing_alg_values_supported',
      'introspection_endpoint_auth_methods_supported',
      'introspection_endpoint_auth_signing_alg_values_supported',
      'revocation_endpoint_auth_methods_supported',
      'revocation_endpoint_auth_signing_alg_values_supported',
      'dpop_signing_alg_values_supported',
      'display_values_supported',
      'claim_types_supported',
      'claims_supported',
      'ui_locales_supported',
      'code_challenge_methods_supported',
      'prompt_values_supported',
    ].map((name) => [name, 'texts' as const]),
  ),
  ...Object.fromEntries(
    [
      'claims_parameter_supported',
      'request_parameter_supported',
      'request_uri_parameter_supported',
      'require_request_uri_registration',
      'require_pushed_authorization_requests',
      'require_signed_request_object',
      'frontchannel_logout_supported',
      'frontchannel_logout_session_supported',
      'backchannel_logout_supported',
      'backchannel_logout_session_supported',
      'authorization_response_iss_parameter_supported',
    ].map((name) => [name, 'flag' as const]),
  ),
}

test('DISC-4 DISC-17 the metadata holds registered names only, each of its kind, and refresh_token as it is issued', async () => {
  const metadata = (await send(`${gateway.issuer}/.well-known/openid-configuration`)).json()
  for (const [name, value] of Object.entries(metadata)) {
    const kind = registered[name]
    assert.ok(kind, `${name} is not registered`)
    if (kind === 'address') assert.ok(URL.canParse(String(value)), name)
    if (kind === 'flag') assert.equal(typeof value, 'boolean', name)
    if (kind === 'texts') assert.ok(Array.isArray(value) && value.every((each) => typeof each === 'string'), name)
  }
  const issued = (await party().tokens(openUserAgent())).refresh_token !== undefined
  assert.equal((metadata.grant_types_supported as string[]).includes('refresh_token'), issued)
  const algorithms = metadata.request_object_signing_alg_values_supported as string[]
  assert.ok(!algorithms.includes('none'))
  const unsigned = await outcome(openUserAgent(), { request: 'eyJhbGciOiJub25lIn0.eyJzY29wZSI6Im9wZW5pZCJ9.' })
  assert.equal(unsigned.searchParams.get('error'), 'invalid_request_object')
})

test('CAUTH-6 Basic credentials are form-decoded, with and without client_id in the body', async () => {
  const form = (text: string) => encodeURIComponent(text).replaceAll('%20', '+')
  const header = `Basic ${Buffer.from(`${form('odd:id')}:${form('a+b %25:c&d/å')}`).toString('base64')}`
  for (const more of [{}, { client_id: 'odd:id' }]) {
    const answer = await send(`${gateway.issuer}/token`, {
      headers: { authorization: header },
      form: { grant_type: 'refresh_token', refresh_token: 'x', ...more },
    })
    assert.equal(answer.json().error, 'invalid_grant', answer.text)
  }
})

test('AUTHZ-24 a state of 10 to 1000 characters, also all of -._~, comes back byte for byte', async () => {
  const states = ['-._~-._~-._~', 'a'.repeat(1000), `${'Aa0-._~ +/=%&?#"<>'.repeat(10)}`, 'abcdefghij', '%25%20+']
  for (const state of states) {
    for (const changes of [{ prompt: 'none' }, { login_hint: 'testid:14838541241_idporten-loa-high' }]) {
      const address = await outcome(openUserAgent(), { state, ...changes })
      const sent = /[?&]state=([^&]*)/.exec(address.href)?.[1] ?? ''
      assert.equal(decodeURIComponent(sent), state)
      assert.ok(!sent.includes('+'))
    }
  }
})

test('AUTHZ-9 IDT-12 a nonce of 384 characters comes back in the id_token', async () => {
  const nonce = 'n'.repeat(384)
  assert.equal(claimsOf((await party().tokens(openUserAgent(), { nonce })).id_token).nonce, nonce)
})

test('HTTP-6 AUTHZ-32 display, claims_locales, a meaningless login_hint and unknown parameters change nothing', async () => {
  const more = {
    display: 'popup',
    claims_locales: 'nb',
    login_hint: 'ola@example.no',
    claims: '{"id_token":{"pid":null}}',
    registration: '{}',
    extra: 'foobar',
    'x-client-SKU': 'ID_NET',
    domain_hint: 'x',
  }
  assert.ok((await party().tokens(openUserAgent(), more)).id_token)
})

test('AUTHZ-3 parameters may come in any order', async () => {
  const query = new URL(party().authorizeUrl()).search.slice(1).split('&')
  for (const order of [query.toReversed(), query.toSorted(), query.toSorted().toReversed()]) {
    const answer = await send(`${gateway.issuer}/authorize?${order.join('&')}`)
    assert.ok(isLogin(answer.location()))
  }
})

test('AUTHZ-51 AUTHZ-55 a missing response_type and every later error goes back with error, its description, iss, state, and nothing else', async () => {
  const faults: readonly Parameters[] = [
    { response_type: undefined },
    { response_type: 'token' },
    { scope: undefined },
    { prompt: 'none' },
    { prompt: 'none login' },
    { max_age: 'x' },
    { code_challenge: undefined, code_challenge_method: undefined },
    { acr_values: 'unknown' },
    { resource: 'x' },
    { onbehalfof: 'x' },
  ]
  for (const fault of faults) {
    const address = await outcome(openUserAgent(), { state: 'the state', ...fault })
    assert.equal(address.origin + address.pathname, 'https://web.example.no/callback')
    assert.deepEqual([...address.searchParams.keys()].toSorted(), ['error', 'error_description', 'iss', 'state'])
    assert.equal(address.searchParams.get('iss'), gateway.issuer)
    assert.equal(address.searchParams.get('state'), 'the state')
  }
})

test('AUTHZ-16 a registered redirect_uri with a query keeps it, in success and in error', async () => {
  const own = openRelyingParty(gateway.issuer, 'query', { redirectUri: 'https://query.example.no/cb?tenant=7' })
  const success = await own.logIn(openUserAgent())
  const failure = (await own.authorize(openUserAgent(), { prompt: 'none' })).location()
  for (const address of [success, failure]) assert.ok(address.href.startsWith('https://query.example.no/cb?tenant=7&'))
})

test('AUTHZ-27 AUTHZ-31 prompt=none: an error without a session, a code with one, and with the hint of that session', async () => {
  const browser = openUserAgent()
  assert.equal((await outcome(browser, { prompt: 'none' })).searchParams.get('error'), 'login_required')
  const { id_token: hint = '' } = await party().tokens(browser)
  assert.ok((await outcome(browser, { prompt: 'none' })).searchParams.get('code'))
  assert.ok((await outcome(browser, { prompt: 'none', id_token_hint: hint })).searchParams.get('code'))
})

test('AUTHZ-30 IDT-9 max_age=1 asks again after two seconds, 10000 does not, and auth_time is always there', async () => {
  const browser = openUserAgent()
  const first = claimsOf((await party().tokens(browser, { max_age: '10000' })).id_token)
  gateway.clock.forward(2)
  assert.ok(isLogin(await outcome(browser, { max_age: '1' })))
  const again = claimsOf((await party().tokens(browser, { max_age: '10000' })).id_token)
  assert.equal(again.auth_time, first.auth_time)
  const fresh = claimsOf((await party().tokens(browser, { max_age: '1' })).id_token)
  assert.ok(Number(fresh.auth_time) > Number(first.auth_time))
})

test('AUTHZ-26 prompt=login gives a later auth_time', async () => {
  const browser = openUserAgent()
  const first = claimsOf((await party().tokens(browser)).id_token)
  gateway.clock.forward(3)
  const second = claimsOf((await party().tokens(browser, { prompt: 'login' })).id_token)
  assert.equal(Number(second.auth_time), Number(first.auth_time) + 3)
})

test('AUTHZ-34 all levels that are announced may be asked for at once', async () => {
  const metadata = (await send(`${gateway.issuer}/.well-known/openid-configuration`)).json()
  const all = (metadata.acr_values_supported as string[]).join(' ')
  assert.ok(claimsOf((await party().tokens(openUserAgent(), { acr_values: all })).id_token).acr)
})

test('CODE-9 a code that is used again kills the tokens of its first use, at userinfo and for refreshing', async () => {
  const own = party()
  const others = (await own.redeem(await own.logIn(openUserAgent()))).json() as Record<string, string>
  const again = await own.logIn(openUserAgent())
  const first = (await own.redeem(again)).json() as Record<string, string>
  assert.equal((await own.redeem(again)).json().error, 'invalid_grant')
  const userinfo = (token = '') => send(`${gateway.issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` } })
  assert.equal((await userinfo(first.access_token)).status, 401)
  assert.equal((await own.refresh(first.refresh_token ?? '')).json().error, 'invalid_grant')
  assert.equal((await userinfo(others.access_token)).status, 200)
})

test('RT-10 a refreshed id_token keeps iss, sub, aud and auth_time and has a new iat', async () => {
  const web = party()
  const tokens = await web.tokens(openUserAgent())
  gateway.clock.forward(5)
  const [before, later] = [tokens.id_token, (await web.refresh(tokens.refresh_token ?? '')).json().id_token].map(
    claimsOf,
  )
  for (const name of ['iss', 'sub', 'aud', 'auth_time']) assert.deepEqual(later?.[name], before?.[name])
  assert.equal(Number(later?.iat), Number(before?.iat) + 5)
})

test('RT-5 RT-6 a rotated refresh token works once more within 60 seconds, and after that ends the family', async () => {
  const web = party()
  const { refresh_token: first = '' } = await web.tokens(openUserAgent())
  const { refresh_token: second } = (await web.refresh(first)).json()
  gateway.clock.forward(59)
  assert.equal((await web.refresh(first)).json().refresh_token, second)
  gateway.clock.forward(2)
  assert.equal((await web.refresh(first)).json().error, 'invalid_grant')
  assert.equal((await web.refresh(String(second))).json().error, 'invalid_grant')
})

test('RT-3 a refresh token of another client is refused and stays good for its owner', async () => {
  const { refresh_token: token = '' } = await party().tokens(openUserAgent())
  assert.equal((await party('api').refresh(token)).json().error, 'invalid_grant')
  assert.equal((await party().refresh(token)).status, 200)
})

test('UINF-1 UINF-3 UINF-5 userinfo by GET and POST, header and body, never the address; openid alone suffices; 401 challenges', async () => {
  const { access_token: token = '' } = await party('web', 'openid').tokens(openUserAgent())
  const url = `${gateway.issuer}/userinfo`
  const bearer = { authorization: `Bearer ${token}` }
  for (const sending of [
    { headers: bearer },
    { headers: bearer, method: 'POST' },
    { form: { access_token: token } },
    { headers: { authorization: `bearer ${token}` } },
  ])
    assert.equal((await send(url, sending)).status, 200)
  assert.equal((await send(`${url}?access_token=${token}`)).status, 400)
  for (const answer of [await send(url), await send(url, { headers: { authorization: 'Bearer x' } })]) {
    assert.equal(answer.status, 401)
    assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer realm=/)
  }
})

test('LOGOUT-3 LOGOUT-30 LOGOUT-32 LOGOUT-34 logout: by hint alone, without state, with an old hint; a bad hint or address stays with us', async () => {
  const returnTo = 'https://web.example.no/logged-out'
  const logOut = async (parameters: (hint: string) => Record<string, string>) => {
    const browser = openUserAgent()
    const { id_token: hint = '' } = await party('reuse').tokens(browser)
    gateway.clock.forward(600)
    return browser.send(`${gateway.issuer}/logout?${new URLSearchParams(parameters(hint))}`)
  }
  const reuse = 'https://reuse.example.no/logged-out'
  const byHint = await logOut((hint) => ({ id_token_hint: hint, post_logout_redirect_uri: reuse }))
  assert.equal(byHint.location().href, reuse)
  const withState = await logOut((hint) => ({ id_token_hint: hint, post_logout_redirect_uri: reuse, state: 'x y' }))
  assert.equal(withState.location().search, '?state=x%20y')
  for (const bad of [
    { id_token_hint: 'a.b.c', post_logout_redirect_uri: reuse },
    { post_logout_redirect_uri: reuse },
    { client_id: 'reuse', post_logout_redirect_uri: returnTo },
  ]) {
    const answer = await logOut(() => bad)
    assert.ok(answer.status === 200 || answer.location().origin === gateway.issuer)
  }
})

test('LOGOUT-11 LOGOUT-13 frames also to the asking client, with exactly iss and sid beside its own query, and no module scripts', async () => {
  const browser = openUserAgent()
  const { id_token: hint = '' } = await party().tokens(browser)
  const answer = await browser.send(`${gateway.issuer}/logout?${new URLSearchParams({ id_token_hint: hint })}`)
  const frame = /<iframe[^>]* src="(https:\/\/web\.example\.no[^"]*)"/.exec(answer.text)?.[1]?.replaceAll('&amp;', '&')
  const address = new URL(frame ?? '')
  assert.deepEqual([...address.searchParams.keys()], ['tenant', 'iss', 'sid'])
  assert.equal(address.searchParams.get('iss'), gateway.issuer)
  assert.equal(address.searchParams.get('sid'), claimsOf(hint).sid)
  assert.doesNotMatch(answer.text, /type="module"/)
})

test('ERR-1 errors in JSON are printable ASCII without quotation mark, backslash or control character', async () => {
  const basic = { authorization: basicHeader('web', sharedSecret) }
  for (const form of [
    { grant_type: 'å"\\\n' },
    { grant_type: 'authorization_code', code: '"\\\u0000', redirect_uri: 'x' },
    { grant_type: 'refresh_token', refresh_token: 'æ"', scope: '"' },
  ]) {
    const { error_description: description } = (await send(`${gateway.issuer}/token`, { form, headers: basic })).json()
    assert.match(String(description), /^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/)
  }
})
