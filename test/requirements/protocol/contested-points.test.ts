import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { idTokenClaims } from '../../../src/protocol/claims.ts'
import { exampleClient } from '../../contracts/examples.ts'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { basicHeader, decodeToken, openRelyingParty, openUserAgent, signToken } from '../../harness/relying-party.ts'
import { assertionKey, sharedSecret, standardSeed } from '../../harness/standard-seed.ts'
import { send } from '../../harness/user-agent.ts'

/** Points on which the public documentation of the national service contradicts itself; here is what the gateway does. */

const { n, e } = assertionKey.publicKey.export({ format: 'jwk' })
const sameKid = { kty: 'RSA', use: 'sig', alg: 'RS256', kid: 'key-1', n, e }
const keyed = (clientId: string) => ({
  client_id: clientId,
  client_name: `Tjeneste ${clientId}`,
  client_orgno: '310000019',
  integration_type: 'idporten',
  token_endpoint_auth_method: 'private_key_jwt',
  redirect_uris: [`https://${clientId}.example.no/callback`],
  jwks: { keys: [sameKid] },
})

let gateway: RunningGateway
before(async () => {
  const seed = standardSeed([
    keyed('web-key'),
    keyed('second-key'),
    {
      client_id: 'any-port',
      client_name: 'App',
      client_orgno: '310000019',
      integration_type: 'idporten',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      redirect_uris: ['http://127.0.0.1:*/done'],
    },
  ])
  const scopes = seed.scopes as Record<string, unknown>[]
  scopes.push({
    name: 'eks:synonyms.read',
    description: 'Synonymer',
    authorization_max_age: 120,
    allowable_integration_types: ['api_klient'],
  })
  const api = seed.clients.find(({ client_id }) => client_id === 'api') as { scopes: string[] }
  api.scopes.push('eks:synonyms.read')
  gateway = await startGateway({ seed })
})
after(() => gateway.stop())

const party = (clientId = 'web', scope?: string) =>
  openRelyingParty(gateway.issuer, clientId, scope === undefined ? {} : { scope })
const metadata = async () => (await send(`${gateway.issuer}/.well-known/openid-configuration`)).json()
const claimsOf = (token: string | undefined) => decodeToken(token ?? '').claims
const errorOf = async (changes: Record<string, string | undefined>, clientId = 'web') =>
  (await party(clientId).authorize(openUserAgent(), changes)).location().searchParams.get('error')
const assertion = (clientId: string, claims: Record<string, unknown> = {}) => {
  const now = gateway.clock.nowSeconds()
  const said = { iss: clientId, sub: clientId, aud: gateway.issuer, iat: now, exp: now + 60, jti: randomUUID() }
  return signToken({ alg: 'RS256', kid: 'key-1' }, { ...said, ...claims }, assertionKey.privateKey)
}
/** What an unknown refresh token leads to: `invalid_grant` once the client is proven, `invalid_client` before. */
const proves = async (form: Record<string, string>, headers: Record<string, string> = {}) => {
  const answer = await send(`${gateway.issuer}/token`, {
    form: { grant_type: 'refresh_token', refresh_token: 'x', ...form },
    headers,
  })
  return answer.json().error === 'invalid_grant'
}
const byAssertion = (token: string) => ({
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: token,
})

test('A-1 the issuer has no slash at its end', async () => {
  assert.equal((await metadata()).issuer, gateway.issuer)
  assert.doesNotMatch(gateway.issuer, /\/$/)
})

test('A-2 PKCE is demanded unless a client is registered without it, state where PKCE or a secret is missing, nonce never', async () => {
  assert.equal(await errorOf({ code_challenge: undefined, code_challenge_method: undefined }), 'invalid_request')
  const plain = { code_challenge: undefined, code_challenge_method: undefined, nonce: undefined }
  assert.equal(await errorOf(plain, 'no-pkce'), null)
  assert.equal(await errorOf({ ...plain, state: undefined }, 'no-pkce'), 'invalid_request')
  assert.equal(await errorOf({ state: undefined }, 'spa'), 'invalid_request')
  assert.equal(await errorOf({ state: undefined, nonce: undefined }), null)
})

