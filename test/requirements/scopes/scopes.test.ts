import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { schemas } from '../../../src/http/api/schemas.ts'
import { owner, type ScopeProgram, scopeRequest, startScopes, stranger } from './scope-program.ts'

let api: ScopeProgram
before(async () => {
  api = await startScopes()
})
after(() => api.stop())

const found = (list: readonly { name: string }[], name: string) => list.find((scope) => scope.name === name)
const make = (subscope: string, more: Record<string, unknown> = {}) =>
  api.administer('POST', '/scopes', { ...scopeRequest, subscope, ...more })

test('API-1 scope administration is reached with and without /api/v1 and a slash at the end', async () => {
  for (const path of ['/scopes', '/scopes/', '/api/v1/scopes', '/api/v1/scopes/', '/api/v1/prefix', '/prefix/all/']) {
    const answer = await api.administer('GET', path)
    assert.equal(answer.status, 200, path)
    assert.ok(Array.isArray(answer.body), path)
  }
})

test('API-2 every answer is JSON with a correlation id, refusals too', async () => {
  for (const answer of [
    await api.administer('GET', '/scopes'),
    await api.administer('GET', '/scopes/scope?scope=eks:no'),
  ]) {
    assert.equal(answer.headers.get('content-type'), 'application/json; charset=utf-8')
    assert.ok(answer.headers.get('x-correlation-id'))
  }
  const refused = await api.administer('DELETE', '/scopes?scope=eks:no')
  assert.equal(refused.status, 404)
  assert.ok(schemas.Error.parse(refused.body).correlation_id)
})

test('API-3 unknown and read-only members are passed over, and an empty body with a content type is no body', async () => {
  const made = await make('api-3', { owner_orgno: stranger, created: 'x', name: 'eks:other', something: 1 })
  assert.equal(made.status, 200)
  assert.equal(made.body.name, 'eks:api-3')
  assert.equal(made.body.owner_orgno, owner)
  const headers = { 'content-type': 'application/json' }
  const token = await api.token('scopes-owner', 'idporten:scopes.write')
  const granted = await api.call('PUT', `/scopes/access/${stranger}?scope=eks:api-3`, undefined, { token, headers })
  assert.equal(granted.status, 200)
  const deleted = await api.call('DELETE', '/scopes?scope=eks:api-3', undefined, { token, headers })
  assert.equal(deleted.body.active, false)
})

