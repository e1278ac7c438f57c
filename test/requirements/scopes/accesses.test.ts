import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readSettings } from '../../../src/config/read-settings.ts'
import { mailScopesTexts } from '../../../src/texts/mail-scopes-text.ts'
import { openLetters } from '../../../src/usecases/onboarding/letter.ts'
import { tellConsumer, tellOfAccesses } from '../../../src/usecases/scopes/tell-consumer.ts'
import { makeAssertion, requestToken } from '../self-service-api/api-program.ts'
import { owner, type ScopeProgram, scopeRequest, startScopes, stranger } from './scope-program.ts'

let api: ScopeProgram
before(async () => {
  api = await startScopes()
})
after(() => api.stop())

const supplier = '310000027'
const make = (subscope: string, more: Record<string, unknown> = {}) =>
  api.administer('POST', '/scopes', { ...scopeRequest, subscope, ...more })
const grant = (scope: string, orgno = stranger) => api.administer('PUT', `/scopes/access/${orgno}?scope=eks:${scope}`)
const withdraw = (scope: string, orgno = stranger) =>
  api.administer('DELETE', `/scopes/access/${orgno}?scope=eks:${scope}`)
const given = async (query = '') => (await api.administer('GET', `/scopes/access${query}`)).body
const states = (list: readonly { scope: string; state: string }[]) =>
  list.map(({ scope, state }) => `${scope} ${state}`)

/** A token with the scope for the client; what the machine issuer answered. */
const tokenFor = (clientId: string, scope: string) =>
  requestToken(api.machineIssuer, makeAssertion(api.machineIssuer, clientId, api.gateway.clock.nowSeconds(), { scope }))

const machine = (scopes: readonly string[], more: Record<string, unknown> = {}) => ({
  client_name: 'Maskin',
  description: 'x',
  integration_type: 'maskinporten',
  token_endpoint_auth_method: 'private_key_jwt',
  scopes,
  ...more,
})

test('API-22 a consumer number that is wrong is answered 400 and named, whichever organisation it is', async () => {
  await make('api-22')
  for (const wrong of ['123456789', '31000001', 'all', '310000019x']) {
    const refused = await grant('api-22', wrong)
    assert.equal(refused.status, 400, wrong)
    assert.match(refused.body.error_description, new RegExp(wrong))
  }
  assert.equal((await grant('api-22', owner)).status, 200)
})

test('API-22 giving and withdrawing again changes nothing', async () => {
  await make('again')
  const first = await grant('again')
  api.gateway.clock.forward(10)
  assert.deepEqual((await grant('again')).body, first.body)
  const denied = await withdraw('again')
  assert.equal(denied.body.state, 'DENIED')
  assert.notEqual(denied.body.last_updated, first.body.last_updated)
  assert.equal(denied.body.created, first.body.created)
  api.gateway.clock.forward(10)
  assert.deepEqual((await withdraw('again')).body, denied.body)
})

test('API-23 a closed scope is not given to more, and what was never given cannot be withdrawn', async () => {
  await make('closed')
  assert.equal((await withdraw('closed')).status, 404)
  await grant('closed')
  await api.administer('DELETE', '/scopes?scope=eks:closed')
  assert.equal((await grant('closed', supplier)).status, 409)
  assert.equal((await withdraw('closed')).status, 200)
})

test('API-21 access to a scope of another is not decided', async () => {
  await make('mine')
  const put = await api.administer('PUT', `/scopes/access/${supplier}?scope=eks:mine`, undefined, 'scopes-stranger')
  assert.equal(put.status, 403)
  assert.equal((await grant('unknown')).status, 404)
  assert.equal((await api.administer('PUT', `/scopes/access/${supplier}`)).status, 400)
})

test('API-26 the owner stands in no list, and has access all the same', async () => {
  await make('own')
  assert.deepEqual(await given('?scope=eks:own'), [])
  const made = await api.administer('POST', '/clients', machine(['eks:own']))
  assert.equal(made.status, 403, 'the token has no right to register clients')
  const token = await api.token('scopes-owner', 'idporten:dcr.write')
  const registered = await api.call('POST', '/clients', machine(['eks:own']), { token })
  assert.equal(registered.status, 200)
})

test('SCOPE-6 accesses are listed by scope, consumer and state, closed scopes only where asked', async () => {
  await make('list-a')
  await make('list-b')
  for (const scope of ['list-a', 'list-b']) await grant(scope)
  await grant('list-a', supplier)
  await withdraw('list-a', supplier)
  assert.deepEqual(states(await given('?scope=eks:list-a')), ['eks:list-a DENIED', 'eks:list-a APPROVED'])
  assert.deepEqual(states(await given(`?scope=eks:list-a&consumer_orgno=${stranger}`)), ['eks:list-a APPROVED'])
  await api.administer('DELETE', '/scopes?scope=eks:list-b')
  const has = (list: readonly { scope: string }[]) => list.some(({ scope }) => scope === 'eks:list-b')
  assert.equal(has(await given()), false)
  assert.equal(has(await given('?inactive=true')), true)
  const received = async (query: string) =>
    (await api.administer('GET', `/scopes/access/all${query}`, undefined, 'scopes-stranger')).body
  assert.equal(has(await received('')), false)
  assert.equal(has(await received('?inactive=true')), true)
})