test('A-3 prompt knows none, login and consent', async () => {
  assert.deepEqual((await metadata()).prompt_values_supported, ['none', 'login', 'consent'])
  assert.equal(await errorOf({ prompt: 'select_account' }), 'invalid_request')
})

test('A-4 answers travel by query, form_post or fragment, not by the JWT variants', async () => {
  assert.deepEqual((await metadata()).response_modes_supported, ['query', 'form_post', 'fragment'])
  for (const mode of ['query.jwt', 'form_post.jwt', 'fragment.jwt', 'jwt'])
    assert.equal(await errorOf({ response_mode: mode }), 'invalid_request')
})

test('A-5 request objects are taken by value and signed', async () => {
  const { request_parameter_supported: byValue, request_uri_parameter_supported: byReference } = await metadata()
  assert.deepEqual([byValue, byReference], [true, false])
  const web = party('web-key')
  const sent = Object.fromEntries(new URL(web.authorizeUrl()).searchParams)
  const object = assertion('web-key', { ...sent, sub: undefined })
  const answer = await send(
    `${gateway.issuer}/authorize?${new URLSearchParams({ client_id: 'web-key', request: object })}`,
  )
  assert.equal(answer.location().pathname, '/authorize/selector')
})

test('A-6 an assertion is for the issuer or for the token endpoint', async () => {
  for (const aud of [gateway.issuer, `${gateway.issuer}/token`, [gateway.issuer]])
    assert.ok(await proves(byAssertion(assertion('web-key', { aud }))), String(aud))
  assert.equal(await proves(byAssertion(assertion('web-key', { aud: 'https://other.example' }))), false)
})

test('A-7 client_id beside an assertion or Basic need not be sent, and must be right if it is', async () => {
  const basic = { authorization: basicHeader('web', sharedSecret) }
  assert.ok(await proves(byAssertion(assertion('web-key'))))
  assert.ok(await proves({ ...byAssertion(assertion('web-key')), client_id: 'web-key' }))
  assert.equal(await proves({ ...byAssertion(assertion('web-key')), client_id: 'web' }), false)
  assert.ok(await proves({}, basic))
  assert.ok(await proves({ client_id: 'web' }, basic))
  assert.equal(await proves({ client_id: 'api' }, basic), false)
})

test('A-8 assertions may be signed with RS256, RS384 and RS512', async () => {
  const { token_endpoint_auth_signing_alg_values_supported: algorithms } = await metadata()
  for (const algorithm of ['RS256', 'RS384', 'RS512']) assert.ok((algorithms as string[]).includes(algorithm))
})

test('A-9 public clients get refresh tokens, and a new one each time', async () => {
  const spa = openRelyingParty(gateway.issuer, 'spa', { authentication: 'none' })
  const tokens = await spa.tokens(openUserAgent())
  const next = (await spa.refresh(tokens.refresh_token ?? '')).json()
  assert.ok(next.refresh_token)
  assert.notEqual(next.refresh_token, tokens.refresh_token)
})

test('A-10 who is registered for the grant gets a refresh token, and nobody else', async () => {
  assert.ok((await party('web').tokens(openUserAgent())).refresh_token)
  assert.equal((await party('no-refresh').tokens(openUserAgent())).refresh_token, undefined)
})

test('A-11 an access token lives for 120 seconds unless something says otherwise', async () => {
  const tokens: Record<string, unknown> = await party().tokens(openUserAgent())
  assert.equal(tokens.expires_in, 120)
})

test('A-12 without resource an access token has no audience', async () => {
  const { access_token: token } = await party().tokens(openUserAgent())
  assert.ok(!('aud' in claimsOf(token)))
})

