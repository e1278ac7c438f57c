import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { schemas } from '../../../src/http/api/schemas.ts'
import { type ScopeProgram, scopeRequest, startScopes, stranger } from './scope-program.ts'

/** What automation that is in use sends, call by call, and how it reads the answers: with strict types. */
let api: ScopeProgram
before(async () => {
  api = await startScopes()
})
after(() => api.stop())

const supplier = '310000027'
const base = '/api/v1'
const recorded = { ...scopeRequest, subscope: 'team-a/soknad.read', name: '' }
const name = encodeURIComponent('eks:team-a/soknad.read')
const decode = (body: unknown) => schemas.Scope.parse(body)
const decodeAccess = (body: unknown) => schemas.ScopeAccess.parse(body)

test('APT-1 AX-2 AX-8 creating, replacing and closing answer a scope with every list present', async () => {
  const made = decode((await api.administer('POST', `${base}/scopes`, recorded)).body)
  assert.equal(made.name, 'eks:team-a/soknad.read')
  const changed = { ...made, description: 'Lese og endre' }
  const replaced = decode((await api.administer('PUT', `${base}/scopes?scope=${name}`, changed)).body)
  assert.equal(replaced.description, 'Lese og endre')
  const closed = decode((await api.administer('DELETE', `${base}/scopes?scope=${name}`)).body)
  assert.equal(closed.active, false)
  for (const scope of [made, replaced, closed])
    for (const list of [
      scope.allowed_integration_types,
      scope.enforced_aud_for_access_token,
      scope.enforced_aud_for_introspection,
    ])
      assert.ok(Array.isArray(list))
})

test('APT-1 AX-1 active and closed scopes are listed together, with prefix and subscope as they were made', async () => {
  const { body } = await api.administer('GET', `${base}/scopes?inactive=true`)
  const own = body.map(decode).find((scope: { subscope: string }) => scope.subscope === 'team-a/soknad.read')
  assert.deepEqual([own?.prefix, own?.active], ['eks', false])
  const active = await api.administer('GET', `${base}/scopes`)
  assert.ok(active.body.every((scope: { active: boolean }) => scope.active))
})

test('APT-1 AX-3 a closed scope is opened by PUT with active true', async () => {
  const opened = await api.administer('PUT', `${base}/scopes?scope=${name}`, { ...recorded, active: true })
  assert.equal(decode(opened.body).active, true)
})

test('APT-1 AX-4 AX-5 K-10 consumers are brought to what is wanted, and a bad number is passed over by its 400', async () => {
  const list = async () =>
    (await api.administer('GET', `${base}/scopes/access?scope=${name}`)).body.map(decodeAccess) as {
      consumer_orgno: string
      state: string
    }[]
  const bring = async (wanted: readonly string[]): Promise<readonly string[]> => {
    const passedOver: string[] = []
    const present = (await list()).filter(({ state }) => state === 'APPROVED').map((one) => one.consumer_orgno)
    const calls = [
      ...wanted.filter((orgno) => !present.includes(orgno)).map((orgno) => ['PUT', orgno] as const),
      ...present.filter((orgno) => !wanted.includes(orgno)).map((orgno) => ['DELETE', orgno] as const),
    ]
    for (const [method, orgno] of calls) {
      const answer = await api.administer(method, `${base}/scopes/access/${orgno}?scope=${name}`)
      if (answer.status === 400) passedOver.push(orgno)
      else assert.equal(answer.status, 200)
      if (answer.status === 200) {
        const access = decodeAccess(answer.body)
        assert.ok(Date.parse(access.created) <= Date.parse(access.last_updated))
      }
    }
    return passedOver
  }
  assert.deepEqual(await bring([stranger, '123456789', supplier]), ['123456789'])
  assert.deepEqual(await bring([supplier]), [])
  assert.deepEqual(
    (await list()).map((one) => [one.consumer_orgno, one.state]),
    [
      [supplier, 'APPROVED'],
      [stranger, 'DENIED'],
    ],
  )
  await bring([stranger])
  assert.deepEqual(
    (await list()).map(({ state }) => state),
    ['DENIED', 'APPROVED'],
  )
})

test('APT-1 AX-6 a consumer finds out which scopes it may have', async () => {
  await api.administer('POST', `${base}/scopes`, { ...recorded, subscope: 'for-alle', accessible_for_all: true })
  const received = (await api.administer('GET', `${base}/scopes/access/all`, undefined, 'scopes-stranger')).body
  const open = (await api.administer('GET', `${base}/scopes/all?accessible_for_all=true`, undefined, 'scopes-stranger'))
    .body
  const approved = received.map(decodeAccess).filter(({ state }: { state: string }) => state === 'APPROVED')
  assert.deepEqual(
    approved.map(({ scope }: { scope: string }) => scope),
    ['eks:team-a/soknad.read'],
  )
  const names = open.map(decode).map((scope: { name: string; accessible_for_all: boolean }) => {
    assert.equal(scope.accessible_for_all, true)
    return scope.name
  })
  assert.ok(names.includes('eks:for-alle'))
  const token = await api.token('scopes-stranger', 'idporten:dcr.write')
  const scopes = [...approved.map(({ scope }: { scope: string }) => scope), 'eks:for-alle']
  const body = { client_name: 'Maskin', description: 'x', integration_type: 'maskinporten', scopes }
  assert.equal((await api.call('POST', '/clients', body, { token })).status, 200)
})

test('APT-1 AX-7 sources of delegations are a list, open to all', async () => {
  const answer = await api.call('GET', `${base}/delegationsources`, undefined, { as: '' })
  assert.equal(answer.status, 200)
  for (const source of answer.body) schemas.DelegationSource.parse(source)
})
