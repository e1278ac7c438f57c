import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type SchemaName, schemas } from '../../../src/http/api/schemas.ts'
import { type ApiProgram, answerOf, clientRequest, owner, publicJwk, startApi, stranger } from './api-program.ts'

let api: ApiProgram
before(async () => {
  api = await startApi()
})
after(() => api.stop())

interface Described {
  readonly responses: {
    readonly '200': {
      readonly content: {
        readonly 'application/json': { readonly schema: { type?: string; $ref?: string; items?: { $ref: string } } }
      }
    }
  }
}
type Fault = { errorMessage: string; isFieldError: boolean; objectName: string; fieldIdentifier: string }
const fields = (body: { errors: Fault[] }) => body.errors.map(({ fieldIdentifier }) => fieldIdentifier)

test('REG-140 all breaches of a request are told together, of shape and of rules, and nothing is made', async () => {
  const wrong = {
    ...clientRequest,
    redirect_uris: ['https://a.no/#x'],
    access_token_lifetime: '120',
    client_name: 7,
    grant_types: ['implicit', 'authorization_code'],
    scopes: ['openid', 3],
  }
  const answer = await api.call('POST', '/clients', wrong)
  assert.deepEqual(
    [answer.status, fields(answer.body).sort()],
    [
      400,
      [
        'access_token_lifetime',
        'client_name',
        'frontchannel_logout_uri',
        'grant_types',
        'redirect_uris[0]',
        'scopes[1]',
      ].sort(),
    ],
  )
  const { errors, ...rest } = answer.body
  assert.deepEqual(
    errors.find((fault: Fault) => fault.fieldIdentifier === 'redirect_uris[0]').objectName,
    'clientRequest',
  )
  assert.deepEqual(Object.keys(rest).sort(), ['correlation_id', 'error', 'error_description', 'status', 'timestamp'])
  assert.equal(rest.correlation_id, answer.headers.get('x-correlation-id'))
  assert.equal(rest.error, 'invalid_request')
  assert.equal(rest.error_description, errors.map((fault: Fault) => fault.errorMessage).join('; '))
  schemas.Error.parse(answer.body)
})

test('REG-106 every refusal is JSON with its status: path, method, accept, size, type, body and token', async () => {
  const big = JSON.stringify({ ...clientRequest, description: 'x'.repeat(520 * 1024) })
  const json = { 'content-type': 'application/json' }
  const text = { 'content-type': 'text/plain' }
  const table: [number, string, ReturnType<ApiProgram['call']>][] = [
    [404, 'not_found', api.call('GET', '/nothing')],
    [405, 'method_not_allowed', api.call('PUT', '/clients', clientRequest)],
    [406, 'not_acceptable', api.call('GET', '/clients', undefined, { headers: { accept: 'text/html' } })],
    [413, 'too_large', api.call('POST', '/clients', big)],
    [415, 'unsupported_media_type', api.call('POST', '/clients', 'a=b', { headers: text })],
    [400, 'invalid_request', api.call('POST', '/clients', '{', { headers: json })],
    [400, 'invalid_request', api.call('POST', '/clients', '', { headers: json })],
    [400, 'invalid_request', api.call('POST', '/clients', '[]', { headers: json })],
    [401, 'invalid_token', api.call('GET', '/clients', undefined, { as: '' })],
    [401, 'invalid_token', api.call('GET', '/clients', undefined, { token: 'x.y.z' })],
  ]
  for (const [status, word, asked] of table) {
    const answer = await asked
    assert.equal(answer.headers.get('content-type'), 'application/json; charset=utf-8', answer.text)
    assert.deepEqual([answer.status, answer.body.error], [status, word], answer.text)
    assert.ok(answer.headers.has('x-correlation-id'))
    schemas.Error.parse(answer.body)
  }
  assert.equal((await api.call('PUT', '/clients', {})).headers.get('allow'), 'GET, HEAD, POST')
  const charset = { 'content-type': 'Application/JSON; charset=UTF-8' }
  assert.equal((await api.call('POST', '/clients', JSON.stringify(clientRequest), { headers: charset })).status, 200)
  const fromPage = { origin: 'https://else.example' }
  assert.equal(
    (await api.call('POST', '/clients', clientRequest, { headers: fromPage })).status,
    200,
    'no cookie, no forgery',
  )
})

test('REG-109 six hundred calls a minute are answered, then 429 says when to come back', async () => {
  const token = await api.token('admin-stranger')
  const statuses: number[] = []
  for (let round = 0; round < 31; round++)
    statuses.push(
      ...(await Promise.all(
        Array.from({ length: 20 }, async () => (await api.call('GET', '/auth/user', undefined, { token })).status),
      )),
    )
  assert.deepEqual(
    [statuses.filter((status) => status === 200).length, statuses.filter((status) => status === 429).length],
    [600, 20],
  )
  const refused = await api.call('GET', '/auth/user', undefined, { token })
  const wait = Number(refused.headers.get('retry-after'))
  assert.ok(wait >= 1 && wait <= 60)
  assert.equal(refused.body.error, 'rate_limited')
  assert.equal((await api.call('GET', '/auth/user')).status, 200, 'another organisation goes on')
})

