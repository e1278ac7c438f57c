import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import type { SqlDatabase } from '../sql/sql-database.ts'
import { whileBusy, whileBusySync } from './busy.ts'
import { type Connection, openConnection } from './connection.ts'
import { closedMessage, openGroupCommit } from './group-commit.ts'
import { migrate } from './migrate.ts'
import { changeRows, readRows } from './run-statement.ts'
import { isInsideTransaction, runTransaction } from './transaction.ts'

/** One SQLite file. Several processes on one machine may have it open. */
export interface SqliteDatabase extends SqlDatabase {
  /** Reads at once; sees what is committed. `work` changes nothing. */
  read<Result>(work: (connection: Connection) => Result): Promise<Result>
  /**
   * Runs `work`, which holds one changing statement, with the other writes of this turn of the event loop; resolves
   * after their common commit. If `work` throws, the others are not touched.
   */
  change<Result>(work: (connection: Connection) => Result): Promise<Result>
}

const cacheKibibytes = 32 * 1024
const transactionCacheKibibytes = 2 * 1024
/** A checkpoint copies the log into the file while everybody waits: 10 ms for 1000 pages, 50 ms for 4000. */
const checkpointPages = 1000

/**
 * Opens the database file, makes it and its folder when missing (readable by this user alone: it holds signing keys and
 * national ids), and brings its tables to the newest form. Throws with the path and the cause when that fails.
 */
export const openSqliteDatabase = (path: string): SqliteDatabase => {
  const connection = openFile(path)
  const group = openGroupCommit(connection)
  // Transactions have a connection of their own, or everyone would read what they have not committed yet.
  let forTransactions: Connection | undefined
  let closed = false

  return {
    read(work) {
      if (closed) return Promise.reject(new Error(closedMessage))
      return whileBusy(() => work(connection))
    },

    change(work) {
      return isInsideTransaction() ? refuseInside() : group.write(work)
    },

    query(statement) {
      if (closed) return Promise.reject(new Error(closedMessage))
      return whileBusy(() => readRows(connection, statement))
    },

    write(statements) {
      if (isInsideTransaction()) return refuseInside()
      return group.write(() => changeRows(connection, statements), statements.length > 1 ? 'atomic' : undefined)
    },

    transaction(work) {
      if (isInsideTransaction()) return refuseInside()
      return group.hold(async () => {
        if (closed) throw new Error(closedMessage)
        forTransactions ??= openConnection(path, transactionCacheKibibytes)
        return runTransaction(forTransactions, work)
      })
    },

    close() {
      if (closed) return
      closed = true
      group.close()
      forTransactions?.database.close()
      connection.database.close()
    },
  }
}

/** It would wait for the transaction, which waits for it. */
const refuseInside = (): Promise<never> =>
  Promise.reject(
    new Error(
      'a write outside the open transaction was asked for inside it: use the store that the transaction hands out',
    ),
  )

const openFile = (path: string): Connection => {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    closeSync(openSync(path, 'a', 0o600))
    const connection = openConnection(path, cacheKibibytes)
    whileBusySync(() =>
      connection.database.exec(`PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = ${checkpointPages}`),
    )
    migrate(connection, path)
    return connection
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    throw new Error(`cannot open the database ${path}: ${cause}; check that its folder may be written and has room`, {
      cause: error,
    })
  }
}
