import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { RunningGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty, signToken } from '../../harness/relying-party.ts'
import { assertionKey, citizenA, sharedSecret } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { parametersOf } from './assertions.ts'
import { assertRefused } from './refused.ts'
import { introspect, seedWithServers, startWithServers, userinfo } from './resource-servers.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startWithServers()
})
after(() => gateway.stop())

const api = () => openRelyingParty(gateway.issuer, 'api')
const tokensOf = (scope: string, changes: Record<string, string> = {}) =>
  api().tokens(openUserAgent(), { scope, ...changes })
const inactive = { active: false }

test('INTR-1 INTR-5 INTR-7 an API is told of an opaque token what a self-contained one would say', async () => {
  const tokens = await tokensOf('openid eks:opaque.read', { resource: 'https://api.example.no/v1' })
  gateway.clock.forward(23)
  const answer = await introspect(gateway, tokens.access_token)
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-type') ?? '', /^application\/json/)
  assert.deepEqual([answer.headers.get('cache-control'), answer.headers.get('pragma')], ['no-store', 'no-cache'])
  const { jti, iat, exp, ...told } = answer.json()
  assert.deepEqual(told, {
    active: true,
    iss: gateway.issuer,
    sub: decodeToken(tokens.id_token ?? '').claims.sub,
    pid: citizenA,
    acr: 'idporten-loa-substantial',
    scope: 'eks:opaque.read',
    aud: 'https://api.example.no/v1',
    client_id: 'api',
    client_amr: 'client_secret_basic',
    consumer: { authority: 'iso6523-actorid-upis', ID: '0192:310000019' },
    client_orgno: '310000019',
    token_type: 'Bearer',
    expires_in: 97,
  })
  assert.equal(Number(exp) - Number(iat), 120)
  assert.match(String(jti), /^[A-Za-z0-9_-]{22}$/)
})

test('INTR-5 INTR-9 of a self-contained token it is told the very claims of the token, pid among them', async () => {
  const { access_token = '' } = await tokensOf('eks:value.read', { resource: 'urn:example:a' })
  const { active, token_type, expires_in, ...told } = (await introspect(gateway, access_token)).json()
  assert.deepEqual([active, token_type, expires_in], [true, 'Bearer', 120])
  const { claims } = decodeToken(access_token)
  assert.deepEqual(told, claims)
  assert.equal(claims.pid, citizenA)
})

test('INTR-1 token_type_hint, right or wrong or unheard of, changes nothing', async () => {
  const { access_token } = await tokensOf('eks:value.read')
  for (const token_type_hint of ['access_token', 'refresh_token', 'saml'])
    assert.equal((await ask({ token: access_token, token_type_hint })).json().active, true)
})

const ask = (form: Record<string, string | undefined>, headers: Record<string, string> = {}) =>
  send(`${gateway.issuer}/introspect`, {
    form: { ...form },
    headers: { authorization: `Basic ${Buffer.from(`rs-main:${sharedSecret}`).toString('base64')}`, ...headers },
  })

test('ENV-13 ENV-16 the older names of the endpoint answer the same', async () => {
  const { access_token } = await tokensOf('eks:value.read')
  const [first, ...others] = await Promise.all(
    ['/introspect', '/token/introspect', '/tokeninfo'].map((path) =>
      introspect(gateway, access_token, 'rs-main', path),
    ),
  )
  for (const answer of others) assert.deepEqual([answer.status, answer.json()], [200, first?.json()])
})

test('INTR-2 CAUTH-11 CAUTH-13 an API proves itself with a key too, for the issuer or the endpoint it calls, once', async () => {
  const { access_token: token } = await tokensOf('eks:value.read')
  const { issuer, clock } = gateway
  const ask = (path: string, aud: string, jti: string = randomUUID()) => {
    const now = clock.nowSeconds()
    const claims = { iss: 'rs-key', sub: 'rs-key', aud, iat: now, exp: now + 60, jti }
    const assertion = signToken({ alg: 'RS256', kid: 'key-1' }, claims, assertionKey.privateKey)
    return send(issuer + path, { form: { token, ...parametersOf(assertion) } })
  }
  for (const [path, aud] of [
    ['/introspect', issuer],
    ['/introspect', `${issuer}/introspect`],
    ['/introspect', `${issuer}/token`],
    ['/tokeninfo', `${issuer}/tokeninfo`],
  ] as const)
    assert.equal((await ask(path, aud)).json().active, true, `${path} ${aud}`)
  assertRefused(await ask('/introspect', `${issuer}/revoke`), 401, 'invalid_client')
  assertRefused(await ask('/introspect', 'https://elsewhere.example'), 401, 'invalid_client')
  assert.equal((await ask('/introspect', issuer, 'the same')).status, 200)
  assertRefused(await ask('/introspect', issuer, 'the same'), 401, 'invalid_client')
})