test('A-13 on-behalf-of is told in client_onbehalfof; aud_onbehalfof is of the 2018 profile alone', async () => {
  const { id_token: token } = await party('api', 'openid').tokens(openUserAgent(), { onbehalfof: 'fjord' })
  const claims = claimsOf(token)
  assert.equal(claims.client_onbehalfof, 'fjord')
  assert.ok(!('aud_onbehalfof' in claims))
})

test('A-14 sid is there when it was registered for, and always in the 2018 profile', async () => {
  assert.ok('sid' in claimsOf((await party('web').tokens(openUserAgent())).id_token))
  assert.ok(!('sid' in claimsOf((await party('reuse').tokens(openUserAgent())).id_token)))
  assert.ok('sid' in claimsOf((await party('legacy').tokens(openUserAgent())).id_token))
})

test('A-15 A-17 a logout returns by hint or by client_id, and asks nobody whether it is meant', async () => {
  const web = party()
  const returnTo = 'https://web.example.no/logged-out'
  for (const way of ['hint', 'client_id'] as const) {
    const browser = openUserAgent()
    const { id_token: hint = '' } = await web.tokens(browser)
    const query = new URLSearchParams({
      post_logout_redirect_uri: returnTo,
      ...(way === 'hint' ? { id_token_hint: hint } : { client_id: 'web' }),
    })
    const answer = await browser.send(`${gateway.issuer}/logout?${query}`)
    assert.ok(answer.text.includes(returnTo), way)
    assert.equal(
      (await web.authorize(browser, { prompt: 'none' })).location().searchParams.get('error'),
      'login_required',
    )
  }
})

test('A-16 without a session cookie a logout is an error, with one of a session that has ended it is done', async () => {
  const stranger = await openUserAgent().send(`${gateway.issuer}/logout?client_id=web`)
  assert.equal(stranger.status, 400)
  const browser = openUserAgent()
  await party().logIn(browser)
  const cookies = new Map(browser.cookies)
  await browser.send(`${gateway.issuer}/logout`)
  for (const [name, value] of cookies) browser.cookies.set(name, value)
  const again = await browser.send(`${gateway.issuer}/logout`)
  assert.equal(again.status, 200)
})

test('A-18 the service that asked for a logout is called too, save in the 2018 profile', async () => {
  for (const [clientId, isCalled] of [
    ['web', true],
    ['legacy', false],
  ] as const) {
    const browser = openUserAgent()
    await party(clientId).logIn(browser)
    const answer = await browser.send(`${gateway.issuer}/logout?client_id=${clientId}`)
    assert.equal(answer.text.includes(`https://${clientId}.example.no/fc`), isCalled, clientId)
  }
})

test('A-20 short names of endpoints are the ones that are told, and longer ones answer as well', async () => {
  const told = await metadata()
  for (const [member, path, alias] of [
    ['introspection_endpoint', '/introspect', '/token/introspect'],
    ['introspection_endpoint', '/introspect', '/tokeninfo'],
    ['revocation_endpoint', '/revoke', '/token/revoke'],
    ['jwks_uri', '/jwks.json', '/jwk'],
  ] as const) {
    assert.equal(told[member], gateway.issuer + path)
    const method = member === 'jwks_uri' ? 'GET' : 'POST'
    const [one, other] = await Promise.all([path, alias].map((each) => send(gateway.issuer + each, { method })))
    assert.equal(one?.status, other?.status)
  }
})

test('A-21 a loopback address registered with * for its port takes any port', async () => {
  const answer = await party('any-port').authorize(openUserAgent(), { redirect_uri: 'http://127.0.0.1:51734/done' })
  assert.equal(answer.location().pathname, '/authorize/selector')
})

test('A-22 the older names of two attributes of a scope are understood', async () => {
  const api = party('api', 'openid eks:synonyms.read')
  const tokens: Record<string, unknown> = await api.tokens(openUserAgent())
  assert.equal(tokens.refresh_token_expires_in, 120)
})

test('A-23 the deprecated client_orgno is in access tokens', async () => {
  const { access_token: token } = await party().tokens(openUserAgent())
  assert.equal(claimsOf(token).client_orgno, '310000019')
})