test('REG-142 the document names every path, and what is answered has the shape it says', async () => {
  const answer = await answerOf(await fetch(`${api.apiBase}/v3/api-docs`))
  assert.equal(answer.status, 200)
  const { openapi, paths, servers, components } = answer.body
  assert.deepEqual([openapi, servers], ['3.1.0', [{ url: api.apiBase }]])
  assert.deepEqual(
    Object.entries(paths).map(([path, methods]) => `${Object.keys(methods as object).join(' ')} ${path}`),
    [
      'get post /clients/authorizations',
      'get post /api-provider/authorizations',
      'delete /authorizations/{authorization_id}',
      'get /revokelist',
      'get /innlogginger/logg/idporten',
      'get post /clients',
      'get put delete /clients/{client_id}',
      'post /clients/{client_id}/secret',
      'get /clients/{client_id}/credentials',
      'get post put delete /clients/{client_id}/jwks',
      'get put delete /clients/{client_id}/jwks/{kid}',
      'post /api/v2/clients/{client_id}/key',
      'get post /clients/{client_id}/onbehalfof',
      'get put delete /clients/{client_id}/onbehalfof/{value}',
      'get post /clients/{client_id}/onbehalof',
      'get put delete /clients/{client_id}/onbehalof/{value}',
      'get /organizations/{orgnr}',
      'get /auth/user',
      'get /integrations',
      'get /health',
      'get /errors/{reference}',
      'get post put delete /scopes',
      'get /scopes/scope',
      'get /scopes/all',
      'get /prefix',
      'get /prefix/all',
      'get /delegationsources',
      'get /scopes/access',
      'get /scopes/access/all',
      'put delete /scopes/access/{consumer_orgno}',
    ],
  )
  const path = `/clients/${(await api.call('POST', '/clients', { ...clientRequest, token_endpoint_auth_method: 'client_secret_basic' })).body.client_id}`
  await api.call('POST', `${path}/jwks`, { keys: [publicJwk('k')] })
  await api.call('POST', `${path}/onbehalfof`, { onbehalfof: 'fjord', name: 'Fjord', orgno: stranger })
  await api.call('POST', `${path}/secret`)
  const refused = await fetch(`${api.gateway.issuer}/authorize?client_id=${path.split('/').at(-1)}`)
  const reference = refused.headers.get('x-correlation-id') ?? ''
  for (const [template, methods] of Object.entries(paths) as [string, Record<string, unknown>][]) {
    const method = ['get', 'post', 'put'].find((one) => one in methods)?.toUpperCase() ?? 'DELETE'
    const at = template
      .replace('/clients/{client_id}', path)
      .replace('{kid}', 'k')
      .replace('{value}', 'fjord')
      .replace('{orgnr}', owner)
      .replace('{reference}', reference)
      .replace('/scopes/scope', '/scopes/scope?scope=eks:les')
      .replace('{consumer_orgno}', `${stranger}?scope=eks:les`)
    // Answers about citizens are held to their shapes where there are citizens.
    if (template.startsWith('/api/v2') || /authorizations|revokelist|innlogginger/.test(template)) continue
    const got = await api.call(method, at)
    assert.equal(got.status, 200, `${method} ${template} ${got.text}`)
    const described = (methods[method.toLowerCase()] as Described).responses['200'].content['application/json'].schema
    const isList = described.type === 'array'
    const name = String((isList ? described.items : described)?.$ref)
      .split('/')
      .at(-1) as SchemaName
    assert.ok(name in components.schemas)
    for (const one of isList ? got.body : [got.body]) schemas[name].parse(one)
  }
})

test('REG-131 REG-132 what the organisation may register is told by type, with its own scopes and no management', async () => {
  const { body } = await api.call('GET', '/integrations')
  const byType = new Map<string, { scopes: string[] }>(
    body.map((one: { integration_type: string }) => [one.integration_type, one]),
  )
  assert.deepEqual([...byType.keys()], ['idporten', 'api_klient', 'maskinporten', 'krr'])
  assert.deepEqual(byType.get('idporten')?.scopes, ['openid', 'profile'])
  assert.deepEqual(byType.get('maskinporten')?.scopes, ['eks:les'])
})

test('REG-106 organisations are looked up by anybody, sixty times a minute', async () => {
  const ask = async (orgnr: string) => answerOf(await fetch(`${api.apiBase}/organizations/${orgnr}`))
  assert.deepEqual((await ask(owner)).body, { orgnr: owner, name: 'Eksempeletaten' })
  assert.deepEqual([(await ask('123456789')).status, (await ask('974760673')).status], [400, 404])
  const statuses = await Promise.all(Array.from({ length: 60 }, async () => (await ask(owner)).status))
  assert.ok(statuses.includes(429))
})
