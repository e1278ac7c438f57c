import type { Settings } from './config/settings.ts'
import { openSqlDurableStore } from './storage/sql/durable-store.ts'
import { openSqliteDatabase } from './storage/sqlite/database.ts'
import { type JournalVerdict, verifyJournal } from './usecases/onboarding/journal/verify-journal.ts'

/** Verifies the journal of a database, beside a program that may be running on it. */
export async function verifyJournalOf(settings: Settings): Promise<JournalVerdict> {
  const database = openSqliteDatabase(settings.database)
  try {
    return await verifyJournal(openSqlDurableStore(database))()
  } finally {
    database.close()
  }
}
