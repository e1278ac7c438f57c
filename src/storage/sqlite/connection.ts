import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { whileBusySync } from './busy.ts'

/** One connection to the file; keeps every statement that it has prepared, by its text. */
export interface Connection {
  readonly database: DatabaseSync
  prepare(text: string): StatementSync
}

/** How long a connection sleeps on a lock before it says that the file is busy; more patience is asynchronous. */
const lockWaitMilliseconds = 3

/**
 * Opens a connection with the pragmas of the house. Throws what SQLite throws.
 * NORMAL: a commit is in the hands of the operating system, so it survives kill -9 of the process.
 */
export const openConnection = (path: string, cacheKibibytes: number): Connection => {
  const database = new DatabaseSync(path, { timeout: lockWaitMilliseconds, enableForeignKeyConstraints: true })
  // Even this can meet a lock, when another process makes the file or closes it as the last.
  whileBusySync(() =>
    database.exec(`PRAGMA synchronous = NORMAL; PRAGMA cache_size = -${cacheKibibytes}; PRAGMA temp_store = MEMORY`),
  )
  const prepared = new Map<string, StatementSync>()
  return {
    database,
    prepare(text) {
      let statement = prepared.get(text)
      if (statement === undefined) {
        statement = database.prepare(text)
        prepared.set(text, statement)
      }
      return statement
    },
  }
}