test('API-4 times of scope administration are UTC with milliseconds', async () => {
  const { body } = await make('api-4')
  assert.match(body.created, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  assert.equal(body.created, body.last_updated)
})

test('API-5 what was written is read at once', async () => {
  await make('api-5')
  assert.equal((await api.administer('GET', '/scopes?scope=eks:api-5')).body.length, 1)
})

test('API-6 the organisation of the token acts, whatever the request says', async () => {
  const own = await api.administer('GET', `/scopes?orgno=${owner}`, undefined, 'scopes-stranger')
  assert.deepEqual(own.body, [])
  const refused = await api.administer('POST', '/scopes', { ...scopeRequest, owner_orgno: owner }, 'scopes-stranger')
  assert.equal(refused.status, 403)
})

test('API-7 API-9 reading needs one of two scopes and writing the one for it', async () => {
  assert.equal((await api.administer('GET', '/scopes', undefined, 'scopes-reader')).status, 200)
  const refused = await api.administer('POST', '/scopes', scopeRequest, 'scopes-reader')
  assert.equal(refused.status, 403)
  assert.match(refused.headers.get('www-authenticate') ?? '', /insufficient_scope.*idporten:scopes\.write/)
  assert.equal((await api.call('GET', '/scopes', undefined, { as: '' })).status, 401)
  const registrations = await api.token('scopes-owner', 'idporten:dcr.write')
  assert.equal((await api.call('GET', '/scopes', undefined, { token: registrations })).status, 403)
})

test('API-12 a name is unique, also when it is closed or differs in letter case only', async () => {
  await make('Unique')
  const again = await make('Unique')
  assert.equal(again.status, 409)
  assert.equal((await make('unique')).status, 409)
  await api.administer('DELETE', '/scopes?scope=eks:Unique')
  assert.equal((await make('Unique')).status, 409)
})

test('API-14 openid and profile are not listed, and introspection is', async () => {
  const { body } = await api.call('GET', '/scopes/all', undefined, { as: '' })
  assert.ok(found(body, 'idporten:token.introspection'))
  for (const name of ['openid', 'profile', 'idporten:dcr.write', 'idporten:scopes.write'])
    assert.equal(found(body, name), undefined)
})

test('API-15 reserved prefixes are for the operator', async () => {
  for (const prefix of ['idporten', 'krr', 'maskinporten', 'openid', 'oidc', 'admin']) {
    const refused = await make('x', { prefix })
    assert.equal(refused.status, 403, prefix)
    assert.match(refused.body.error_description, new RegExp(prefix))
  }
})

test('API-20 names in the query are decoded once, raw or encoded', async () => {
  await make('a/b+c%41')
  for (const name of ['eks%3Aa%2Fb%2Bc%2541', 'eks:a/b+c%2541']) {
    const answer = await api.administer('GET', `/scopes/scope?scope=${name}`)
    assert.equal(answer.body.name, 'eks:a/b+c%41', name)
  }
})

test('API-21 a scope of another is not written, and an unknown one is unknown', async () => {
  for (const [method, body] of [['PUT', scopeRequest], ['DELETE']] as const) {
    assert.equal((await api.administer(method, '/scopes?scope=eks:les', body, 'scopes-stranger')).status, 403)
    assert.equal((await api.administer(method, '/scopes?scope=eks:none', body)).status, 404)
    assert.equal((await api.administer(method, '/scopes', body)).status, 400)
  }
  assert.equal((await api.administer('GET', '/scopes/scope?scope=eks:les', undefined, 'scopes-stranger')).status, 404)
})

test('API-24 a prefix may be written with its colon, and is answered without', async () => {
  const made = await make('api-24', { prefix: 'eks:' })
  assert.equal(made.body.prefix, 'eks')
  assert.equal(made.body.name, 'eks:api-24')
})

test('API-25 what a replacement leaves out returns to its default, save active', async () => {
  const made = await make('api-25', { at_max_age: 30, requires_user_authentication: true, visibility: 'PRIVATE' })
  assert.deepEqual(made.body.allowed_integration_types, ['maskinporten'])
  await api.administer('DELETE', '/scopes?scope=eks:api-25')
  const replaced = await api.administer('PUT', '/scopes?scope=eks:api-25', { description: 'Ny', name: 'x:y' })
  assert.equal(replaced.status, 200)
  const { name, description, allowed_integration_types: types, at_max_age: age, visibility, active } = replaced.body
  assert.deepEqual(
    { name, description, types, age, visibility, active },
    { name: 'eks:api-25', description: 'Ny', types: [], age: 0, visibility: 'PUBLIC', active: false },
  )
})

test('API-25 other spellings of two members are taken', async () => {
  const made = await make('aliases', {
    token_type: 'SELF-CONTAINED',
    allowed_integration_types: undefined,
    allowable_integration_types: ['MASKINPORTEN'],
    authorization_max_age: 77,
  })
  const { token_type: tokenType, allowed_integration_types: types, authorization_max_lifetime: lifetime } = made.body
  assert.deepEqual([tokenType, types, lifetime], ['SELF_CONTAINED', ['maskinporten'], 77])
})

test('API-28 a prefix of nobody is refused with the way to order it, one of another is refused', async () => {
  const refused = await make('x', { prefix: 'ingens' })
  assert.equal(refused.status, 403)
  assert.match(refused.body.error_description, /order/)
  assert.equal((await make('x', { prefix: 'annen' })).status, 403)
})

test('SCOPE-1 every breach of a scope is told at once, each with its member', async () => {
  const refused = await make('bad subscope', {
    description: '',
    at_max_age: -1,
    token_type: 'OTHER',
    visibility: 5,
    long_description: '[her](http://x.example)',
    enforced_aud_for_introspection: ['nobody'],
    delegation_source: 'https://nowhere.example/',
  })
  assert.equal(refused.status, 400)
  const fields = refused.body.errors.map((error: { fieldIdentifier: string }) => error.fieldIdentifier).sort()
  assert.deepEqual(fields, [
    'at_max_age',
    'delegation_source',
    'description',
    'enforced_aud_for_introspection[0]',
    'long_description',
    'subscope',
    'token_type',
    'visibility',
  ])
  const changed = await api.administer('PUT', '/scopes?scope=eks:les', {
    description: 'x',
    prefix: 'annen',
    subscope: 'x',
  })
  assert.equal(changed.status, 400)
})

test('SCOPE-15 who may ask about tokens is an active client', async () => {
  const made = await make('introspected', { enforced_aud_for_introspection: ['maskin'] })
  assert.deepEqual(made.body.enforced_aud_for_introspection, ['maskin'])
})

test('REG-104 a client of the profile observed is answered 201 for a new scope', async () => {
  const observed = await startScopes('test', { GATEWAY_TEST_API_STATUS_PROFILE: 'observed' })
  try {
    assert.equal((await observed.administer('POST', '/scopes', scopeRequest)).status, 201)
  } finally {
    await observed.stop()
  }
})

test('APT-3 another organisation sees public scopes only and changes none', async () => {
  await make('hidden', { visibility: 'PRIVATE' })
  await make('seen', { visibility: 'PUBLIC' })
  await make('inside', { visibility: 'INTERNAL' })
  const { body } = await api.administer('GET', '/scopes/all', undefined, 'scopes-stranger')
  assert.ok(found(body, 'eks:seen'))
  for (const name of ['eks:hidden', 'eks:inside']) assert.equal(found(body, name), undefined)
  assert.equal(
    (await api.administer('GET', '/scopes/scope?scope=eks:hidden', undefined, 'scopes-stranger')).status,
    404,
  )
  assert.equal((await api.administer('DELETE', '/scopes?scope=eks:seen', undefined, 'scopes-stranger')).status, 403)
  assert.equal((await api.administer('GET', '/scopes/scope?scope=eks:seen')).body.active, true)
})

test('APT-4 the name of a closed scope is taken, and PUT with active true opens it', async () => {
  await make('apt-4')
  await api.administer('DELETE', '/scopes?scope=eks:apt-4')
  assert.equal((await make('apt-4')).status, 409)
  const opened = await api.administer('PUT', '/scopes?scope=eks:apt-4', {
    ...scopeRequest,
    subscope: 'apt-4',
    active: true,
  })
  assert.equal(opened.status, 200)
  assert.equal(opened.body.active, true)
})

test('SCOPE-16 the list of all scopes is filtered by prefix, openness, type and delegation, and may be kept for a minute', async () => {
  await make('for-all', { accessible_for_all: true })
  const all = async (query: string) => {
    const answer = await api.call('GET', `/scopes/all?${query}`, undefined, { as: '' })
    assert.equal(answer.headers.get('cache-control'), 'public, max-age=60')
    return answer.body as { name: string; accessible_for_all: boolean; allowed_integration_types: string[] }[]
  }
  assert.ok((await all('prefix=eks:')).every(({ name }) => name.startsWith('eks:')))
  assert.deepEqual(await all('prefix=ingens'), [])
  assert.ok((await all('accessible_for_all=true')).every((scope) => scope.accessible_for_all))
  assert.ok(found(await all('accessible_for_all=true'), 'eks:for-all'))
  assert.ok(found(await all('integration_type=MASKINPORTEN'), 'eks:les'))
  assert.equal(found(await all('integration_type=krr'), 'eks:les'), undefined)
  assert.equal(found(await all(''), 'eks:lukket'), undefined)
  assert.ok(found(await all('inactive=true'), 'eks:lukket'))
  assert.deepEqual(await all('delegated_sources=true'), [])
  assert.equal((await api.call('GET', '/scopes/all?integration_type=x', undefined, { as: '' })).status, 400)
})

test('SCOPE-1 prefixes are listed with their owner', async () => {
  const own = await api.administer('GET', '/prefix')
  assert.deepEqual(
    own.body.map(schemas.Prefix.parse.bind(schemas.Prefix)).map((one: { prefix: string }) => one.prefix),
    ['eks'],
  )
  const all = await api.call('GET', '/prefix/all', undefined, { as: '' })
  assert.deepEqual(
    all.body.map((one: { prefix: string; owner_orgno: string }) => [one.prefix, one.owner_orgno]),
    [
      ['annen', stranger],
      ['eks', owner],
    ],
  )
})

test('API-12 of many who make a scope of one name at once, one does', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => make(index % 2 === 0 ? 'race' : 'RACE', { description: `nr ${index}` })),
  )
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...Array.from({ length: 19 }, () => 409)])
  const { body } = await api.administer('GET', '/scopes?inactive=true')
  assert.equal(body.filter((scope: { name: string }) => /^eks:race$/i.test(scope.name)).length, 1)
})

