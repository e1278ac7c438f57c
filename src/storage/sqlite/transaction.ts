import { AsyncLocalStorage } from 'node:async_hooks'
import type { BoundStatement, SqlDatabase } from '../sql/sql-database.ts'
import { whileBusy } from './busy.ts'
import type { Connection } from './connection.ts'
import { atomically } from './group-commit.ts'
import { changeRows, readRows } from './run-statement.ts'

/** A transaction that is still open after this is rolled back, for every other writer waits for it. */
const timeLimitMilliseconds = 10_000

const openTransaction = new AsyncLocalStorage<{ open: boolean }>()

/** True in code that was called from the `work` of a transaction that is still open. */
export const isInsideTransaction = (): boolean => openTransaction.getStore()?.open === true

/**
 * Runs `work` in one transaction on `connection`, which nobody else uses meanwhile; all or nothing.
 * A transaction inside it is a part that can fail alone.
 */
export const runTransaction = async <Result>(
  connection: Connection,
  work: (inside: SqlDatabase) => Promise<Result>,
): Promise<Result> => {
  await whileBusy(() => connection.prepare('BEGIN IMMEDIATE').run())
  const state = { open: true }
  let timer: NodeJS.Timeout | undefined
  const timeLimit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error('a transaction was rolled back after 10 s: await nothing but its own store inside it')),
      timeLimitMilliseconds,
    )
  })
  try {
    const working = openTransaction.run(state, () => work(openInside(connection, state, 1)))
    const result = await Promise.race([working, timeLimit])
    connection.prepare('COMMIT').run()
    return result
  } catch (error) {
    if (connection.database.isOpen && connection.database.isTransaction) connection.database.exec('ROLLBACK')
    throw error
  } finally {
    state.open = false
    clearTimeout(timer)
  }
}

const openInside = (connection: Connection, state: { readonly open: boolean }, depth: number): SqlDatabase => {
  let partOpen = false
  const demandOpen = (): void => {
    if (!state.open) throw new Error('the transaction is over: await everything that its work does')
    if (partOpen) throw new Error('a transaction inside this one is still open: await it first, or use its store')
  }
  return {
    async query(statement) {
      demandOpen()
      return readRows(connection, statement)
    },
    async write(statements: readonly BoundStatement[]) {
      demandOpen()
      return atomically(connection, () => changeRows(connection, statements))
    },
    async transaction(work) {
      demandOpen()
      const part = { open: true }
      connection.database.exec(`SAVEPOINT part${depth}`)
      partOpen = true
      try {
        const result = await work(openInside(connection, part, depth + 1))
        if (state.open) connection.database.exec(`RELEASE part${depth}`)
        return result
      } catch (error) {
        if (state.open) connection.database.exec(`ROLLBACK TO part${depth}; RELEASE part${depth}`)
        throw error
      } finally {
        part.open = false
        partOpen = false
      }
    },
    close() {
      throw new Error('the store of a transaction cannot be closed: close the store that the transaction began on')
    },
  }
}
