import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type AuthorizationsProgram, citizenA, startAuthorizations } from './authorizations-program.ts'

let program: AuthorizationsProgram
let machine: string
before(async () => {
  program = await startAuthorizations()
  machine = await program.machineToken('etat-maskin')
})
after(() => program.stop())

const path = '/clients/authorizations'

const oddBodies: [string, string][] = [
  ['a list', '[]'],
  ['null', 'null'],
  ['a text', `"${citizenA}"`],
  ['a number', citizenA],
  ['a list of numbers', `{"pid":["${citizenA}"]}`],
  ['an object', `{"pid":{"$ne":""}}`],
  ['a prototype', `{"__proto__":{"pid":"${citizenA}"}}`],
  ['more than a number', `{"pid":"${citizenA}' OR 1=1"}`],
  ['a wildcard', '{"pid":"%"}'],
  ['other digits', '{"pid":"١٤٨٣٨٥٤١٢٤١"}'],
  ['half of a document', '{"pid":'],
  ['nothing', ''],
]
for (const [what, body] of oddBodies)
  test(`API-53 ${what} is no person: 400, and nobody is told of`, async () => {
    await program.give('etat-spa', 'etat:soknad.read')
    const headers = {
      authorization: `Bearer ${await program.machineToken('etat-maskin')}`,
      'content-type': 'application/json',
    }
    const answer = await fetch(program.apiBase + path, { method: 'POST', headers, body })
    assert.equal(answer.status, 400)
    assert.doesNotMatch(await answer.text(), /etat:soknad\.read/)
  })

const oddTokens: [string, string][] = [
  ['an id_token', 'id_token'],
  ['a refresh token', 'refresh_token'],
]
for (const [what, member] of oddTokens)
  test(`API-7 AT-21 ${what} opens nothing`, async () => {
    const tokens = await program.give('etat-spa', 'openid idporten:authorizations')
    for (const method of ['GET', 'DELETE']) {
      const at = method === 'GET' ? path : `/authorizations/${'x'.repeat(43)}`
      assert.equal((await program.call(method, at, tokens[member])).status, 401, method)
    }
  })

test('API-7 a token of another environment, or of a changed signature, opens nothing', async () => {
  const [header, payload] = machine.split('.')
  const { access_token = '' } = await program.give('etat-spa', 'idporten:authorizations')
  const forged = [`${header}.${payload}.${'A'.repeat(342)}`, `${header}.${payload}.`, `${access_token.slice(0, -3)}AAA`]
  for (const token of forged) assert.equal((await program.call('GET', path, token)).status, 401)
  const other = program.apiBase.replace('/api/test', '/api/prod-sim')
  for (const token of [access_token, machine]) {
    const headers = { authorization: `Bearer ${token}` }
    assert.equal((await fetch(`${other}${path}`, { headers })).status, 401)
  }
})

test('API-54 odd ids and methods are 404 and 405, and withdraw nothing', async () => {
  const tokens = await program.give('etat-spa', 'openid etat:intern.read')
  const token = await program.machineToken('etat-maskin')
  for (const id of ['%25', "'%20OR%201=1", 'x'.repeat(5000), '%E2%9C%93', 'null', tokens.access_token ?? ''])
    assert.equal((await program.call('DELETE', `/authorizations/${id}`, token)).status, 404, id.slice(0, 40))
  for (const method of ['PUT', 'PATCH']) {
    const answer = await program.call(method, `/authorizations/${'x'.repeat(43)}`, token)
    assert.deepEqual([answer.status, answer.headers.get('allow')], [405, 'DELETE'])
  }
  const { body } = await program.call('POST', `${path}?requires_user_consent=false`, token, { body: { pid: citizenA } })
  assert.ok(body.length > 0)
})

test('API-2 odd headers change nothing and break nothing', async () => {
  const token = await program.machineToken('etat-maskin')
  for (const headers of [
    { 'accept-language': 'x'.repeat(5000) },
    { 'accept-language': ';;;,,,q=9, en;q=NaN, __proto__;q=1' },
    { 'accept-language': 'se-NO, nb;q=0' },
    { 'x-case-reference': '<script>alert(1)</script>' },
  ]) {
    const answer = await program.call('POST', path, token, { body: { pid: citizenA }, headers })
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'application/json; charset=utf-8'])
  }
  assert.equal(
    (await program.call('POST', path, token, { body: { pid: citizenA }, headers: { 'x-case-reference': '' } })).status,
    400,
  )
})

test('API-54 of fifty withdrawals of one authorization at once one is told that it did it', async () => {
  await program.give('lev-app', 'andre:data.read')
  const token = await program.machineToken('etat-maskin')
  const [{ authorization_id: id }] = (await program.call('POST', path, token, { body: { pid: citizenA } })).body
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => program.call('DELETE', `/authorizations/${id}`, token)),
  )
  const statuses = answers.map(({ status }) => status).sort((one, two) => one - two)
  assert.deepEqual(statuses, [204, ...Array(49).fill(404)])
})