test('SCOPE-1 whatever is sent as a scope, it is written whole or told what is wrong, and no fault is ours', async () => {
  const values = [
    null,
    true,
    -1,
    1.5,
    1e300,
    '',
    ' ',
    '\u0000',
    '<b>',
    'eks:',
    'æ'.repeat(300),
    [],
    [null],
    ['x'],
    {},
    { a: 1 },
  ]
  const members = Object.keys(schemas.ScopeRequest.shape)
  for (const [index, member] of members.entries())
    for (const value of values) {
      const body = { ...scopeRequest, subscope: `odd-${index}-${values.indexOf(value)}`, [member]: value }
      const token = await oddToken()
      const answer = await api.call('POST', '/scopes', body, { token })
      assert.ok([200, 400, 403, 409].includes(answer.status), `${member} ${JSON.stringify(value)} ${answer.text}`)
      if (answer.status === 200) schemas.Scope.parse(answer.body)
      else schemas.Error.parse(answer.body)
    }
  for (const body of ['', '[]', '"x"', 'null', '{', '{"prefix":']) {
    const answer = await api.administer('POST', '/scopes', body)
    assert.equal(answer.status, 400, body)
  }
})

/** One token for many calls, and a clock that goes on so that no limit is met. */
let held: { token: string; calls: number } | undefined
async function oddToken(): Promise<string> {
  if (held === undefined || held.calls > 100) {
    api.gateway.clock.forward(60)
    held = { token: await api.token('scopes-owner', 'idporten:scopes.write'), calls: 0 }
  }
  held.calls += 1
  return held.token
}
