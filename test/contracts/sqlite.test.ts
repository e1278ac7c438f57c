import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { compiled } from '../../src/storage/sql/compiled-statements.ts'
import { openSqlDurableStore } from '../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../src/storage/sqlite/database.ts'
import { openSqliteExpiringStore } from '../../src/storage/sqlite/expiring-store.ts'
import { systemClock } from '../../src/system/clock.ts'
import { compileAll } from '../../tools/compile-statements.ts'
import { exampleAuthorization, exampleClient, exampleCode, exampleSession } from './examples.ts'
import { temporaryDatabasePath } from './temporary-file.ts'

const childPath = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** Starts the writing child, kills it in mid-flight after so many acknowledgements, and answers them. */
const writeUntilKilled = (path: string, round: number, enough: number): Promise<string[]> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [childPath('crash-child.ts'), path, String(round)])
    let [said, complaint] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk
      if (said.split('\n').length > enough) child.kill('SIGKILL')
    })
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      complaint += chunk
    })
    child.on('error', reject)
    child.on('close', (_, signal) => {
      // The last piece has no line end, or is empty: it was not said to the end.
      if (signal === 'SIGKILL') resolve(said.split('\n').slice(0, -1))
      else reject(new Error(`the child ended by itself: ${complaint}`))
    })
  })

test('CODE-11 CODE-9 what was acknowledged before kill -9 is there afterwards, and a taken code is still taken', async () => {
  const path = temporaryDatabasePath()
  for (let round = 1; round <= 4; round++) {
    const acknowledged = await writeUntilKilled(path, round, 400 * round)
    assert.ok(acknowledged.length >= 400 * round)
    const database = openSqliteDatabase(path)
    const expiring = openSqliteExpiringStore(database, 'test', systemClock)
    const durable = openSqlDurableStore(database)
    const { authorizations, clients } = durable.environment('test')
    const taken = new Set(acknowledged.filter((line) => line.startsWith('taken')).map((line) => line.slice(6)))
    for (const line of acknowledged) {
      const [what, id = ''] = line.split(' ')
      if (what === 'given') assert.notEqual(await authorizations.find(id), undefined, line)
      // A take that was under way when the process died may have happened unsaid: only "absent" would be a loss.
      else if (what === 'put') assert.notEqual((await expiring.read('authorization-code', id)).outcome, 'absent', line)
      else assert.ok(taken.has(id))
    }
    for (const id of taken) assert.equal((await expiring.take('authorization-code', id)).outcome, 'taken-before', id)
    const names = new Set((await clients.list()).map((client) => client.thing.clientId))
    for (const name of names)
      assert.ok(names.has(name.replace(/first$|second$/, (last) => (last === 'first' ? 'second' : 'first'))), name)
    database.close()
  }
})

test('CODE-11 CAUTH-13 RT-4 of several processes on one file one wins each race, and no change is lost', async () => {
  const path = temporaryDatabasePath()
  const [count, processes] = [200, 4]
  const prepare = openSqliteDatabase(path)
  const expiring = openSqliteExpiringStore(prepare, 'test', systemClock)
  const { authorizations, clients } = openSqlDurableStore(prepare).environment('test')
  for (let index = 0; index < count; index++) {
    const id = String(index)
    await expiring.put('authorization-code', id, exampleCode(id), systemClock.nowSeconds() + 3600)
    await authorizations.add(exampleAuthorization({ authorizationId: id }))
  }
  const race = () => promisify(execFile)(process.execPath, [childPath('race-child.ts'), path, String(count)])
  const said = await Promise.all(Array.from({ length: processes }, race))
  const won = said.map(({ stdout }) => JSON.parse(stdout) as { taken: string[]; guards: number; rotations: number })
  assert.equal(won.flatMap((one) => one.taken).length, count)
  assert.equal(new Set(won.flatMap((one) => one.taken)).size, count)
  assert.equal(
    won.reduce((sum, one) => sum + one.guards, 0),
    count,
  )
  assert.equal(
    won.reduce((sum, one) => sum + one.rotations, 0),
    count,
  )
  const counter = await expiring.read('session', 'counter')
  assert.deepEqual(counter, { outcome: 'live', value: exampleSession(count * processes) })
  assert.equal((await clients.find('counter'))?.thing.clientName, String(10 * processes))
  prepare.close()
})

test('several processes may make and open a new file at the same time', async () => {
  const path = temporaryDatabasePath()
  const open = () => promisify(execFile)(process.execPath, [childPath('race-child.ts'), path, '1'])
  const said = await Promise.all(Array.from({ length: 4 }, open))
  assert.equal(said.length, 4)
})

test('ENV-5 a change of the registry is seen at once by the version of another connection', async () => {
  const path = temporaryDatabasePath()
  const [here, there] = [openSqlDurableStore(openSqliteDatabase(path)), openSqlDurableStore(openSqliteDatabase(path))]
  const before = await there.environment('test').clients.version()
  await here.environment('test').clients.save(exampleClient('a'), 'hand', 10)
  assert.ok((await there.environment('test').clients.version()) > before)
  here.close()
  there.close()
})

