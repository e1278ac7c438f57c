import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type ApiProgram, clientRequest, owner, startApi, stranger } from './api-program.ts'

let api: ApiProgram
before(async () => {
  api = await startApi()
})
after(() => api.stop())

const entry = {
  onbehalfof: 'fjord',
  name: 'Fjord kommune',
  orgno: stranger,
  description: 'd',
  url: 'https://fjord.no/',
}
const make = async (more: Record<string, unknown> = {}): Promise<string> =>
  `/clients/${(await api.call('POST', '/clients', { ...clientRequest, ...more })).body.client_id}`

test('REG-115 REG-118 a body is added, read, changed and closed, and its value stays taken', async () => {
  const path = `${await make()}/onbehalfof`
  const added = await api.call('POST', path, entry)
  assert.equal(added.status, 200, added.text)
  const { created, last_updated, ...members } = added.body
  assert.equal(created, last_updated)
  assert.deepEqual(members, {
    onbehalfof: 'fjord',
    name: 'Fjord kommune',
    orgno: stranger,
    organization_name: 'En annen etat',
    description: 'd',
    uri: 'https://fjord.no/',
    active: true,
  })
  assert.equal((await api.call('POST', path, entry)).status, 409)
  assert.deepEqual((await api.call('GET', path)).body, [added.body])
  const misspelt = path.replace('onbehalfof', 'onbehalof')
  assert.deepEqual((await api.call('GET', `${misspelt}/fjord`)).body, added.body)
  const changed = await api.call('PUT', `${path}/fjord`, { name: 'Fjord', active: false })
  assert.deepEqual([changed.body.name, changed.body.description, changed.body.active], ['Fjord', '', true])
  assert.equal((await api.call('PUT', `${path}/fjord`, { ...entry, orgno: owner })).status, 400)
  assert.equal((await api.call('PUT', `${path}/ukjent`, entry)).status, 404)
  for (const attempt of [1, 2]) assert.equal((await api.call('DELETE', `${path}/fjord`)).status, 200, `${attempt}`)
  assert.deepEqual((await api.call('GET', path)).body, [])
  assert.equal((await api.call('GET', `${path}?inactive=true`)).body[0].active, false)
  assert.equal((await api.call('POST', path, entry)).status, 409)
  const both = await api.call('POST', path, { onbehalfof: 'a b', name: 7, orgno: '123456789' })
  assert.deepEqual(
    both.body.errors.map(({ fieldIdentifier }: { fieldIdentifier: string }) => fieldIdentifier),
    ['name', 'onbehalfof', 'orgno'],
  )
})

test('REG-115 machine clients speak for nobody but their organisation', async () => {
  const path = await make({ integration_type: 'maskinporten', grant_types: ['jwt_bearer_token'], scopes: ['eks:les'] })
  assert.equal((await api.call('POST', `${path}/onbehalfof`, entry)).status, 400)
})

test('REG-98 each scope opens what it says and no more', async () => {
  const path = await make()
  const scopes = 'idporten:dcr/onbehalfof.write idporten:dcr.read idporten:dcr.modify'
  const held = new Map(
    await Promise.all(scopes.split(' ').map(async (scope) => [scope, await api.token('admin-obo', scope)] as const)),
  )
  const allows = async (scope: string, method: string, at: string, body?: unknown) => {
    const { status, body: answer, headers } = await api.call(method, at, body, { token: held.get(scope) ?? '' })
    if (status !== 403) return true
    assert.equal(answer.error, 'insufficient_scope')
    assert.match(String(headers.get('www-authenticate')), /^Bearer error="insufficient_scope", scope="/)
    return false
  }
  const [onBehalfOf, read, modify] = scopes.split(' ') as [string, string, string]
  const table: [string, string, unknown, string[]][] = [
    ['GET', path, undefined, [read]],
    ['POST', '/clients', {}, []],
    ['PUT', path, clientRequest, [modify]],
    ['POST', `${path}/secret`, undefined, []],
    ['POST', `${path}/onbehalfof`, entry, [onBehalfOf]],
    ['PUT', `${path}/onbehalfof/fjord`, entry, [onBehalfOf, modify]],
    ['DELETE', `${path}/onbehalfof/fjord`, undefined, [onBehalfOf]],
    ['GET', '/auth/user', undefined, [onBehalfOf, read, modify]],
    ['DELETE', path, undefined, []],
  ]
  for (const [method, at, body, opened] of table)
    for (const scope of held.keys())
      assert.equal(await allows(scope, method, at, body), opened.includes(scope), `${scope} ${method} ${at}`)
})
