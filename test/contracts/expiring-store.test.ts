import { openSqliteDatabase } from '../../src/storage/sqlite/database.ts'
import { openSqliteExpiringStore } from '../../src/storage/sqlite/expiring-store.ts'
import { type ExpiringPlace, expiringStoreContract } from './expiring-store.contract.ts'
import { temporaryDatabasePath } from './temporary-file.ts'

const openSqlite = (): ExpiringPlace => {
  const database = openSqliteDatabase(temporaryDatabasePath())
  return {
    store: (environment, clock) => openSqliteExpiringStore(database, environment, clock),
    close: () => database.close(),
  }
}

expiringStoreContract('SQLite', openSqlite)