test('REG-5 the former revisions stand in the file with origin and time', async () => {
  const database = openSqliteDatabase(temporaryDatabasePath())
  const { clients } = openSqlDurableStore(database).environment('test')
  await clients.save(exampleClient('a', 'one'), 'seed', 10)
  await clients.save(exampleClient('a', 'two'), 'hand', 20)
  await clients.save(exampleClient('a', 'three'), 'hand', 30)
  const rows = await database.query({
    text: 'SELECT revision, origin, written_at, document FROM registration_revision WHERE name = ? ORDER BY revision',
    values: ['a'],
  })
  assert.deepEqual(
    rows.map((row) => [row.revision, row.origin, row.written_at, JSON.parse(String(row.document)).clientName]),
    [
      [1, 'seed', 10, 'one'],
      [2, 'hand', 20, 'two'],
    ],
  )
  database.close()
})

test('a write that breaks a rule of the table fails alone, and takes the other statements of its unit along', async () => {
  const database = openSqliteDatabase(temporaryDatabasePath())
  const insert = (name: string | null) => ({
    text: 'INSERT INTO registry_version (environment, version) VALUES (?, 1)',
    values: [name],
  })
  const results = await Promise.allSettled([
    database.write([insert('before')]),
    database.write([insert('half'), insert(null)]),
    database.write([insert('after')]),
  ])
  assert.deepEqual(
    results.map((result) => result.status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  const rows = await database.query({
    text: 'SELECT environment FROM registry_version ORDER BY environment',
    values: [],
  })
  assert.deepEqual(
    rows.map((row) => row.environment),
    ['after', 'before'],
  )
  database.close()
})

test('writes of one turn share one commit, however many they are', async () => {
  const database = openSqliteDatabase(temporaryDatabasePath())
  const expiring = openSqliteExpiringStore(database, 'test', systemClock)
  const frames = async (): Promise<number> =>
    database.read((connection) => Number(connection.prepare('PRAGMA wal_checkpoint').get()?.log))
  await expiring.count('warm', systemClock.nowSeconds() + 60)
  const before = await frames()
  await Promise.all(Array.from({ length: 100 }, () => expiring.count('one', systemClock.nowSeconds() + 60)))
  // Commits of their own would have written their pages again each: at least a hundred frames.
  assert.ok((await frames()) - before < 10)
  database.close()
})

test('HTTP-18 the file and its folder can be read by this user alone', () => {
  const path = temporaryDatabasePath()
  openSqliteDatabase(path).close()
  assert.equal(statSync(path).mode & 0o777, 0o600)
  assert.equal(statSync(new URL('.', `file://${path}`).pathname).mode & 0o777, 0o700)
})

test('a write waits while another process holds the file, and the event loop goes on meanwhile', async () => {
  const path = temporaryDatabasePath()
  const database = openSqliteDatabase(path)
  const other = new DatabaseSync(path)
  other.exec('BEGIN IMMEDIATE')
  let written = false
  const write = openSqliteExpiringStore(database, 'test', systemClock)
    .count('c', systemClock.nowSeconds() + 60)
    .then(() => {
      written = true
    })
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
  assert.equal(written, false)
  other.exec('COMMIT')
  await write
  assert.equal(written, true)
  other.close()
  database.close()
})

test('close commits what waits, and refuses what comes later with the reason', async () => {
  const path = temporaryDatabasePath()
  const database = openSqliteDatabase(path)
  const expiring = openSqliteExpiringStore(database, 'test', systemClock)
  const waiting = expiring.put('session', 's', exampleSession(1), systemClock.nowSeconds() + 60)
  const transaction = database.transaction(async () => undefined)
  database.close()
  database.close()
  await waiting
  await assert.rejects(transaction, /database is closed/)
  await assert.rejects(expiring.drop('session', 's'), /database is closed/)
  await assert.rejects(expiring.read('session', 's'), /database is closed/)
  const again = openSqliteDatabase(path)
  const seen = await openSqliteExpiringStore(again, 'test', systemClock).read('session', 's')
  assert.equal(seen.outcome, 'live')
  again.close()
})

test('opening names the file and what to do when it is newer than the program, or no database', () => {
  const path = temporaryDatabasePath()
  openSqliteDatabase(path).close()
  const file = new DatabaseSync(path)
  file.exec('PRAGMA user_version = 999')
  file.close()
  assert.throws(() => openSqliteDatabase(path), /table version 999.*start the newer program/)
  const impossible = `${path}/below/a/file.db`
  assert.throws(() => openSqliteDatabase(impossible), /cannot open the database .*file\.db: .*check that its folder/)
})

test('the statements that the program runs are those of src/storage/sql/statements', () => {
  assert.deepEqual(compiled, compileAll(), 'run: npx node tools/compile-statements.ts')
})

test('every statement with a condition finds its rows by an index', () => {
  const path = temporaryDatabasePath()
  openSqliteDatabase(path).close()
  const file = new DatabaseSync(path)
  for (const [name, { text }] of Object.entries(compiled)) {
    const plan = file.prepare(`EXPLAIN QUERY PLAN ${text}`).all() as { detail: string }[]
    // The list inside one row is no table.
    for (const { detail } of plan)
      assert.doesNotMatch(detail, /^SCAN (?!json_each|kept|CONSTANT ROW)/, `${name}: ${detail}`)
  }
  file.close()
})
