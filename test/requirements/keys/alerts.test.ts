import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../../../src/protocol/secret.ts'
import { openLocalKeeper } from '../../../src/signing/local/local-keeper.ts'
import { makeSigningKey } from '../../../src/signing/make-signing-key.ts'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { judgeSigningKeys } from '../../../src/usecases/operations/judge-signing-keys.ts'
import { temporaryDatabasePath } from '../../contracts/temporary-file.ts'

test('KEY-4 KEY-8 staff are told when a rotation is a day overdue, and when a certificate is about to end', async (context) => {
  const durable = openSqlDurableStore(openSqliteDatabase(temporaryDatabasePath()))
  context.after(() => durable.close())
  const day = 86_400
  const start = 1_772_442_900
  const keeper = openLocalKeeper(() => [{ id: '1', value: new Secret('an encryption key of this test') }])
  const owner = { keeper, ring: 'test', commonName: 'Portvakt' }
  const { signingKeys } = durable.environment('test')
  const key = await makeSigningKey(owner, 'ES256', start, start)
  await signingKeys.save(key)
  const alerts = async (days: number, keyRotationDays = 90) => [
    ...(await judgeSigningKeys(durable, [{ name: 'test', keyRotationDays }], start + days * day)),
  ]
  assert.deepEqual(await alerts(91), [])
  assert.deepEqual(await alerts(92), ['key-overdue'])
  assert.deepEqual(await alerts(92, 0), [], 'without a schedule nothing is overdue')
  assert.deepEqual(await alerts(3 * 365 - 31, 0), [])
  assert.deepEqual(await alerts(3 * 365 - 29, 0), ['key-certificate'])
  await signingKeys.save({ ...key, retiredAtSeconds: start + 90 * day })
  assert.deepEqual(await alerts(92), [])
})
