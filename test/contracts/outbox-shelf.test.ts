import { openSqlDurableStore } from '../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../src/storage/sqlite/database.ts'
import { outboxShelfContract } from './outbox-shelf.contract.ts'
import { temporaryDatabasePath } from './temporary-file.ts'

outboxShelfContract('SQLite', () => openSqlDurableStore(openSqliteDatabase(temporaryDatabasePath())))