test('INTR-2 INTR-3 EX-15 a caller that does not prove itself is invalid_client', async () => {
  const { access_token: token } = await tokensOf('eks:value.read')
  const url = `${gateway.issuer}/introspect`
  assertRefused(await send(url, { form: { token } }), 401, 'invalid_client')
  const basic = (pair: string) => ({ headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` } })
  const wrong = await send(url, { form: { token }, ...basic('rs-main:wrong') })
  assertRefused(wrong, 401, 'invalid_client')
  assert.match(wrong.headers.get('www-authenticate') ?? '', /^Basic realm=/)
  assertRefused(await send(url, { form: { token, client_id: 'rs-main' } }), 401, 'invalid_client')
  const asPost = { token, client_id: 'rs-main', client_secret: sharedSecret }
  assertRefused(await send(url, { form: asPost }), 401, 'invalid_client')
  // A public client proves nothing.
  assertRefused(await send(url, { form: { token, client_id: 'spa' } }), 401, 'invalid_client')
})

test('INTR-2 INTR-3 EX-15 a caller without the scope of introspection is access_denied, 403', async () => {
  const { access_token } = await tokensOf('eks:value.read')
  assertRefused(await introspect(gateway, access_token, 'web'), 403, 'access_denied')
  assertRefused(await introspect(gateway, access_token, 'api'), 403, 'access_denied')
})

test('INTR-2 INTR-3 SCOPE-15 EX-15 a caller that no scope of the token lists learns nothing', async () => {
  const { access_token } = await tokensOf('eks:opaque.read')
  for (const caller of ['rs-values', 'rs-unlisted', 'rs-other']) {
    const answer = await introspect(gateway, access_token, caller)
    assert.deepEqual([answer.status, answer.json()], [200, inactive], caller)
  }
  const login = await openRelyingParty(gateway.issuer).tokens(openUserAgent())
  assert.deepEqual((await introspect(gateway, login.access_token)).json(), inactive)
})

test('INTR-6 SCOPE-15 a caller is told of the scopes that list it and of no other', async () => {
  const { access_token } = await tokensOf('openid profile eks:opaque.read eks:value.read')
  assert.equal((await introspect(gateway, access_token, 'rs-main')).json().scope, 'eks:opaque.read eks:value.read')
  assert.equal((await introspect(gateway, access_token, 'rs-values')).json().scope, 'eks:value.read')
})

test('INTR-4 what is no live access token is inactive, without another word', async () => {
  const service = api()
  const code = (await service.logIn(openUserAgent(), { scope: 'eks:value.read' })).searchParams.get('code') ?? ''
  const tokens = await tokensOf('openid eks:value.read')
  const altered = `${tokens.access_token?.slice(0, -2)}xx`
  for (const token of [code, tokens.refresh_token, tokens.id_token, altered, 'abc', 'a.b.c', 'x'.repeat(20_000)])
    assert.deepEqual((await introspect(gateway, token)).json(), inactive)
  gateway.clock.forward(120)
  assert.deepEqual((await introspect(gateway, tokens.access_token)).json(), inactive)
})

test('INTR-8 without a token, or with two, it is invalid_request', async () => {
  assertRefused(await introspect(gateway, undefined), 400, 'invalid_request')
  assertRefused(await introspect(gateway, ''), 400, 'invalid_request')
  const authorization = `Basic ${Buffer.from(`rs-main:${sharedSecret}`).toString('base64')}`
  const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' }
  const url = `${gateway.issuer}/introspect`
  assertRefused(await send(url, { body: 'token=a&token=b', headers }), 400, 'invalid_request')
  assertRefused(await send(`${url}?token=a`, { body: 'token=b', headers }), 400, 'invalid_request')
})

test('INTR-10 PSEU-2 SCOPE-5 EX-14 the number of a pseudonymous token is told to the organisation that owns the scope and to no other', async () => {
  const { access_token = '' } = await tokensOf('eks:pseudo.read')
  assert.equal('pid' in decodeToken(access_token).claims, false)
  assert.equal((await introspect(gateway, access_token, 'rs-main')).json().pid, citizenA)
  const elsewhere = (await introspect(gateway, access_token, 'rs-other')).json()
  assert.deepEqual([elsewhere.active, 'pid' in elsewhere], [true, false])
})

test('INTR-10 in company of a pseudonymous scope another scope of the token tells its caller no number', async () => {
  const { access_token } = await tokensOf('eks:pseudo.read eks:value.read')
  const answer = (await introspect(gateway, access_token, 'rs-other')).json()
  assert.deepEqual([answer.scope, 'pid' in answer], ['eks:pseudo.read', false])
})

test('HTTP-10 no script of a page may introspect, and other methods are 405', async () => {
  const origin = 'https://spa.example.no'
  const { access_token } = await tokensOf('eks:value.read')
  const answer = await ask({ token: access_token }, { origin })
  assert.equal(answer.headers.get('access-control-allow-origin'), null)
  for (const method of ['GET', 'OPTIONS', 'PUT']) {
    const refused = await send(`${gateway.issuer}/introspect`, { method, headers: { origin } })
    assert.deepEqual([refused.status, refused.headers.get('allow')], [405, 'POST'], method)
  }
})

const withClient = (changes: Record<string, unknown>) => {
  const seed = seedWithServers()
  return {
    ...seed,
    clients: seed.clients.map((client) => (client.client_id === 'api' ? { ...client, ...changes } : client)),
  }
}

test('API-31 CLI-2 with its client deactivated a token of either form gives nothing more at any endpoint', async () => {
  const tokens = await tokensOf('openid eks:opaque.read')
  const value = await tokensOf('openid eks:value.read')
  assert.deepEqual(await gateway.reseed(withClient({ active: false })), [])
  for (const { access_token } of [tokens, value]) {
    assert.deepEqual((await introspect(gateway, access_token)).json(), inactive)
    assertRefused(await userinfo(gateway, access_token), 401, 'invalid_token')
  }
  assertRefused(await api().refresh(tokens.refresh_token ?? ''), 401, 'invalid_client')
  assert.deepEqual(await gateway.reseed(seedWithServers()), [])
  assert.deepEqual((await introspect(gateway, tokens.access_token)).json(), inactive, 'opened again, it must ask again')
})

test('API-31 a scope that is inactive, or that the client lost, is gone from introspection at once and the rest stays', async () => {
  const { access_token } = await tokensOf('openid eks:opaque.read eks:value.read')
  const only = await tokensOf('eks:value.read')
  assert.deepEqual(
    await gateway.reseed({ ...seedWithServers({ 'eks:value.read': { active: false } }), clients: [] }),
    [],
  )
  assert.equal((await introspect(gateway, access_token)).json().scope, 'eks:opaque.read')
  assert.deepEqual((await introspect(gateway, only.access_token)).json(), inactive)
  assertRefused(await api().refresh(only.refresh_token ?? ''), 400, 'invalid_grant')
  assert.deepEqual(await gateway.reseed(withClient({ scopes: ['openid', 'eks:value.read'] })), [])
  assert.equal((await introspect(gateway, access_token)).json().scope, 'eks:value.read')
  assert.deepEqual(await gateway.reseed(seedWithServers()), [])
})

test('API-31 SCOPE-6 a code that was given before a scope was lost brings the rest, or nothing', async () => {
  const service = api()
  const both = await service.logIn(openUserAgent(), { scope: 'eks:opaque.read eks:value.read' })
  const only = await service.logIn(openUserAgent(), { scope: 'eks:value.read' })
  assert.deepEqual(
    await gateway.reseed({ ...seedWithServers({ 'eks:value.read': { active: false } }), clients: [] }),
    [],
  )
  const rest = await service.redeem(both)
  assert.deepEqual([rest.status, rest.json().scope], [200, 'eks:opaque.read'])
  assertRefused(await service.redeem(only), 400, 'invalid_grant')
  assert.deepEqual(await gateway.reseed(seedWithServers()), [])
})

test('SCOPE-12 SCOPE-13 SCOPE-14 the limits of several scopes hold together in what an API is told', async () => {
  assert.deepEqual(
    await gateway.reseed(seedWithServers({ 'eks:short.read': { enforced_aud_for_introspection: ['rs-main'] } })),
    [],
  )
  const tokens = await tokensOf('eks:short.read eks:opaque.read')
  assert.equal(tokens.access_token?.includes('.'), false)
  const answer = (await introspect(gateway, tokens.access_token)).json()
  assert.deepEqual([answer.expires_in, answer.scope], [30, 'eks:short.read eks:opaque.read'])
  gateway.clock.forward(299)
  assert.equal((await api().refresh(tokens.refresh_token ?? '')).json().expires_in, 1)
})

test('REG-69 that an API proved itself is told once a day for each credential', async () => {
  const { access_token } = await tokensOf('eks:value.read')
  const used = () =>
    gateway.events.filter((event) => event.kind === 'credential-used' && event.clientId === 'rs-values')
  gateway.clock.forward(86_400)
  const before = used().length
  for (let times = 0; times < 3; times += 1) await introspect(gateway, access_token, 'rs-values')
  assert.equal(used().length, before + 1)
  const [event] = used().slice(-1)
  assert.ok(event !== undefined && 'credentialId' in event && event.credentialId !== '')
  gateway.clock.forward(86_400)
  await introspect(gateway, access_token, 'rs-values')
  assert.equal(used().length, before + 2)
})

test('API-11 SCOPE-11 SCOPE-12 one opaque scope makes the whole token opaque, one pseudonymous takes the number from all of it', async () => {
  const mixed = await tokensOf('openid profile eks:value.read eks:opaque.read eks:pseudo.read')
  assert.equal(mixed.access_token?.includes('.'), false)
  assert.equal('pid' in decodeToken(mixed.id_token ?? '').claims, false)
  assert.equal('pid' in (await userinfo(gateway, mixed.access_token)).json(), false)
  const told = (await introspect(gateway, mixed.access_token)).json()
  assert.deepEqual([told.pid, told.scope], [citizenA, 'eks:value.read eks:opaque.read eks:pseudo.read'])
  assert.equal(
    'pid' in (await introspect(gateway, mixed.access_token, 'rs-values')).json(),
    true,
    'rs-values is of the owner too',
  )
  assert.equal('pid' in (await introspect(gateway, mixed.access_token, 'rs-other')).json(), false)
})
