import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { type ApiProgram, clientRequest, owner, publicJwk, startApi, stranger, supplier } from './api-program.ts'

let api: ApiProgram
before(async () => {
  api = await startApi()
})
after(() => api.stop())

type Body = Record<string, unknown>
const make = async (more: Body = {}, as = 'etat-admin') => {
  const made = await api.call('POST', '/clients', { ...clientRequest, ...more }, { as })
  assert.equal(made.status, 200, made.text)
  return made.body
}
const idOf = (client: Body) => String(client.client_id)
const listed = async (as = 'etat-admin', query = ''): Promise<string[]> =>
  (await api.call('GET', `/clients${query}`, undefined, { as })).body.map(idOf)

test('CT-9 REG-105 K-1 K-3 a client is made, read and listed under both spellings of the path, with or without a slash', async () => {
  const made = await make()
  assert.match(made.created, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  for (const base of ['', '/api/v1'])
    for (const end of ['', '/']) {
      const read = await api.call('GET', `${base}/clients/${made.client_id}${end}`)
      assert.deepEqual([read.status, read.body], [200, made])
      const all = await api.call('GET', `${base}/clients${end}`)
      assert.deepEqual(
        all.body.find((one: Body) => one.client_id === made.client_id),
        made,
      )
    }
  assert.equal((await api.call('GET', '/Clients')).status, 404, 'letter case counts')
})

test('CT-9 K-4 a client of every type is made from a request whose lists are null and whose options are missing', async () => {
  for (const [integration_type, more] of [
    ['idporten', { redirect_uris: ['https://a.etaten.no/cb'] }],
    ['api_klient', { redirect_uris: ['https://a.etaten.no/cb'], scopes: ['openid', 'profile', 'eks:les'] }],
    ['maskinporten', { redirect_uris: null, scopes: ['eks:les'] }],
    ['krr', { redirect_uris: null, scopes: null }],
  ] as const) {
    const { redirect_uris, client_uri, frontchannel_logout_uri, refresh_token_lifetime, scopes, grant_types, ...rest } =
      clientRequest
    const scopeOf =
      integration_type === 'krr'
        ? { scopes: ['krr:global/kontaktinformasjon.read', 'krr:global/digitalpost.read'] }
        : {}
    const made = await api.call('POST', '/clients', {
      ...rest,
      post_logout_redirect_uris: null,
      ...more,
      ...scopeOf,
      integration_type,
    })
    assert.equal(made.status, 200, `${integration_type} ${made.text}`)
    assert.ok(Array.isArray(made.body.redirect_uris) && Array.isArray(made.body.post_logout_redirect_uris))
  }
})

test('CT-9 CT-3 REG-101 REG-102 K-5 what is read can be put back and changes nothing, and a PUT equal to the POST does', async () => {
  const made = await make({ client_id: 'soknad-1' })
  const back = await api.call('PUT', '/clients/soknad-1', { ...made, created: 'x', unknown_member: { deep: [1] } })
  assert.deepEqual([back.status, back.body], [200, made])
  for (const request of [clientRequest, { ...clientRequest, client_id: 'soknad-1' }]) {
    const put = await api.call('PUT', '/clients/soknad-1', { ...request, description: 'ny' })
    assert.deepEqual([put.status, put.body.description], [200, 'ny'])
  }
  const less = await api.call('PUT', '/clients/soknad-1', {
    ...clientRequest,
    description: null,
    sso_disabled: undefined,
  })
  assert.deepEqual([less.body.description, less.body.sso_disabled], ['', false])
})

test('CT-9 REG-100 K-9 K-12 a client is closed twice with an empty body, and is not listed unless asked', async () => {
  const id = idOf(await make())
  const headers = { 'content-type': 'application/json' }
  for (const attempt of [1, 2]) {
    const closed = await api.call('DELETE', `/clients/${id}`, undefined, { headers })
    assert.deepEqual([closed.status, closed.text, closed.headers.get('content-length')], [200, '', '0'], `${attempt}`)
  }
  assert.equal((await api.call('GET', `/clients/${id}`, undefined, { headers })).body.active, false)
  assert.ok(!(await listed()).includes(id))
  assert.ok((await listed('etat-admin', '?inactive=true')).includes(id))
})

test('REG-103 a closed client is changed only together with opening it', async () => {
  const id = idOf(await make())
  await api.call('DELETE', `/clients/${id}`)
  assert.equal((await api.call('PUT', `/clients/${id}`, clientRequest)).status, 409)
  const opened = await api.call('PUT', `/clients/${id}`, { ...clientRequest, active: true })
  assert.deepEqual([opened.status, opened.body.active], [200, true])
})

test('CT-9 REG-104 the observed profile answers 201 and 204, by environment or by client', async () => {
  const as = 'admin-observed'
  const made = await api.call('POST', '/clients', clientRequest, { as })
  assert.equal(made.status, 201)
  const path = `/clients/${made.body.client_id}`
  assert.equal((await api.call('POST', `${path}/jwks`, { keys: [publicJwk('k')] }, { as })).status, 201)
  assert.equal((await api.call('PUT', path, clientRequest, { as })).status, 200)
  const closed = await api.call('DELETE', path, undefined, { as })
  assert.deepEqual([closed.status, closed.text], [204, ''])
})

test('REG-104 an environment may answer as observed, and name clients that get the published codes', async () => {
  const observed = await startApi('test', {
    GATEWAY_TEST_API_STATUS_PROFILE: 'observed',
    GATEWAY_TEST_API_PUBLISHED_CLIENTS: 'admin-stranger',
  })
  try {
    const status = async (as: string) => (await observed.call('POST', '/clients', clientRequest, { as })).status
    assert.deepEqual([await status('etat-admin'), await status('admin-stranger')], [201, 200])
  } finally {
    await observed.stop()
  }
})

test('CT-11 REG-107 a client of another organisation is unknown to readers and forbidden to writers, and is not listed', async () => {
  const id = idOf(await make())
  const as = 'admin-stranger'
  const [read, unknown] = [
    await api.call('GET', `/clients/${id}`, undefined, { as }),
    await api.call('GET', '/clients/nobody', undefined, { as }),
  ]
  const form = ({ status, body }: typeof read) => [status, body.error, body.error_description]
  assert.deepEqual(form(read), form(unknown))
  assert.equal(read.status, 404)
  assert.equal((await api.call('GET', `/clients/${id}/jwks`, undefined, { as })).status, 404)
  for (const [method, path, body] of [
    ['PUT', '', clientRequest],
    ['DELETE', '', undefined],
    ['POST', '/jwks', { keys: [publicJwk('k')] }],
    ['DELETE', '/jwks', undefined],
    ['POST', '/secret', undefined],
    ['POST', '/onbehalfof', { onbehalfof: 'x', name: 'X', orgno: stranger }],
  ] as const)
    assert.equal((await api.call(method, `/clients/${id}${path}`, body, { as })).status, 403, `${method} ${path}`)
  assert.equal((await api.call('PUT', '/clients/nobody', clientRequest, { as })).status, 404)
  assert.ok(!(await listed(as, '?inactive=true')).includes(id))
})

test('CT-8 REG-110 REG-111 REG-112 REG-114 a supplier registers for a customer, who sees the client and may only close it', async () => {
  const forCustomer = { ...clientRequest, client_orgno: owner }
  const refused = await api.call('POST', '/clients', forCustomer, { as: 'admin-stranger' })
  assert.deepEqual([refused.status, refused.body.error], [403, 'access_denied'])
  const made = await make({ client_orgno: owner, supplier_orgno: stranger }, 'admin-supplier')
  assert.deepEqual([made.client_orgno, made.supplier_orgno], [owner, supplier])
  const path = `/clients/${made.client_id}`
  assert.equal(
    (await api.call('PUT', path, { ...clientRequest, description: 'ny' }, { as: 'admin-supplier' })).status,
    200,
  )
  const withoutSupplierScope = await api.token('admin-supplier', 'idporten:dcr.write')
  assert.equal((await api.call('PUT', path, clientRequest, { token: withoutSupplierScope })).status, 403)
  assert.ok((await listed()).includes(made.client_id), 'the customer sees it')
  assert.equal((await api.call('PUT', path, clientRequest)).status, 403, 'the customer cannot change it')
  assert.equal((await api.call('DELETE', path)).status, 200, 'the customer closes it')
})

test('REG-108 If-Match is honoured, and is not required', async () => {
  const made = await api.call('POST', '/clients', clientRequest)
  const path = `/clients/${made.body.client_id}`
  const tag = String(made.headers.get('etag'))
  const put = (description: string, ifMatch: string) =>
    api.call('PUT', path, { ...clientRequest, description }, { headers: { 'if-match': ifMatch } })
  assert.equal((await put('en', tag)).status, 200)
  assert.equal((await put('to', tag)).status, 412)
  assert.equal((await put('to', '*')).status, 200)
  assert.equal((await put('tre', '"7", "3"')).status, 200)
  assert.equal((await api.call('DELETE', path, undefined, { headers: { 'if-match': tag } })).status, 412)
})

test('REG-109 a POST with an Idempotency-Key makes one client, without the key two', async () => {
  const headers = { 'idempotency-key': 'b6e1' }
  const [one, two] = [
    await api.call('POST', '/clients', clientRequest, { headers }),
    await api.call('POST', '/clients', clientRequest, { headers }),
  ]
  assert.deepEqual([two.status, two.body], [200, one.body])
  const other = await api.call('POST', '/clients', { ...clientRequest, description: 'x' }, { headers })
  assert.deepEqual([other.status, other.body.error], [409, 'conflict'])
  const wrong = { ...clientRequest, redirect_uris: [] }
  const mended = { 'idempotency-key': 'mended' }
  assert.equal((await api.call('POST', '/clients', wrong, { headers: mended })).status, 400)
  assert.equal(
    (await api.call('POST', '/clients', clientRequest, { headers: mended })).status,
    200,
    'a refusal is not kept',
  )
  assert.notEqual(idOf(await make()), idOf(await make()))
  const others = await api.call('POST', '/clients', clientRequest, { as: 'admin-stranger', headers })
  assert.notEqual(others.body.client_id, one.body.client_id, 'a key belongs to its organisation')
})

test('CT-12 REG-3 REG-108 every read after a write shows it, also when a hundred come at once', async () => {
  const token = await api.token('etat-admin')
  const ids = new Set<string>()
  await Promise.all(
    Array.from({ length: 100 }, async (_, index) => {
      const made = await api.call('POST', '/clients', { ...clientRequest, description: `nr ${index}` }, { token })
      const path = `/clients/${made.body.client_id}`
      assert.equal(
        (await api.call('PUT', path, { ...clientRequest, description: `ny ${index}` }, { token })).status,
        200,
      )
      assert.equal((await api.call('GET', path, undefined, { token })).body.description, `ny ${index}`)
      ids.add(made.body.client_id)
    }),
  )
  const all: Body[] = (await api.call('GET', '/clients', undefined, { token })).body
  for (const id of ids) assert.match(String(all.find((one) => one.client_id === id)?.description), /^ny /)
  assert.equal(ids.size, 100)
})

test('REG-24 advice comes in a header, with the client made', async () => {
  const made = await api.call('POST', '/clients', { ...clientRequest, access_token_lifetime: 900 })
  assert.equal(made.status, 200)
  assert.match(String(made.headers.get('x-registration-warning')), /REG-24/)
})

test('REG-141 every call is logged without its body, and every write stands in the journal', async () => {
  const made = await make({ description: 'en hemmelig beskrivelse' })
  const line = api.gateway.logLines.map((text) => JSON.parse(text)).findLast(({ message }) => message === 'api-call')
  assert.deepEqual(
    [line.tokenClient, line.orgno, line.method, line.path, line.status, typeof line.milliseconds],
    ['etat-admin', owner, 'POST', '/clients', 200, 'number'],
  )
  const read = await api.call('GET', `/clients/${made.client_id}`)
  const last = api.gateway.logLines.map((text) => JSON.parse(text)).findLast(({ message }) => message === 'api-call')
  assert.deepEqual([last.clientId, last.correlationId], [made.client_id, read.headers.get('x-correlation-id')])
  assert.ok(!api.gateway.logLines.join().includes('en hemmelig beskrivelse'))
  await api.call('DELETE', `/clients/${made.client_id}`)
  const database = openSqliteDatabase(`${api.gateway.folder}/portvakt.sqlite`)
  const records = await openSqlDurableStore(database).journal.list({ objectId: made.client_id }, 10)
  database.close()
  assert.deepEqual(
    records.map(({ action, actor, orgno }) => [action, actor.kind, actor.id, orgno]),
    [
      ['client.deactivated', 'machine', 'etat-admin', owner],
      ['client.created', 'machine', 'etat-admin', owner],
    ],
  )
})
