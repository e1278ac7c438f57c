import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { schemas } from '../../../src/http/api/schemas.ts'
import type { ApiAnswer } from '../self-service-api/api-program.ts'
import { introspect } from '../token/resource-servers.ts'
import {
  type AuthorizationsProgram,
  authorizationsSeed,
  citizenA,
  citizenB,
  etat,
  startAuthorizations,
  supplier,
} from './authorizations-program.ts'

let program: AuthorizationsProgram
before(async () => {
  program = await startAuthorizations()
})
after(() => program.stop())

const own = '/clients/authorizations'
const provider = '/api-provider/authorizations'
const everything = '?requires_user_consent=false'
const ids = (answer: ApiAnswer): string[] => {
  assert.equal(answer.status, 200, answer.text)
  return (answer.body as { client_id: string }[]).map(({ client_id }) => client_id)
}
/** What the machine of an organisation is told of a person. */
const asMachine = async (path: string, clientId = 'etat-maskin', pid = citizenA) =>
  program.call('POST', path, await program.machineToken(clientId), { body: { pid } })
/** What was given before has come to its end. */
const endAll = () => program.gateway.clock.forward(7201)

test('API-51 API-52 section 3.3 a citizen’s token tells all that it has given, field by field, in milliseconds', async () => {
  const scope = 'openid etat:soknad.read etat:intern.read idporten:authorizations'
  const { access_token } = await program.give('etat-spa', scope)
  const answer = await program.call('GET', own, access_token)
  assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'application/json; charset=utf-8'])
  assert.ok(answer.headers.get('x-correlation-id'))
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  const [{ authorization_id, user_agent, ...told }] = answer.body
  assert.match(authorization_id, /^[A-Za-z0-9_-]{43}$/)
  assert.equal(typeof user_agent, 'string')
  const now = program.gateway.clock.nowSeconds() * 1000
  assert.deepEqual(told, {
    client_id: 'etat-spa',
    client_name: 'Tjenesten etat-spa',
    description: 'Innsyn i etat-spa',
    authorized_at: now,
    expires: now + 7_200_000,
    scopes: [
      {
        name: 'etat:soknad.read',
        description: 'Lese søknader',
        long_description: 'Alle søknader *du* har sendt.',
        requires_user_consent: true,
        visibility: 'PUBLIC',
        owner_orgno: etat,
      },
      {
        name: 'etat:intern.read',
        description: 'Interne saker',
        long_description: '',
        requires_user_consent: false,
        visibility: 'PRIVATE',
        owner_orgno: etat,
      },
      {
        name: 'idporten:authorizations',
        description: 'Se og trekke tilbake tilganger du har gitt',
        long_description: '',
        requires_user_consent: false,
        visibility: 'PUBLIC',
        owner_orgno: '',
      },
    ],
    consumer: { authority: 'iso6523-actorid-upis', ID: `0192:${etat}` },
  })
  const english = await program.call('GET', own, access_token, { headers: { 'accept-language': 'en-GB, nb;q=0.5' } })
  assert.deepEqual(
    english.body[0].scopes.map((one: { description: string }) => one.description),
    ['Read applications', 'Interne saker', 'See and withdraw access that you have given'],
  )
  endAll()
})

test('API-6 API-51 a supplier stands in the answer, and sees what it runs for its customer', async () => {
  await program.give('lev-app', 'andre:data.read')
  const [listed] = (await asMachine(own, 'lev-maskin')).body
  assert.deepEqual([listed.consumer.ID, listed.supplier.ID], [`0192:${etat}`, `0192:${supplier}`])
  assert.deepEqual(ids(await asMachine(own)), ['lev-app'])
  endAll()
})

test('API-9 API-50 each verb takes one kind of token and names the other verb', async () => {
  const user = (await program.give('etat-spa', 'etat:soknad.read idporten:authorizations')).access_token
  const machine = await program.machineToken('etat-maskin')
  const body = { pid: citizenA }
  for (const path of [own, provider]) {
    for (const [method, token, instead, parts] of [
      ['GET', machine, /POST/, {}],
      ['POST', user, /use GET/, { body }],
    ] as const) {
      const answer = await program.call(method, path, token, parts)
      assert.deepEqual([answer.status, answer.body.error], [403, 'wrong_token_type'])
      assert.match(answer.body.error_description, instead)
    }
    assert.equal((await program.call('GET', path, user)).status, 200)
    assert.equal((await program.call('POST', path, machine, { body })).status, 200)
  }
  endAll()
})