test('REG-131 REG-134 a scope is registered by who has access, to all, or owns it, in its own letter case', async () => {
  await make('reg-131')
  const register = async (scopes: readonly string[], as: string) => {
    const token = await api.token(as, 'idporten:dcr.write')
    return api.call('POST', '/clients', machine(scopes), { token })
  }
  const refused = await register(['eks:reg-131'], 'scopes-stranger')
  assert.equal(refused.status, 400)
  assert.match(refused.body.error_description, /eks:reg-131: .*no access/)
  await grant('reg-131')
  assert.equal((await register(['eks:reg-131'], 'scopes-stranger')).status, 200)
  assert.equal((await register(['eks:REG-131'], 'scopes-stranger')).status, 400)
  await withdraw('reg-131')
  assert.equal((await register(['eks:reg-131'], 'scopes-stranger')).status, 400)
  await make('reg-131-all', { accessible_for_all: true })
  assert.equal((await register(['eks:reg-131-all'], 'scopes-stranger')).status, 200)
})

test('REG-133 API-31 withdrawn access keeps the registration and stops the tokens', async () => {
  await make('reg-133')
  await grant('reg-133')
  const token = await api.token('scopes-stranger', 'idporten:dcr.write')
  const body = machine(['eks:reg-133'], { client_id: 'reg-133', jwks: undefined })
  const made = await api.call('POST', '/clients', body, { token })
  assert.equal(made.status, 200, made.text)
  const { keys } = (await api.call('GET', '/clients/scopes-stranger/jwks', undefined, { token })).body
  assert.equal((await api.call('POST', '/clients/reg-133/jwks', { keys }, { token })).status, 200)
  assert.equal((await tokenFor('reg-133', 'eks:reg-133')).status, 200)
  await withdraw('reg-133')
  const refused = await tokenFor('reg-133', 'eks:reg-133')
  assert.equal(refused.status, 400)
  assert.match(refused.body.error_description, /^MP-250/)
  const renewed = await api.call('PUT', '/clients/reg-133', body, { token })
  assert.equal(renewed.status, 200, 'what was registered is not judged again')
  await grant('reg-133')
  assert.equal((await tokenFor('reg-133', 'eks:reg-133')).status, 200)
  await api.administer('DELETE', '/scopes?scope=eks:reg-133')
  assert.match((await tokenFor('reg-133', 'eks:reg-133')).body.error_description, /^MP-200/)
})

test('API-13 what is narrowed acts on the next token, and what is registered stays', async () => {
  await make('narrow', { accessible_for_all: true })
  const token = await api.token('scopes-stranger', 'idporten:dcr.write')
  const body = machine(['eks:narrow'], { client_id: 'narrow' })
  await api.call('POST', '/clients', body, { token })
  const { keys } = (await api.call('GET', '/clients/scopes-stranger/jwks', undefined, { token })).body
  await api.call('POST', '/clients/narrow/jwks', { keys }, { token })
  assert.equal((await tokenFor('narrow', 'eks:narrow')).status, 200)
  await api.administer('PUT', '/scopes?scope=eks:narrow', { ...scopeRequest, subscope: 'narrow' })
  assert.match((await tokenFor('narrow', 'eks:narrow')).body.error_description, /^MP-250/)
  await api.administer('PUT', '/scopes?scope=eks:narrow', {
    description: 'x',
    accessible_for_all: true,
    allowed_integration_types: ['api_klient'],
  })
  assert.match((await tokenFor('narrow', 'eks:narrow')).body.error_description, /^MP-201/)
  assert.deepEqual((await api.call('GET', '/clients/narrow', undefined, { token })).body.scopes, ['eks:narrow'])
})

test('APT-5 a number with a bad check digit is refused everywhere, an unknown one in production only', async () => {
  const unknown = '310000043'
  await make('apt-5')
  assert.equal((await grant('apt-5', '123456789')).status, 400)
  assert.equal((await grant('apt-5', unknown)).status, 200)
  const production = await startScopes('prod-sim')
  try {
    const put = (orgno: string) => production.administer('PUT', `/scopes/access/${orgno}?scope=eks:les`)
    assert.equal((await put('123456789')).status, 400)
    const refused = await put(unknown)
    assert.equal(refused.status, 400)
    assert.match(refused.body.error_description, new RegExp(unknown))
    assert.equal((await put(stranger)).status, 200)
  } finally {
    await production.stop()
  }
})

