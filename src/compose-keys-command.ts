import type { OpenedRings } from './cli/keys.ts'
import { openKeyKeeper, signingRing } from './compose-keys.ts'
import { readSecretsFile } from './config/secrets-file.ts'
import type { Settings } from './config/settings.ts'
import { openSqlDurableStore } from './storage/sql/durable-store.ts'
import { openSqliteDatabase } from './storage/sqlite/database.ts'
import { type Clock, systemClock } from './system/clock.ts'
import { allUses } from './usecases/operations/signing-ring.ts'

/** The signing keys of all environments, beside programs that may be running on the database. Problems are texts. */
export async function openRings(
  settings: Settings,
  clock: Clock = systemClock,
): Promise<OpenedRings | readonly string[]> {
  const reading = readSecretsFile(settings.secretsFile, settings.environments)
  if (!reading.ok) return reading.problems
  const keeper = await openKeyKeeper(settings.keysSigner, reading.secrets)
  if (typeof keeper === 'string') return [keeper]
  const database = openSqliteDatabase(settings.database)
  const durable = openSqlDurableStore(database)
  const parts = { durable, keeper, clock, actor: { kind: 'operator', id: 'command line' } } as const
  return {
    rings: settings.environments.flatMap((environment) =>
      allUses.map((issuer) => ({ environment, issuer, ring: signingRing(parts, environment, issuer) })),
    ),
    close: () => database.close(),
  }
}