test('API-1 all of it stands below /authorizations too, with /api/v1 before it and a slash behind', async () => {
  const { access_token } = await program.give('etat-spa', 'etat:soknad.read idporten:authorizations')
  const first = (await program.call('GET', own, access_token)).body
  assert.equal(first.length, 1)
  for (const path of ['/authorizations/clients/authorizations', `/api/v1${own}`, `${own}/`])
    assert.deepEqual((await program.call('GET', path, access_token)).body, first, path)
  const id = first[0].authorization_id
  assert.equal((await program.call('DELETE', `/authorizations/authorizations/${id}`, access_token)).status, 204)
  endAll()
})

test('API-7 without a token, with a dead one, or without the scope nothing is told', async () => {
  const scopeless = (await program.give('etat-spa', 'etat:soknad.read')).access_token
  const dead = (await program.give('etat-spa', 'idporten:authorizations')).access_token
  program.gateway.clock.forward(120)
  for (const token of [undefined, 'abc', dead]) assert.equal((await program.call('GET', own, token)).status, 401)
  const late = (await program.give('etat-spa', 'etat:soknad.read')).access_token
  assert.notEqual(late, scopeless)
  const refused = await program.call('GET', own, late)
  assert.deepEqual([refused.status, refused.body.error], [403, 'insufficient_scope'])
  assert.match(refused.headers.get('www-authenticate') ?? '', /scope="idporten:authorizations"/)
  const read = await program.machineToken('etat-leser', 'idporten:authorizations.read')
  const revoke = await program.machineToken('etat-trekker', 'idporten:authorizations.revoke')
  const body = { pid: citizenA }
  assert.equal((await program.call('POST', own, read, { body })).status, 200)
  assert.equal((await program.call('POST', own, revoke, { body })).status, 403)
  assert.equal((await program.call('DELETE', `/authorizations/${'x'.repeat(43)}`, read)).status, 403)
  assert.equal((await program.call('DELETE', `/authorizations/${'x'.repeat(43)}`, revoke)).status, 404)
  endAll()
})

test('API-51 the filters choose by one scope and answer the authorization whole', async () => {
  await program.give('etat-spa', 'etat:intern.read')
  program.gateway.clock.forward(1)
  await program.give('etat-spa', 'etat:soknad.read etat:intern.read')
  const scopesOf = async (query: string) =>
    (await asMachine(own + query)).body.map(({ scopes }: { scopes: { name: string }[] }) =>
      scopes.map(({ name }) => name),
    )
  const both = ['etat:soknad.read', 'etat:intern.read']
  for (const query of ['', '?requires_user_consent=true', '?require_user_consent=true'])
    assert.deepEqual(await scopesOf(query), [both], query)
  for (const query of [everything, '?require_user_consent=false'])
    assert.deepEqual(await scopesOf(query), [both, ['etat:intern.read']], query)
  assert.deepEqual(await scopesOf(`${everything}&visibility=PRIVATE`), [both, ['etat:intern.read']])
  assert.deepEqual(await scopesOf(`${everything}&visibility=public`), [both])
  assert.deepEqual(await scopesOf(`${everything}&visibility=INTERNAL`), [])
  assert.deepEqual(await scopesOf('?visibility=PRIVATE'), [], 'one scope must fit both filters')
  for (const query of ['?requires_user_consent=maybe', '?visibility=SECRET'])
    assert.equal((await asMachine(own + query)).status, 400)
  endAll()
})

test('API-6 API-51 an organisation sees what its clients have, and what its scopes are used for, and no more', async () => {
  await program.give('etat-spa', 'etat:soknad.read andre:data.read')
  program.gateway.clock.forward(1)
  await program.give('andre-app', 'etat:soknad.read')
  await program.give('etat-spa', 'etat:soknad.read', citizenB)
  assert.deepEqual(ids(await asMachine(own)), ['etat-spa'])
  assert.deepEqual(ids(await asMachine(own, 'andre-maskin')), ['andre-app'])
  assert.deepEqual(ids(await asMachine(provider)), ['andre-app', 'etat-spa'])
  assert.deepEqual(ids(await asMachine(provider, 'andre-maskin')), ['etat-spa'])
  assert.deepEqual(ids(await asMachine(own, 'lev-maskin')), [])
  const user = (await program.give('andre-app', 'idporten:authorizations')).access_token
  assert.deepEqual(ids(await program.call('GET', own, user)), ['andre-app'])
  assert.deepEqual(ids(await program.call('GET', provider, user)), ['etat-spa'])
  endAll()
})

