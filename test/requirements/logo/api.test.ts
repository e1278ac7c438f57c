import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { type ApiProgram, clientRequest, owner, startApi } from '../self-service-api/api-program.ts'

let api: ApiProgram
before(async () => {
  api = await startApi()
})
after(() => api.stop())

const logo = (letter: string) => ({ hash: letter.repeat(64), width: 100, height: 50 })

test('REG-121 REG-102 answers tell where the gateway serves a logo, of the client and of each entry; no call of the API sets or removes it', async () => {
  const made = await api.call('POST', '/clients', { ...clientRequest, logo_uri: 'https://evil.example/x.png' })
  assert.equal(made.status, 200, made.text)
  assert.equal('logo_uri' in made.body, false)
  const path = `/clients/${made.body.client_id}`
  const entry = { onbehalfof: 'fjord', name: 'Fjord kommune', orgno: owner }
  await api.call('POST', `${path}/onbehalfof`, entry)
  const database = openSqliteDatabase(`${api.gateway.folder}/portvakt.sqlite`)
  const { clients } = openSqlDurableStore(database).environment('test')
  const found = await clients.find(made.body.client_id)
  assert.ok(found)
  const onbehalfof = found.thing.onbehalfof.map((one) => ({ ...one, logo: logo('b') }))
  await clients.save({ ...found.thing, logo: logo('a'), onbehalfof }, 'hand', api.gateway.clock.nowSeconds())
  database.close()

  const base = new URL('/logo/', api.gateway.issuer).href
  const addresses = async () => {
    const { body } = await api.call('GET', path)
    const one = await api.call('GET', `${path}/onbehalfof/fjord`)
    return [body.logo_uri, body.onbehalfof[0].logo_uri, one.body.logo_uri]
  }
  const expected = [`${base}${'a'.repeat(64)}.png`, `${base}${'b'.repeat(64)}.png`, `${base}${'b'.repeat(64)}.png`]
  assert.deepEqual(await addresses(), expected)
  const { body } = await api.call('GET', path)
  for (const sent of [clientRequest, { ...body, description: 'ny', logo_uri: 'https://evil.example/x.png' }])
    assert.equal((await api.call('PUT', path, sent)).status, 200)
  const changed = await api.call('PUT', `${path}/onbehalfof/fjord`, { ...entry, name: 'Fjord', logo_uri: 'x' })
  assert.equal(changed.status, 200, changed.text)
  assert.deepEqual(await addresses(), expected)
})
