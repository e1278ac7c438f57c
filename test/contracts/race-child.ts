import { writeSync } from 'node:fs'
import { openSqlDurableStore } from '../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../src/storage/sqlite/database.ts'
import { openSqliteExpiringStore } from '../../src/storage/sqlite/expiring-store.ts'
import { systemClock } from '../../src/system/clock.ts'
import { exampleClient, exampleSession } from './examples.ts'

/**
 * Does to one file what its sisters do at the same time, and tells what it won as one line of JSON: the codes that it
 * took, how many replay guards it placed, and how many rotations it won.
 */
const [path = '', count = ''] = process.argv.slice(2)
const database = openSqliteDatabase(path)
const expiring = openSqliteExpiringStore(database, 'test', systemClock)
const durable = openSqlDurableStore(database)
const { authorizations } = durable.environment('test')
const later = systemClock.nowSeconds() + 3600

const won = { taken: [] as string[], guards: 0, rotations: 0 }
const issued = {
  refreshHash: 'next',
  refreshExpiresAtSeconds: later,
  idTokenIssuedAtSeconds: null,
  accessToken: { id: 'token', expiresAtSeconds: later },
  atSeconds: 1,
  formerRefresh: null,
}

const raceFor = async (id: string): Promise<void> => {
  if ((await expiring.take('authorization-code', id)).outcome === 'taken') won.taken.push(id)
  if (await expiring.putIfAbsent('replay-guard', id, { seen: true }, later)) won.guards++
  if (await authorizations.recordIssue(id, null, issued)) won.rotations++
  await expiring.change('session', 'counter', (current) => ({
    value: exampleSession((current?.activeAtSeconds ?? 0) + 1),
    expiresAtSeconds: later,
  }))
}

const ids = Array.from({ length: Number(count) }, (_, index) => String(index))
// In small groups, so that the processes pass the file to and fro.
while (ids.length > 0) await Promise.all(ids.splice(0, 5).map(raceFor))
for (let step = 0; step < 10; step++) {
  await durable.transaction(async (inside) => {
    const { clients } = inside.environment('test')
    const before = Number((await clients.find('counter'))?.thing.clientName ?? 0)
    await clients.save(exampleClient('counter', String(before + 1)), 'hand', 1)
  })
}
database.close()
writeSync(1, JSON.stringify(won))
