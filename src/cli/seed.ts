import { readFileSync } from 'node:fs'
import { loadSeed } from '../config/load-seed.ts'
import { readSettings } from '../config/read-settings.ts'
import { seedFilesOnDisk } from '../config/seed-files.ts'
import { seedJsonSchema } from '../config/seed-schema.ts'
import { systemClock } from '../system/clock.ts'

const usage = `seed check [file or directory …]   say what is wrong with seed files; without names those of the settings
seed schema                        print the JSON Schema of seed files, for an editor`

/** Looks at seed files without touching the database. Resolves with the exit code: 0, 64 (wrong words) or 78 (faults). */
export async function runSeedCommand(
  words: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const [action, ...paths] = words
  if (action === 'schema' && paths.length === 0) {
    console.log(JSON.stringify(seedJsonSchema(), null, 2))
    return 0
  }
  if (action !== 'check') {
    console.error(usage)
    return 64
  }
  const read = readSettings(variables, (path) => readFileSync(path, 'utf8'))
  if (!read.ok) return refuse(read.problems)
  const { environments, seed } = read.settings
  const ground = { environments, allowProduction: seed.allowProduction, nowSeconds: systemClock.nowSeconds() }
  const reading = loadSeed(paths.length > 0 ? paths : seed.files, variables, seedFilesOnDisk, ground)
  if (!reading.ok) return refuse(reading.faults)
  for (const part of reading.seed.environments)
    console.log(
      `${part.environment}: ${part.clients.length} clients, ${part.scopes.length} scopes, ${part.testUsers.length} test users`,
    )
  return 0
}

function refuse(faults: readonly string[]): number {
  for (const fault of faults) console.error(fault)
  return 78
}
