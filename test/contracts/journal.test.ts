import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { openSqlDurableStore } from '../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../src/storage/sqlite/database.ts'
import { temporaryDatabasePath } from './temporary-file.ts'

test('ONB-171 the database refuses to change or remove a journal row, whoever asks', async () => {
  const path = temporaryDatabasePath()
  const store = openSqlDurableStore(openSqliteDatabase(path))
  await store.journal.append({
    atSeconds: 10,
    actor: { kind: 'system', id: 'test' },
    action: 'order.drafted',
    object: { kind: 'order', id: 'ORD-1' },
    orgno: '',
  })
  const outside = new DatabaseSync(path)
  assert.throws(() => outside.exec("UPDATE journal SET action = 'x'"), /only added to/)
  assert.throws(() => outside.exec('DELETE FROM journal'), /only added to/)
  outside.close()
  assert.equal((await store.journal.walk(0, 10)).length, 1)
  store.close()
})
