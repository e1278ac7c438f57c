import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty, type RelyingParty } from '../../harness/relying-party.ts'
import { citizenA, sharedSecret, standardSeed } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { assertErrorRedirect } from './answers.ts'

const [orgno, stranger] = ['310000019', '974760673']
const granted = ['andre:open.read', 'andre:granted.read', 'andre:private.read', 'andre:delegated.read']
const api = {
  client_id: 'api',
  client_name: 'API-klient',
  client_orgno: orgno,
  client_secret: sharedSecret,
  integration_type: 'api_klient',
  redirect_uris: ['https://api.example.no/callback'],
  scopes: [
    ...[
      'openid',
      'profile',
      'eks:opaque.read',
      'eks:value.read',
      'eks:pseudo.read',
      'eks:fresh.read',
      'eks:short.read',
    ],
    ...['eks:shorter.read', 'eks:closed.read', 'eks:sub/part.v1', 'andre:for-machines.read', ...granted],
  ],
}

/** The standard seed with another organisation's scopes; `changes` by name of the scope. */
function seedWith(changes: Record<string, Record<string, unknown>> = {}, ...clients: Record<string, unknown>[]) {
  const seed = standardSeed([api, ...clients])
  const scopes: Record<string, unknown>[] = [
    ...(seed.scopes as Record<string, unknown>[]),
    { name: 'eks:shorter.read', description: 'x', at_max_age: 20, authorization_max_age: 200 },
    { name: 'eks:sub/part.v1', description: 'x' },
    { name: 'andre:open.read', description: 'x', accessible_for_all: true },
    { name: 'andre:granted.read', description: 'x', access: [orgno] },
    { name: 'andre:private.read', description: 'x', access: [orgno], visibility: 'PRIVATE' },
    { name: 'andre:delegated.read', description: 'x', access: [orgno], delegation_source: 'dev-delegations' },
    { name: 'andre:for-machines.read', description: 'x', delegation_source: 'dev-delegations' },
    { name: 'andre:closed.read', description: 'x' },
  ]
  return {
    ...seed,
    organisations: [
      { orgno, name: 'Eksempeletaten' },
      { orgno: stranger, name: 'En annen etat' },
    ],
    prefixes: [
      { prefix: 'eks', orgno },
      { prefix: 'andre', orgno: stranger },
    ],
    scopes: scopes.map((scope) => ({ ...scope, ...changes[String(scope.name)] })),
  }
}

/** Only the scopes: the clients stay as they are registered, also with what they could not register now. */
const onlyScopes = (changes: Record<string, Record<string, unknown>>) => ({ ...seedWith(changes), clients: [] })

let gateway: RunningGateway
let service: RelyingParty
before(async () => {
  gateway = await startGateway({ seed: seedWith() })
  service = openRelyingParty(gateway.issuer, 'api')
})
after(() => gateway.stop())

const tokensFor = (scope: string) => service.tokens(openUserAgent(), { scope })
const expectError = async (scope: string, error: string, party = service) =>
  void assertErrorRedirect(await party.authorize(openUserAgent(), { scope }), party.redirectUri, error)
const userinfo = (token: unknown) =>
  send(`${gateway.issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` } })

test('SCOPE-1 a scope is a prefix with an owner, a colon and a subscope, whose letter case counts', async () => {
  assert.equal((await tokensFor('openid eks:sub/part.v1')).scope, 'openid eks:sub/part.v1')
  for (const wrong of ['eks:SUB/part.v1', 'EKS:sub/part.v1', 'eks:sub', 'eks:', ':', 'sub/part.v1'])
    await expectError(`openid ${wrong}`, 'invalid_scope')
  for (const name of ['eks:med blank', 'eks:"x"', 'eks:a\\b', 'eks:å', 'uten-kolon', 'ingen:eier', 'idporten:own'])
    assert.notDeepEqual(await gateway.reseed(seedWith({ 'andre:closed.read': { name } })), [], name)
})