test('API-52 only what lives is listed, the newest first; a login makes none, and nobody is as nothing', async () => {
  await program.give('etat-spa', 'openid profile')
  assert.deepEqual(ids(await asMachine(own + everything)), [])
  await program.give('etat-spa', 'etat:soknad.read')
  program.gateway.clock.forward(5)
  await program.give('lev-app', 'andre:data.read')
  assert.deepEqual(ids(await asMachine(own)), ['lev-app', 'etat-spa'])
  assert.deepEqual((await asMachine(own, 'etat-maskin', '17912099997')).status, 200)
  assert.deepEqual(ids(await asMachine(own, 'etat-maskin', citizenB)), [])
  program.gateway.clock.forward(7196)
  assert.deepEqual(ids(await asMachine(own)), ['lev-app'])
  program.gateway.clock.forward(5)
  assert.deepEqual(ids(await asMachine(own)), [])
})

test('API-5 API-52 what ends with its client or its scopes is listed no more, at once', async () => {
  await program.give('etat-spa', 'etat:soknad.read')
  await program.give('lev-app', 'andre:data.read')
  const seed = authorizationsSeed()
  const clients = seed.clients.map((client) => (client.client_id === 'lev-app' ? { ...client, active: false } : client))
  const scopes = seed.scopes.map((scope) => (scope.name === 'etat:soknad.read' ? { ...scope, active: false } : scope))
  assert.deepEqual(await program.gateway.reseed({ ...seed, clients }), [])
  assert.deepEqual(ids(await asMachine(own)), ['etat-spa'])
  assert.deepEqual(await program.gateway.reseed({ ...seed, scopes, clients: [] }), [])
  assert.deepEqual(ids(await asMachine(own)), [])
  assert.deepEqual(await program.gateway.reseed(seed), [])
  endAll()
})

test('API-5 API-7 a scope that the client has lost opens nothing more, though it stands in the token', async () => {
  const { access_token } = await program.give('etat-spa', 'etat:soknad.read idporten:authorizations')
  const seed = authorizationsSeed()
  const clients = seed.clients.map((client) =>
    client.client_id === 'etat-spa' ? { ...client, scopes: ['openid', 'profile', 'etat:soknad.read'] } : client,
  )
  assert.equal((await program.call('GET', own, access_token)).status, 200)
  assert.deepEqual(await program.gateway.reseed({ ...seed, clients }), [])
  const refused = await program.call('GET', own, access_token)
  assert.deepEqual([refused.status, refused.body.error], [403, 'insufficient_scope'])
  assert.deepEqual(await program.gateway.reseed(seed), [])
  endAll()
})

test('API-53 a number that is none, or is not of this environment, is 400; it stands in the body alone', async () => {
  const token = await program.machineToken('etat-maskin')
  for (const body of [{ pid: '12345678901' }, { pid: '' }, { pid: 7 }, {}, { pid: null }, { pid: '01010750160' }]) {
    const answer = await program.call('POST', own, token, { body })
    assert.deepEqual([answer.status, answer.body.errors[0].fieldIdentifier], [400, 'pid'], JSON.stringify(body))
  }
  const inQuery = await program.call('POST', `${own}?pid=${citizenA}`, token, { body: {} })
  assert.equal(inQuery.status, 400)
})

