import { existsSync, readFileSync } from 'node:fs'
import { readSettings } from '../config/read-settings.ts'
import type { Settings } from '../config/settings.ts'
import type { JournalVerdict } from '../usecases/onboarding/journal/verify-journal.ts'

const usage = 'audit verify      go through the chain of the journal and name the first record that was tampered with'

const faults: Readonly<Record<(JournalVerdict & { ok: false })['fault'], string>> = {
  changed: 'is not as it was written',
  missing: 'is missing',
  'cut-off': 'and all after it have been cut off',
}

/**
 * Verifies the journal of the database that the settings name (ONB-171). Resolves with the exit code: 0 (whole),
 * 1 (tampered with), 64 (wrong words) or 78 (settings).
 */
export async function runAuditCommand(
  words: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
  verify: (settings: Settings) => Promise<JournalVerdict>,
): Promise<number> {
  if (words.length !== 1 || words[0] !== 'verify') {
    console.error(usage)
    return 64
  }
  const read = readSettings(variables, (path) => readFileSync(path, 'utf8'))
  if (!read.ok) {
    for (const problem of read.problems) console.error(problem)
    return 78
  }
  const { database } = read.settings
  if (!existsSync(database)) {
    console.error(`there is no database ${database}; GATEWAY_DATABASE names it`)
    return 78
  }
  const verdict = await verify(read.settings)
  if (verdict.ok) {
    console.log(`whole: ${verdict.count} records, head ${verdict.head}`)
    return 0
  }
  console.error(`record ${verdict.id} ${faults[verdict.fault]}; the ${verdict.count} before it are whole`)
  return 1
}