test('SCOPE-2 openid gives an id_token, profile opens pid and locale at userinfo, and nobody may ask for introspection', async () => {
  const both = await tokensFor('openid profile')
  const { sub } = decodeToken(both.id_token ?? '').claims
  assert.deepEqual((await userinfo(both.access_token)).json(), { sub, pid: citizenA, locale: 'nb' })
  const openid = await tokensFor('openid')
  assert.ok('id_token' in openid)
  assert.deepEqual((await userinfo(openid.access_token)).json(), { sub })
  const profile = await tokensFor('profile')
  assert.ok(!('id_token' in profile))
  assert.equal((await userinfo(profile.access_token)).json().pid, citizenA)
  await expectError('openid idporten:token.introspection', 'invalid_scope')
})

test('SCOPE-4 an inactive scope cannot be asked for, while tokens that have it go on working', async () => {
  const tokens = await tokensFor('openid eks:value.read')
  assert.deepEqual(await gateway.reseed(onlyScopes({ 'eks:value.read': { active: false } })), [])
  await expectError('openid eks:value.read', 'invalid_scope')
  assert.equal((await userinfo(tokens.access_token)).status, 200)
  assert.deepEqual(await gateway.reseed(seedWith()), [])
  assert.equal((await tokensFor('openid eks:value.read')).scope, 'openid eks:value.read')
})

test('SCOPE-6 a foreign scope is open to all, or to those with access, and that is asked again when tokens are issued', async () => {
  const scope = `openid ${granted[0]} ${granted[1]}`
  const tokens = await tokensFor(scope)
  assert.equal(tokens.scope, scope)
  const stolen = { ...api, scopes: ['openid', 'andre:closed.read'] }
  assert.match((await gateway.reseed(seedWith({}, stolen))).join(), /andre:closed\.read/)
  assert.deepEqual(await gateway.reseed(onlyScopes({ 'andre:granted.read': { access: [] } })), [])
  await expectError(scope, 'invalid_scope')
  const narrowed = await service.refresh(tokens.refresh_token ?? '')
  assert.deepEqual([narrowed.status, narrowed.json().scope], [200, `openid ${granted[0]}`])
  await gateway.reseed(seedWith())
})

test('SCOPE-7 a type of integration that is not listed gets the scope neither registered nor issued, by either name of the list', async () => {
  for (const field of ['allowed_integration_types', 'allowable_integration_types']) {
    const changes = { 'eks:closed.read': { [field]: ['maskinporten'] } }
    assert.deepEqual(await gateway.reseed(onlyScopes(changes)), [])
    await expectError('openid eks:closed.read', 'invalid_scope')
    const faults = await gateway.reseed(seedWith(changes, { ...api, client_id: 'late' }))
    assert.match(faults.join(), /eks:closed\.read/)
    assert.deepEqual(await gateway.reseed(seedWith()), [])
  }
  assert.equal((await tokensFor('openid eks:closed.read')).scope, 'openid eks:closed.read')
})

test('SCOPE-10 a scope may demand a new login although a session could answer', async () => {
  const browser = openUserAgent()
  await service.logIn(browser)
  assert.ok((await service.authorize(browser, { scope: 'openid eks:value.read' })).location().searchParams.has('code'))
  const answer = await service.authorize(browser, { scope: 'openid eks:value.read eks:fresh.read' })
  assert.equal(answer.location().pathname, '/authorize/selector')
})

test('SCOPE-11 with a pseudonymous scope no pid stands in either token or at userinfo', async () => {
  const tokens = await tokensFor('openid profile eks:value.read eks:pseudo.read')
  const { claims } = decodeToken(tokens.id_token ?? '')
  assert.equal(claims.pid, undefined)
  assert.equal(decodeToken(tokens.access_token ?? '').claims.pid, undefined)
  assert.deepEqual((await userinfo(tokens.access_token)).json(), { sub: claims.sub, locale: 'nb' })
  assert.equal(decodeToken((await tokensFor('openid profile')).id_token ?? '').claims.pid, citizenA)
})

