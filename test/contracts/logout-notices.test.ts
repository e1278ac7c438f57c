import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openSqlDurableStore } from '../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../src/storage/sqlite/database.ts'
import { temporaryDatabasePath } from './temporary-file.ts'

const notice = (clientId: string, logoutRef = 'logout') => ({
  logoutRef,
  clientId,
  subject: 'subject-of-the-citizen',
  sid: 'sid',
  correlationId: 'reference',
})

test('BCL-2.3 of several processes that look at once, each notice is claimed by one', async () => {
  const path = temporaryDatabasePath()
  const stores = [0, 1, 2].map(() => openSqlDurableStore(openSqliteDatabase(path)))
  const shelves = stores.map((store) => store.environment('test').logoutNotices)
  await shelves[0]?.add(
    Array.from({ length: 60 }, (_, index) => notice(`client-${index}`)),
    10,
  )
  const claimed: string[] = []
  for (let round = 0; round < 3; round += 1) {
    const looks = Array.from({ length: 5 }, () => shelves.map((shelf) => shelf.claim(10, 30, 40))).flat()
    claimed.push(...(await Promise.all(looks)).flat().map(({ clientId }) => clientId))
  }
  assert.equal(claimed.length, 60)
  assert.equal(new Set(claimed).size, 60)
  assert.deepEqual(await shelves[1]?.claim(39, 30, 100), [])
  const again = (await shelves[1]?.claim(40, 30, 100)) ?? []
  assert.deepEqual([again.length, new Set(again.map(({ attempts }) => attempts))], [60, new Set([2])])
  for (const store of stores) store.close()
})

test('BCL-2.3 notices of another environment are not offered, and what has ended neither is nor holds a subject', async () => {
  const path = temporaryDatabasePath()
  const store = openSqlDurableStore(openSqliteDatabase(path))
  const [own, other] = [store.environment('test').logoutNotices, store.environment('other').logoutNotices]
  await other.add([notice('foreign')], 10)
  assert.deepEqual(await own.claim(10, 30, 10), [])
  await own.add([notice('a'), notice('b')], 10)
  const [a, b] = await own.claim(10, 30, 10)
  await own.end(a?.id ?? '', 'CONFIRMED')
  await own.later(b?.id ?? '', 15, 1)
  await own.end(a?.id ?? '', 'GIVEN_UP')
  assert.deepEqual(await own.states('logout'), [
    { clientId: 'a', status: 'CONFIRMED', failures: 0 },
    { clientId: 'b', status: 'READY', failures: 1 },
  ])
  assert.deepEqual(
    (await own.claim(15, 30, 10)).map(({ clientId, attempts }) => [clientId, attempts]),
    [['b', 2]],
  )
  await own.end(b?.id ?? '', 'GIVEN_UP')
  assert.deepEqual(await own.claim(9_999, 30, 10), [])
  assert.equal(await own.sweep(11, 1), 1)
  assert.equal(await own.sweep(11, 10), 1)
  assert.deepEqual(await own.states('logout'), [])
  const database = openSqliteDatabase(path)
  const documents = await database.query({ text: 'SELECT document FROM logout_notice', values: [] })
  assert.equal(documents.length, 1, 'only the one of the other environment is left')
  database.close()
  store.close()
})
