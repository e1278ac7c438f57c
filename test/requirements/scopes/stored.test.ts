import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { scopeAccessTables } from '../../../src/storage/sql/migrations/0012-scope-access.ts'
import { migrations } from '../../../src/storage/sql/migrations/migrations.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { applySeed } from '../../../src/usecases/operations/apply-seed.ts'
import { exampleScope } from '../../contracts/examples.ts'
import { temporaryDatabasePath } from '../../contracts/temporary-file.ts'
import { openInstallation } from '../registry/installation.ts'

const owner = '310000019'
const [first, second, third] = ['310000027', '310000035', '310000043']

test('SCOPE-6 API-28 an older database keeps its accesses, and who owns a prefix', async () => {
  const path = temporaryDatabasePath()
  mkdirSync(dirname(path), { recursive: true })
  const database = new DatabaseSync(path)
  const before = migrations.indexOf(scopeAccessTables)
  for (const statements of migrations.slice(0, before)) database.exec(statements)
  const insert = database.prepare("INSERT INTO registration VALUES ('test', 'scope', ?, 3, 'seed', 10, 20, ?)")
  const scope = { ...exampleScope('etat:a:b'), ownerOrgno: owner, access: [first, second] }
  insert.run('etat:a:b', JSON.stringify(scope))
  insert.run('etat:c', JSON.stringify({ ...exampleScope('etat:c'), ownerOrgno: owner }))
  database.exec(`PRAGMA user_version = ${before}`)
  database.close()
  const store = openSqlDurableStore(openSqliteDatabase(path))
  const { scopes, scopeAccess, prefixes } = store.environment('test')
  assert.deepEqual((await scopes.find('etat:a:b'))?.thing, scope)
  assert.deepEqual((await scopes.find('etat:c'))?.thing.access, [])
  assert.deepEqual(await scopeAccess.listUntold(), [])
  assert.deepEqual(
    (await prefixes.list()).map(({ thing }) => thing),
    [{ prefix: 'etat', ownerOrgno: owner }],
  )
  store.close()
})

test('REG-162 SCOPE-6 a seed gives and takes back its own accesses and leaves those that were given by hand', async () => {
  const installation = openInstallation()
  const { durable, clock } = installation
  const apply = async (access: readonly string[]) => {
    const text = [
      'version: 1',
      `prefixes: [{ prefix: etat, orgno: "${owner}" }]`,
      `scopes: [{ name: "etat:les", description: Lese, access: [${access.map((orgno) => `"${orgno}"`).join(', ')}] }]`,
    ].join('\n')
    const reading = installation.load({ 'seed.yaml': text })
    assert.ok(reading.ok, JSON.stringify(reading))
    const applied = await applySeed(installation.needs)(reading.seed)
    assert.ok(applied.ok)
    return applied.counts
  }
  const { scopes, scopeAccess } = durable.environment('test')
  const present = async () => (await scopes.find('etat:les'))?.thing.access
  await apply([first, second])
  assert.deepEqual(await present(), [first, second])
  const now = clock.nowSeconds()
  const times = { createdAtSeconds: now, updatedAtSeconds: now, toldAtSeconds: now }
  await scopeAccess.save({ scope: 'etat:les', consumerOrgno: third, state: 'APPROVED', origin: 'hand', ...times })
  assert.equal((await apply([first])).updated > 0, true)
  assert.deepEqual(await present(), [first, third])
  assert.equal((await apply([first])).updated, 0, 'the second time nothing changes')
  assert.equal((await scopes.find('etat:les'))?.revision, 1, 'the scope itself was not written again')
})

test('API-12 a scope gets another owner only with its prefix, which the operator moves', async () => {
  const installation = openInstallation()
  const { scopes, prefixes } = installation.durable.environment('test')
  const apply = async (orgno: string, more = '') => {
    const text = `version: 1\nprefixes: [{ prefix: etat, orgno: "${orgno}" }]\n${more}`
    const reading = installation.load({ 'seed.yaml': text })
    assert.ok(reading.ok, JSON.stringify(reading))
    assert.ok((await applySeed(installation.needs)(reading.seed)).ok)
  }
  await apply(owner, 'scopes: [{ name: "etat:les", description: Lese }, { name: "etat:skriv", description: Skrive }]')
  await apply(second)
  assert.deepEqual(
    (await scopes.list()).map(({ thing }) => thing.ownerOrgno),
    [second, second],
  )
  assert.equal((await prefixes.find('etat'))?.thing.ownerOrgno, second)
})
