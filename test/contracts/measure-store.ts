import { rmSync } from 'node:fs'
import { openSqlDurableStore } from '../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../src/storage/sqlite/database.ts'
import { openSqliteExpiringStore } from '../../src/storage/sqlite/expiring-store.ts'
import { ticketId } from '../../src/storage/tickets.ts'
import { systemClock } from '../../src/system/clock.ts'
import { exampleAuthorization, exampleCode, exampleSession } from './examples.ts'

/**
 * Measures what the stores cost (figures in docs/decisions/0001-one-sqlite-file.md). Run on a quiet machine:
 * `npx node test/contracts/measure-store.ts [file]`; the file is made and removed.
 */
const path = process.argv[2] ?? 'measure-store.db'
const calls = 20_000
const groups = [1, 20, 100]

const removeFile = (): void => {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
}

const measure = async (what: string, together: number, call: (index: number) => Promise<unknown>): Promise<void> => {
  const [cpuBefore, startedAt] = [process.cpuUsage(), performance.now()]
  for (let index = 0; index < calls; index += together)
    await Promise.all(Array.from({ length: together }, (_, offset) => call(index + offset)))
  const cpu = process.cpuUsage(cpuBefore)
  const perCall = (microseconds: number): string => (microseconds / calls).toFixed(1).padStart(6)
  const wall = (performance.now() - startedAt) * 1000
  process.stdout.write(
    `${what.padEnd(20)} ${String(together).padStart(4)} a turn: ${perCall(cpu.user + cpu.system)} µs CPU ${perCall(wall)} µs\n`,
  )
}

removeFile()
const database = openSqliteDatabase(path)
const expiring = openSqliteExpiringStore(database, 'test', systemClock)
const { authorizations, clients } = openSqlDurableStore(database).environment('test')
const later = systemClock.nowSeconds() + 3600
const ids = Array.from({ length: calls }, (_, index) => ticketId(String(index)))

for (const together of groups) {
  const id = (index: number): string => `${ids[index]}${together}`
  // Far apart from one call to the next, as in life.
  const some = (index: number): string => id((index * 7919) % calls)
  const issued = {
    refreshHash: ticketId('hash'),
    refreshExpiresAtSeconds: later,
    idTokenIssuedAtSeconds: 1,
    accessToken: { id: 'token', expiresAtSeconds: later },
    atSeconds: 1,
    formerRefresh: null,
  }
  await measure('put', together, (index) => expiring.put('authorization-code', id(index), exampleCode(), later))
  await measure('read', together, (index) => expiring.read('authorization-code', some(index)))
  await measure('take', together, (index) => expiring.take('authorization-code', some(index)))
  await measure('change', together, (index) =>
    expiring.change('session', some(index), () => ({ value: exampleSession(index), expiresAtSeconds: later })),
  )
  await measure('count', together, (index) => expiring.count(String(index % 50), later))
  await measure('authorization add', together, (index) =>
    authorizations.add(
      exampleAuthorization({ authorizationId: id(index), sessionRef: id(index), expiresAtSeconds: later }),
    ),
  )
  await measure('authorization find', together, (index) => authorizations.find(some(index)))
  await measure('recordIssue', together, (index) => authorizations.recordIssue(some(index), null, issued))
  await measure('endOfSession', together, (index) => authorizations.endOfSession(some(index), later))
  await measure('clients.version', together, () => clients.version())
}
database.close()
removeFile()