test('APT-6 API-10 the shortest lifetime of the scopes and the client is that of the token', async () => {
  for (const [subscope, age] of [
    ['age-30', 30],
    ['age-0', 0],
  ] as const)
    await make(subscope, { at_max_age: age })
  const token = await api.token('scopes-owner', 'idporten:dcr.write')
  const scopes = ['eks:age-30', 'eks:age-0']
  await api.call('POST', '/clients', machine(scopes, { client_id: 'ages', access_token_lifetime: 120 }), { token })
  const { keys } = (await api.call('GET', '/clients/scopes-owner/jwks', undefined, { token })).body
  await api.call('POST', '/clients/ages/jwks', { keys }, { token })
  const lifetimeOf = async (scope: string) => (await tokenFor('ages', scope)).body.expires_in
  assert.equal(await lifetimeOf('eks:age-30 eks:age-0'), 30)
  assert.equal(await lifetimeOf('eks:age-0'), 120)
})

test('API-30 one scope that may not be had fails the whole request, each for its own reason', async () => {
  await make('api-30-a', { accessible_for_all: true })
  await make('api-30-b', { accessible_for_all: true })
  const token = await api.token('scopes-stranger', 'idporten:dcr.write')
  const both = ['eks:api-30-a', 'eks:api-30-b']
  await api.call('POST', '/clients', machine(both, { client_id: 'api-30' }), { token })
  const { keys } = (await api.call('GET', '/clients/scopes-stranger/jwks', undefined, { token })).body
  await api.call('POST', '/clients/api-30/jwks', { keys }, { token })
  const faultOf = async (scope: string) => (await tokenFor('api-30', scope)).body.error_description ?? 'token'
  assert.equal(await faultOf(both.join(' ')), 'token')
  assert.match(await faultOf('eks:api-30-a eks:les'), /^MP-200/)
  const change = (more: Record<string, unknown>) =>
    api.administer('PUT', '/scopes?scope=eks:api-30-b', { description: 'x', ...more })
  await change({ allowed_integration_types: ['api_klient'] })
  assert.match(await faultOf(both.join(' ')), /^MP-201/)
  await change({})
  assert.match(await faultOf(both.join(' ')), /^MP-250/)
  await change({ active: false, accessible_for_all: true })
  assert.match(await faultOf(both.join(' ')), /^MP-200/)
})

test('API-8 writes stand in the journal with what changed', async () => {
  await make('journal')
  await api.administer('PUT', '/scopes?scope=eks:journal', { description: 'Annet' })
  await grant('journal')
  await withdraw('journal')
  await api.administer('DELETE', '/scopes?scope=eks:journal')
  const records = await api.store.journal.list({ orgno: owner }, 1000)
  const own = records.filter(({ object }) => object.id.startsWith('eks:journal')).map(({ action }) => action)
  assert.deepEqual(own.reverse(), [
    'scope.created',
    'scope.updated',
    'scope_access.approved',
    'scope_access.denied',
    'scope.deactivated',
  ])
})

test('API-27 the technical contact of the consumer is told at once, and of what follows within the hour in one mail', async () => {
  const store = api.store
  const mails = async () => (await store.outbox.list({ code: 'M-31', orgno: '310000035' }, 100)).map(({ text }) => text)
  const before = (await mails()).length
  assert.ok(before > 0, 'the first decision was told when it was made')
  for (const scope of ['mail-a', 'mail-b']) {
    await make(scope)
    await grant(scope)
  }
  await withdraw('mail-b')
  const read = readSettings({}, () => '')
  assert.ok(read.ok)
  const later = tellOfAccesses({
    durable: store,
    clock: api.gateway.clock,
    environments: read.settings.environments,
    tellConsumer: tellConsumer({
      letter: openLetters('Portvakt', mailScopesTexts),
      portalUrl: 'https://portal.example',
    }),
  })
  await later()
  assert.equal((await mails()).length, before, 'not before the hour is over')
  api.gateway.clock.forward(3600)
  await later()
  await later()
  const [newest = '', ...rest] = await mails()
  assert.equal(rest.length, before)
  assert.match(newest, /fått tilgang til:\n[^–]*eks:mail-a\n/)
  assert.match(newest, /ikke lenger tilgang til:\n[^–]*eks:mail-b\n/)
})

test('API-40 what a supplier runs for a customer has the scopes of the supplier, not those of the customer', async () => {
  await make('api-40')
  const token = await api.token('admin-supplier')
  const register = (clientId: string) =>
    api.call(
      'POST',
      '/clients',
      machine(['eks:api-40'], { client_id: clientId, client_orgno: stranger, supplier_orgno: supplier }),
      { token },
    )
  await grant('api-40')
  const refused = await register('api-40')
  assert.equal(refused.status, 400, 'the customer has access, the supplier has not')
  assert.match(refused.body.error_description, /310000027 has no access/)
  await grant('api-40', supplier)
  assert.equal((await register('api-40')).status, 200)
  const { keys } = (await api.call('GET', '/clients/admin-supplier/jwks', undefined, { token })).body
  await api.call('POST', '/clients/api-40/jwks', { keys }, { token })
  assert.equal((await tokenFor('api-40', 'eks:api-40')).status, 200)
  await withdraw('api-40', supplier)
  assert.match((await tokenFor('api-40', 'eks:api-40')).body.error_description, /^MP-250/)
})
