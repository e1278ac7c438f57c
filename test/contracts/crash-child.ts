import { writeSync } from 'node:fs'
import { openSqlDurableStore } from '../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../src/storage/sqlite/database.ts'
import { openSqliteExpiringStore } from '../../src/storage/sqlite/expiring-store.ts'
import { systemClock } from '../../src/system/clock.ts'
import { exampleAuthorization, exampleClient, exampleCode } from './examples.ts'

/**
 * Writes for ever into the file that is named first, and says on standard output what was acknowledged, one line each.
 * Whoever started it kills it. The second argument makes its ids differ from those of its forerunners.
 */
const [path = '', round = ''] = process.argv.slice(2)
const database = openSqliteDatabase(path)
const expiring = openSqliteExpiringStore(database, 'test', systemClock)
const durable = openSqlDurableStore(database)
const { authorizations } = durable.environment('test')
const later = systemClock.nowSeconds() + 3600

const acknowledge = (what: string, id: string): void => {
  writeSync(1, `${what} ${id}\n`)
}

const writer = async (name: string): Promise<never> => {
  for (let number = 0; ; number++) {
    const id = `${round}.${name}.${number}`
    await expiring.put('authorization-code', id, exampleCode(id), later)
    acknowledge('put', id)
    await Promise.all([
      expiring.take('authorization-code', id).then(() => acknowledge('taken', id)),
      authorizations.add(exampleAuthorization({ authorizationId: id })).then(() => acknowledge('given', id)),
      number % 10 === 0 &&
        durable.transaction(async (inside) => {
          await inside.environment('test').clients.save(exampleClient(`${id} first`), 'hand', 1)
          await inside.environment('test').clients.save(exampleClient(`${id} second`), 'hand', 1)
        }),
    ])
  }
}

await Promise.all(Array.from({ length: 20 }, (_, index) => writer(String(index))))
