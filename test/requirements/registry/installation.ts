import { createHash } from 'node:crypto'
import { loadSeed } from '../../../src/config/load-seed.ts'
import { readSettings } from '../../../src/config/read-settings.ts'
import type { SeedReading } from '../../../src/config/seed.ts'
import type { Settings } from '../../../src/config/settings.ts'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { openSystemRandom } from '../../../src/system/random.ts'
import { applySeed } from '../../../src/usecases/operations/apply-seed.ts'
import { openMovableClock } from '../../contracts/movable-clock.ts'
import { temporaryDatabasePath } from '../../contracts/temporary-file.ts'

/** A registry on a database of its own, with the environments of these settings. */
export const openInstallation = (variables: Record<string, string> = {}) => {
  const read = readSettings(variables, () => 'content of a file')
  if (!read.ok) throw new Error(read.problems.join('\n'))
  const settings: Settings = read.settings
  const clock = openMovableClock(1_795_000_000)
  const durable = openSqlDurableStore(openSqliteDatabase(temporaryDatabasePath()))
  const needs = {
    durable,
    clock,
    random: openSystemRandom(),
    environments: settings.environments,
    personRef: (pid: string) => createHash('sha256').update(pid).digest('hex'),
  }
  const load = (files: Record<string, string>, values: Record<string, string> = {}): SeedReading =>
    loadSeed(
      Object.keys(files).filter((name) => !name.startsWith('beside')),
      values,
      memoryFiles(files),
      {
        environments: settings.environments,
        allowProduction: settings.seed.allowProduction,
        nowSeconds: clock.nowSeconds(),
      },
    )
  return {
    ...needs,
    needs,
    settings,
    load,
    /** Reads and applies; throws all faults as one text. */
    async seed(text: string) {
      const reading = load({ 'seed.yaml': text })
      if (!reading.ok) throw new Error(reading.faults.join('\n'))
      return applySeed(needs)(reading.seed)
    },
  }
}

const memoryFiles = (files: Record<string, string>) => ({
  read(path: string): string {
    const text = files[path] ?? files[path.split('/').at(-1) ?? '']
    if (text === undefined) throw new Error('there is no such file')
    return text
  },
  list: () => undefined,
})
