import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Scope } from '../../../src/protocol/scope.ts'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import {
  type ApiProgram,
  makeAssertion,
  owner,
  requestToken,
  startApi,
  stranger,
  supplier,
} from '../self-service-api/api-program.ts'

let api: ApiProgram
before(async () => {
  api = await startApi()
})
after(() => api.stop())

/** What the machine client gets for `eks:les` while the scope is as changed here. */
async function askWhile(changes: Partial<Scope>, claims: Record<string, unknown> = {}) {
  const store = openSqlDurableStore(openSqliteDatabase(`${api.gateway.folder}/portvakt.sqlite`))
  const { scopes, scopeAccess } = store.environment('test')
  const nowSeconds = api.gateway.clock.nowSeconds()
  const found = await scopes.find('eks:les')
  if (found === undefined) throw new Error('no scope')
  await scopes.save({ ...found.thing, ...changes }, 'hand', nowSeconds)
  const times = { createdAtSeconds: nowSeconds, updatedAtSeconds: nowSeconds, toldAtSeconds: nowSeconds }
  for (const consumerOrgno of changes.access ?? [])
    await scopeAccess.save({ scope: 'eks:les', consumerOrgno, state: 'APPROVED', origin: 'hand', ...times })
  // A seed that changes nothing makes the program look at its registry without waiting for the next time.
  assert.deepEqual(await api.gateway.reseed({ version: 1, environment: 'test' }), [])
  const assertion = makeAssertion(api.machineIssuer, 'maskin', api.gateway.clock.nowSeconds(), {
    scope: 'eks:les',
    ...claims,
  })
  const { status, body } = await requestToken(api.machineIssuer, assertion)
  await scopes.save(found.thing, 'hand', nowSeconds)
  for (const access of await scopeAccess.listOfScope('eks:les')) await scopeAccess.save({ ...access, state: 'DENIED' })
  store.close()
  const number = /^(MP-\d+): /.exec(body.error_description ?? '')?.[1]
  return { told: [status, body.error, number].join(' '), explained: body.error_uri as string | undefined }
}

const foreign = { ownerOrgno: stranger, access: [], accessibleForAll: false }

for (const [name, changes, claims, expected] of [
  ['MP-201 a scope that is for other types of clients', { allowedIntegrationTypes: ['api_klient'] }, {}, 'MP-201'],
  ['MP-250 a scope of another organisation that gave no access', foreign, {}, 'MP-250'],
  ['MP-251 a scope that cannot be delegated', {}, { consumer_org: supplier }, 'MP-251'],
  [
    'MP-251 a customer who has delegated nothing',
    { delegationSource: 'https://delegation.example.no/', accessibleForAll: true },
    { consumer_org: supplier },
    'MP-251',
  ],
  ['MP-251 a customer that is no organisation number', {}, { consumer_org: '123456789' }, 'MP-251'],
] as const)
  test(`${name} is refused with its number, which a page explains`, async () => {
    const { told, explained } = await askWhile(changes, claims)
    assert.equal(told, `400 invalid_scope ${expected}`)
    const page = await (await fetch(explained ?? '')).text()
    assert.match(page, new RegExp(`id="${new URL(explained ?? '').hash.slice(1)}"`))
  })

test('MP-201 MP-250 what is owned, granted or open to all is given', async () => {
  for (const changes of [
    {},
    { ...foreign, access: [owner] },
    { ...foreign, accessibleForAll: true },
    { allowedIntegrationTypes: ['maskinporten'] as const },
  ])
    assert.match((await askWhile(changes)).told, /^200 /)
})
