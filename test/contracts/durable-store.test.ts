import { openSqlDurableStore } from '../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../src/storage/sqlite/database.ts'
import { durableStoreContract } from './durable-store.contract.ts'
import { portalShelvesContract } from './portal-shelves.contract.ts'
import { temporaryDatabasePath } from './temporary-file.ts'

durableStoreContract('SQLite', () => openSqlDurableStore(openSqliteDatabase(temporaryDatabasePath())))
portalShelvesContract('SQLite', () => openSqlDurableStore(openSqliteDatabase(temporaryDatabasePath())))
