import { existsSync, readFileSync } from 'node:fs'
import { readSettings } from '../config/read-settings.ts'
import type { Settings } from '../config/settings.ts'
import type { TracedLogin } from '../usecases/history/trace-logins.ts'

const usage =
  'audit logins ENVIRONMENT      the logins of the person whose number comes on standard input, one a line, with address and session'

/**
 * Prints a person's logins for who looks into misuse (PROF-7). The number is read from standard input, so that it stands in no
 * list of commands. Resolves with the exit code: 0, 64 (wrong words or number) or 78 (settings).
 */
export async function runAuditLogins(
  words: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
  readInput: () => string,
  trace: (settings: Settings, environmentName: string, pid: string) => Promise<readonly TracedLogin[] | string>,
): Promise<number> {
  const [environmentName] = words
  const pid = words.length === 1 ? readInput().trim() : ''
  if (environmentName === undefined || !/^[0-9]{11}$/.test(pid)) {
    console.error(usage)
    return 64
  }
  const read = readSettings(variables, (path) => readFileSync(path, 'utf8'))
  const problem = !read.ok
    ? read.problems.join('\n')
    : existsSync(read.settings.database)
      ? undefined
      : `there is no database ${read.settings.database}; GATEWAY_DATABASE names it`
  const traced = read.ok && problem === undefined ? await trace(read.settings, environmentName, pid) : (problem ?? '')
  if (typeof traced === 'string') {
    console.error(traced)
    return 78
  }
  for (const { atSeconds, ...login } of traced)
    console.log(JSON.stringify({ time: new Date(atSeconds * 1000).toISOString(), ...login }))
  return 0
}