test('A-24 what stands beside a pushed request is passed over', async () => {
  const web = party()
  const form = Object.fromEntries(new URL(web.authorizeUrl({ state: 'pushed' })).searchParams)
  const headers = { authorization: basicHeader('web', sharedSecret) }
  const { request_uri: handle } = (await send(`${gateway.issuer}/par`, { form, headers })).json()
  const query = {
    client_id: 'web',
    request_uri: String(handle),
    state: 'beside',
    prompt: 'none',
    scope: 'other:secret',
  }
  const answer = await send(`${gateway.issuer}/authorize?${new URLSearchParams(query)}`)
  assert.equal(answer.location().pathname, '/authorize/selector')
})

test('A-25 openid alone gives sub at userinfo, profile gives all', async () => {
  for (const [scope, names] of [
    ['openid', ['sub']],
    ['openid profile', ['sub', 'pid', 'locale']],
  ] as const) {
    const { access_token: token } = await party('web', scope).tokens(openUserAgent())
    const answer = await send(`${gateway.issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` } })
    assert.deepEqual(Object.keys(answer.json()), names)
  }
})

test('A-26 subjects are pairwise, and nothing else is told', async () => {
  assert.deepEqual((await metadata()).subject_types_supported, ['pairwise'])
  const browser = openUserAgent()
  const one = claimsOf((await party('web').tokens(browser)).id_token)
  const other = claimsOf((await party('reuse').tokens(browser)).id_token)
  assert.notEqual(one.sub, other.sub)
})

test('A-27 mobile BankID is spelt with a blank, in the 2018 profile with a hyphen', () => {
  const login = {
    issuer: 'https://op.example',
    subject: 's',
    acr: 'idporten-loa-high',
    amr: 'BankID Mobil',
    authTimeSeconds: 1,
    locale: 'nb',
    sid: null,
    onbehalfof: null,
  } as const
  const token = { jti: 'j', issuedAtSeconds: 1, lifetimeSeconds: 120 }
  assert.deepEqual(idTokenClaims(login, exampleClient('web'), token).amr, ['BankID Mobil'])
  const legacy = { ...exampleClient('old'), tokenProfile: 'legacy2018' } as const
  assert.equal(idTokenClaims(login, legacy, token).amr, 'BankID-mobil')
})

test('A-28 tokens are signed with RS256 unless the client is registered for another algorithm', async () => {
  const tokens = await party().tokens(openUserAgent())
  for (const token of [tokens.id_token, tokens.access_token]) assert.equal(decodeToken(token ?? '').header.alg, 'RS256')
})

test('A-29 two clients may name their keys alike', async () => {
  for (const clientId of ['web-key', 'second-key']) assert.ok(await proves(byAssertion(assertion(clientId))))
  const crossed = assertion('web-key', { sub: 'second-key' })
  assert.equal(await proves(byAssertion(crossed)), false)
})

test('OUT-1 what is not part of the gateway is neither told nor done', async () => {
  const told = await metadata()
  for (const member of ['check_session_iframe', 'registration_endpoint', 'tls_client_certificate_bound_access_tokens'])
    assert.ok(!(member in told), member)
  for (const responseType of ['token', 'id_token', 'code id_token'])
    assert.equal(await errorOf({ response_type: responseType }), 'unsupported_response_type')
  assert.equal(await errorOf({ authorization_details: '[{"type":"x"}]' }), null)
  for (const grantType of ['client_credentials', 'urn:ietf:params:oauth:grant-type:jwt-bearer', 'password']) {
    const headers = { authorization: basicHeader('web', sharedSecret) }
    const answer = await send(`${gateway.issuer}/token`, { form: { grant_type: grantType }, headers })
    assert.equal(answer.json().error, 'unsupported_grant_type')
  }
})

test('AMR-12 the spelling of an authentication method is the registered one', async () => {
  assert.deepEqual(claimsOf((await party().tokens(openUserAgent())).id_token).amr, ['TestID'])
})