test('SCOPE-12 one opaque scope makes the access token opaque; both spellings of the other form are read', async () => {
  assert.match((await tokensFor('openid eks:value.read eks:opaque.read')).access_token ?? '', /^[\w-]{50}$/)
  for (const token_type of ['SELF_CONTAINED', 'SELF-CONTAINED']) {
    assert.deepEqual(await gateway.reseed(seedWith({ 'eks:opaque.read': { token_type } })), [])
    const { access_token = '' } = await tokensFor('openid eks:value.read eks:opaque.read')
    assert.equal(decodeToken(access_token).header.alg, 'RS256')
  }
  await gateway.reseed(seedWith())
})

test('SCOPE-13 SCOPE-14 of several limits the lowest holds for access token and authorization, and 0 is none', async () => {
  for (const [scopes, accessToken, authorization] of [
    ['eks:value.read', 120, 7200],
    ['eks:value.read eks:short.read', 30, 300],
    ['eks:short.read eks:value.read eks:shorter.read', 20, 200],
  ] as const) {
    const tokens = await tokensFor(`openid ${scopes}`)
    assert.equal(tokens.expires_in, accessToken)
    assert.equal(tokens.refresh_token_expires_in, Math.min(authorization, 600))
  }
  const { refresh_token: refreshToken = '' } = await tokensFor('openid eks:short.read')
  gateway.clock.forward(300)
  assert.equal((await service.refresh(refreshToken)).json().error, 'invalid_grant')
})

test('SCOPE-16 SCOPE-17 visibility and delegation source change nothing in a token', async () => {
  const plain = decodeToken((await tokensFor(`openid ${granted[1]}`)).access_token ?? '').claims
  for (const scope of granted.slice(2)) {
    const { claims } = decodeToken((await tokensFor(`openid ${scope}`)).access_token ?? '')
    assert.deepEqual(Object.keys(claims).sort(), Object.keys(plain).sort())
    assert.equal(claims.scope, `openid ${scope}`)
  }
})

test('SCOPE-17 a delegation source opens no scope to citizens: the client needs access all the same', async () => {
  await expectError('openid andre:for-machines.read', 'invalid_scope')
})

test('SCOPE-18 one scope that is not registered fails the whole request, save what generic libraries send unasked', async () => {
  await expectError('openid profile eks:unknown.read', 'invalid_scope')
  await expectError('openid andre:closed.read', 'invalid_scope')
  await expectError('openid OPENID', 'invalid_scope')
  const dropped = await tokensFor('email openid address phone offline_access profile openid')
  assert.equal(dropped.scope, 'openid profile')
  await expectError('email offline_access', 'invalid_scope')
})

test('SCOPE-20 without openid the citizen logs in as usual and the service gets no id_token', async () => {
  const browser = openUserAgent()
  const answer = await service.authorize(browser, { scope: 'eks:value.read', prompt: 'login' })
  assert.equal(answer.location().pathname, '/authorize/selector')
  const tokens = await tokensFor('eks:value.read')
  assert.ok(tokens.access_token && tokens.refresh_token && !('id_token' in tokens))
  assert.equal((await userinfo(tokens.access_token)).status, 403)
})

test('SCOPE-21 no_pid and eidas are refused, and the claims parameter is ignored', async () => {
  await expectError('openid no_pid', 'invalid_scope')
  await expectError('openid eidas', 'invalid_scope')
  const claims = '{"id_token":{"email":{"essential":true}},"userinfo":{"pid":null}}'
  const tokens = await service.tokens(openUserAgent(), { scope: 'openid', claims })
  assert.equal(decodeToken(tokens.id_token ?? '').claims.email, undefined)
  assert.deepEqual(Object.keys((await userinfo(tokens.access_token)).json()), ['sub'])
})
