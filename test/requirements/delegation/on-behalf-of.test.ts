import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { customer, type DelegationProgram, delegationSeed, owner, startDelegation } from './delegation-program.ts'

let program: DelegationProgram
before(async () => {
  program = await startDelegation()
})
after(() => program.stop())

const clientOf = (clientId: string, more: Record<string, unknown> = {}) => ({
  client_id: clientId,
  client_orgno: owner,
  client_name: clientId,
  client_uri: 'https://etat.example/',
  integration_type: 'api_klient',
  client_secret: 'secret',
  redirect_uris: ['https://etat.example/callback'],
  ...more,
})
const entry = { onbehalfof: 'kunden', orgno: customer, name: 'Kunden' }
const source = { delegation_source: 'dev-delegations' }
const scopeOf = (name: string, more: Record<string, unknown> = {}) => ({
  name,
  description: 'x',
  accessible_for_all: true,
  ...more,
})
const seedWith = (more: Record<string, readonly unknown[]>) =>
  program.gateway.reseed({ version: 1, environment: 'test', ...more })
const replaceScope = (name: string, more: Record<string, unknown>) =>
  program.call('PUT', `/scopes?scope=${name}`, { description: 'x', accessible_for_all: true, ...more })

test('API-42 a client with entries is not registered with a scope that is delegated', async () => {
  const faults = await seedWith({
    clients: [clientOf('begge', { scopes: ['openid', 'eks:delegert'], onbehalfof: [entry] })],
  })
  assert.match(faults.join(), /clients\[0\]\.scopes: eks:delegert is delegated .*API-42/)
})

test('API-42 a client with a delegated scope gets no entry', async () => {
  const { clients } = delegationSeed()
  const [admin] = clients.filter(({ client_id }) => client_id === 'admin-obo')
  const seeded = await seedWith({ clients: [admin, clientOf('delegert', { scopes: ['openid', 'eks:delegert'] })] })
  assert.deepEqual(seeded, [])
  const add = (clientId: string) =>
    program.call('POST', `/clients/${clientId}/onbehalfof`, { ...entry, description: 'x' }, { as: 'admin-obo' })
  const refused = await add('delegert')
  assert.equal(refused.status, 400)
  assert.match(refused.body.error_description, /eks:delegert.*API-42/)
  assert.deepEqual(await seedWith({ clients: [clientOf('fri', { scopes: ['openid'] })] }), [])
  assert.equal((await add('fri')).status, 200)
})

test('API-42 a scope that a client with entries has gets no source, neither from its owner nor from a seed', async () => {
  const scopes = [scopeOf('eks:senere')]
  const client = clientOf('foerst', { scopes: ['openid', 'eks:senere'], onbehalfof: [entry] })
  assert.deepEqual(await seedWith({ scopes, clients: [client] }), [])
  const refused = await replaceScope('eks:senere', source)
  assert.equal(refused.status, 400)
  assert.match(refused.body.error_description, /delegation_source.*API-42/)
  const faults = await seedWith({ scopes: [scopeOf('eks:senere', source)] })
  assert.match(faults.join(), /scopes\[0\]\.delegation_source: .*API-42/)
  const without = { ...client, onbehalfof: [] }
  assert.deepEqual(await seedWith({ scopes: [scopeOf('eks:senere', source)], clients: [without] }), [])
})

test('API-42 a source is no obstacle where it was before, or where the client is closed', async () => {
  assert.equal((await replaceScope('eks:delegert', source)).status, 200)
  const client = clientOf('stengt', { scopes: ['openid', 'eks:ledig'], onbehalfof: [entry], active: false })
  assert.deepEqual(await seedWith({ scopes: [scopeOf('eks:ledig')], clients: [client] }), [])
  assert.equal((await replaceScope('eks:ledig', source)).status, 200)
})

test('API-42 a login for somebody cannot ask for a scope that became delegated all the same', async () => {
  const client = clientOf('gammel', {
    scopes: ['openid', 'eks:gammel', 'eks:vanlig'],
    onbehalfof: [entry],
    active: false,
  })
  const scopes = [scopeOf('eks:gammel'), scopeOf('eks:vanlig')]
  assert.deepEqual(await seedWith({ scopes, clients: [client] }), [])
  assert.equal((await replaceScope('eks:gammel', source)).status, 200)
  const database = openSqlDurableStore(openSqliteDatabase(`${program.gateway.folder}/portvakt.sqlite`))
  const { clients } = database.environment('test')
  const found = await clients.find('gammel')
  assert.ok(found)
  await clients.save({ ...found.thing, active: true }, 'hand', program.gateway.clock.nowSeconds())
  database.close()
  assert.deepEqual(await seedWith({}), [])
  const begin = async (scope: string, onbehalfof?: string) => {
    const parameters = new URLSearchParams({
      client_id: 'gammel',
      redirect_uri: 'https://etat.example/callback',
      response_type: 'code',
      scope: `openid ${scope}`,
      state: 'state',
      nonce: 'nonce',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
      ...(onbehalfof === undefined ? {} : { onbehalfof }),
    })
    const response = await fetch(`${program.gateway.issuer}/authorize?${parameters}`, { redirect: 'manual' })
    return new URL(response.headers.get('location') ?? 'about:blank', program.gateway.issuer).searchParams
  }
  const refused = await begin('eks:gammel', 'kunden')
  assert.equal(refused.get('error'), 'invalid_request')
  assert.match(refused.get('error_description') ?? '', /onbehalfof cannot be combined/)
  assert.equal((await begin('eks:vanlig', 'kunden')).get('error'), null)
  assert.equal((await begin('eks:gammel')).get('error'), null)
})
