import { readSecretsFile } from './config/secrets-file.ts'
import type { Settings } from './config/settings.ts'
import { openSqlDurableStore } from './storage/sql/durable-store.ts'
import { openSqliteDatabase } from './storage/sqlite/database.ts'
import { systemClock } from './system/clock.ts'
import { type TracedLogin, traceLogins } from './usecases/history/trace-logins.ts'

/** The logins of one person in a database, beside a program that may be running on it. Problems are texts. */
export async function traceLoginsOf(
  settings: Settings,
  environmentName: string,
  pid: string,
): Promise<readonly TracedLogin[] | string> {
  const reading = readSecretsFile(settings.secretsFile, settings.environments)
  if (!reading.ok) return reading.problems.join('\n')
  const secret = reading.secrets.get(environmentName)?.subjectSecret.reveal()
  if (secret === undefined) return `there is no environment ${environmentName}`
  const database = openSqliteDatabase(settings.database)
  try {
    const durable = openSqlDurableStore(database)
    return await traceLogins({ environmentName, durable, subjectSecret: Buffer.from(secret), clock: systemClock })(pid)
  } finally {
    database.close()
  }
}
