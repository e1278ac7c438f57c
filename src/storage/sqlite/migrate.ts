import { migrations } from '../sql/migrations/migrations.ts'
import { whileBusySync } from './busy.ts'
import type { Connection } from './connection.ts'

/**
 * Brings the tables to the newest form, one numbered migration after the other, each whole or not at all. Several
 * processes may try at once. Throws if a newer version of the program has written the file.
 */
export const migrate = (connection: Connection, path: string): void => {
  const { database } = connection
  const version = (): number => Number(database.prepare('PRAGMA user_version').get()?.user_version)
  if (whileBusySync(version) === migrations.length) return
  whileBusySync(() => database.exec('BEGIN IMMEDIATE'))
  try {
    // Read again: another process may have been first.
    const from = version()
    if (from > migrations.length)
      throw new Error(
        `the database ${path} has table version ${from}, this program knows ${migrations.length}: start the newer program, or restore a backup from before it`,
      )
    for (const statements of migrations.slice(from)) database.exec(statements)
    database.exec(`PRAGMA user_version = ${migrations.length}; COMMIT`)
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