test('API-8 API-57 APT-10 the access log tells who asked about whom and why, without a number', async () => {
  await program.give('etat-spa', 'etat:soknad.read')
  const token = await program.machineToken('etat-maskin')
  const headers = { 'x-case-reference': 'SAK-2026/17' }
  const answer = await program.call('POST', own, token, { body: { pid: citizenA }, headers })
  const line = program.gateway.logLines.findLast((one) => one.includes('"api-call"')) ?? ''
  const logged = JSON.parse(line)
  assert.deepEqual(
    [logged.tokenClient, logged.orgno, logged.path, logged.caseReference, logged.correlationId],
    ['etat-maskin', etat, own, 'SAK-2026/17', answer.headers.get('x-correlation-id')],
  )
  assert.match(logged.person, /^[A-Za-z0-9_-]{43}$/)
  assert.equal(
    program.gateway.logLines.some((one) => one.includes(citizenA)),
    false,
  )
  for (const reference of ['x'.repeat(65), 'å'.normalize('NFC')])
    assert.equal(
      (await program.call('POST', own, token, { body: { pid: citizenA }, headers: { 'x-case-reference': reference } }))
        .status,
      400,
    )
  endAll()
})

test('section 5 the API for authentication levels is gone and says where to go', async () => {
  for (const method of ['GET', 'POST'])
    for (const path of ['/authlevel', '/authlevel/high', '/api/v1/authlevel', '/api/authlevel/persons?x=1']) {
      const answer = await program.call(method, path, undefined, method === 'POST' ? { body: {} } : {})
      assert.deepEqual([answer.status, answer.body.error], [410, 'gone'], path)
      assert.match(answer.body.error_description, /acr_values/)
    }
  const admin = await program.machineToken('etat-maskin', 'idporten:dcr.write')
  const client = {
    client_name: 'Gammel',
    description: 'x',
    integration_type: 'api_klient',
    redirect_uris: ['https://gammel.example.no/cb'],
    client_uri: 'https://gammel.example.no/',
    scopes: ['openid', 'global/idporten.authlevel.read'],
  }
  const refused = await program.call('POST', '/clients', admin, { body: client })
  assert.equal(refused.status, 400)
  assert.match(refused.text, /global\/idporten\.authlevel\.read/)
})

test('API-9 REG-142 the document says whose token opens what, and the answers have the shapes that it says', async () => {
  const { paths, components } = (await program.call('GET', '/v3/api-docs', undefined)).body
  assert.deepEqual(Object.keys(components.securitySchemes), ['machineToken', 'userToken'])
  const schemes = (path: string, method: string) =>
    paths[path][method].security.map((one: object) => Object.keys(one)[0])
  for (const path of [own, provider]) {
    assert.deepEqual(schemes(path, 'get'), ['userToken'])
    assert.deepEqual(schemes(path, 'post'), ['machineToken'])
  }
  assert.deepEqual(schemes('/authorizations/{authorization_id}', 'delete'), ['machineToken', 'userToken'])
  assert.deepEqual(Object.keys(paths['/authorizations/{authorization_id}'].delete.responses), ['204', 'default'])
  assert.deepEqual(schemes('/clients', 'get'), ['machineToken'])
  assert.equal('/authorizations/clients/authorizations' in paths, false)
  await program.give('lev-app', 'andre:data.read')
  const [listed] = (await asMachine(own)).body
  schemas.Authorization.parse(listed)
  await program.call('DELETE', `/authorizations/${listed.authorization_id}`, await program.machineToken('etat-maskin'))
  schemas.RevokeList.parse((await program.call('GET', '/revokelist?client_id=lev-app', undefined)).body)
})

test('REG-69 the secret of an API that only introspects is told as used', async () => {
  const admin = await program.machineToken('etat-maskin', 'idporten:dcr.read')
  const lastUsed = async () =>
    (await program.call('GET', '/clients/etat-rs/credentials', admin)).body.secrets[0].last_used
  assert.equal(await lastUsed(), undefined)
  await introspect(program.gateway, 'any', 'etat-rs')
  assert.equal(await lastUsed(), new Date(program.gateway.clock.nowSeconds() * 1000).toISOString().slice(0, 10))
})

test('REG-109 the calls of a citizen are counted for that citizen, not for everybody at the service', async () => {
  const [first, second] = [
    (await program.give('etat-spa', 'idporten:authorizations')).access_token,
    (await program.give('etat-spa', 'idporten:authorizations', citizenB)).access_token,
  ]
  let status = 200
  for (let calls = 0; calls <= 600 && status === 200; calls += 1)
    status = (await program.call('GET', own, first)).status
  assert.equal(status, 429)
  assert.equal((await program.call('GET', own, second)).status, 200)
})
