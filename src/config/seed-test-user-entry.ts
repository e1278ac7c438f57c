import type { RegistrationFault } from '../protocol/client-registration-fault.ts'
import { readNationalId } from '../protocol/national-id.ts'
import { isOrganisationNumber } from '../protocol/organisation-number.ts'
import { eidNames } from './environment-setting-names.ts'
import type { SeedDocument } from './seed-schema.ts'
import { generateTestUsers } from './seed-test-users.ts'

type Entry = NonNullable<SeedDocument['test_users']>[number]
export type TestUserFields = Readonly<Record<string, unknown>>

const mostGenerated = 10_000
const eidsToCome = ['minid', 'bankid', 'buypass', 'commfides', 'eidas']

/** One entry as users with a number each (several for `generate`), or what is wrong with it (VER-80, VER-81). */
export function readTestUserEntry(
  entry: Entry,
  nowSeconds: number,
): { readonly users: readonly TestUserFields[]; readonly faults: readonly RegistrationFault[] } {
  const faults: RegistrationFault[] = []
  const fault = (field: string, message: string): void => void faults.push({ field, message })
  if (typeof entry.pool === 'string' && !isOrganisationNumber(entry.pool))
    fault('pool', 'must be a valid organisation number (REG-22)')
  const eids = (entry.eids ?? ['testid']).map((name) => name.toLowerCase())
  for (const [index, name] of eids.entries())
    if (!(eidNames as readonly string[]).includes(name))
      fault(
        `eids[${index}]`,
        eidsToCome.includes(name) ? 'is not supported yet; remove it' : `must be one of ${eidNames.join(', ')}`,
      )
  const common = { eids, pool: entry.pool ?? null, level_max: entry.level_max ?? null }
  if ((entry.pid === undefined) === (entry.generate === undefined))
    fault('', 'must have either pid or generate (section 16)')
  if (entry.pid !== undefined) {
    const pid = readNationalId(entry.pid, { accepted: 'synthetic', nowSeconds })
    // The number itself is never repeated: it may be that of a person (VER-81).
    if (pid === 'wrong-environment')
      fault('pid', 'use a synthetic identity number, such as one with 80 added to the month (VER-81)')
    else if (typeof pid === 'string')
      fault('pid', 'is not a valid identity number: eleven digits in quotes, check digits right (VER-82)')
    else return { users: [{ pid: pid.reveal(), name: entry.name ?? null, ...common }], faults }
    return { users: [], faults }
  }
  const { count = 0, seed = 0, born_from: from, born_to: to } = entry.generate ?? {}
  const range = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
  if (Number(count) < 1 || Number(count) > mostGenerated) fault('generate.count', `must be 1 to ${mostGenerated}`)
  if (!isRange(from ?? '1940-01-01', to ?? '2007-12-31'))
    fault('generate', 'born_from and born_to must be dates in their order, 1854 to 2039')
  // A day has some hundred numbers; more cannot be found, however long one draws.
  else if (Number(count) > 100 * daysBetween(from ?? '1940-01-01', to ?? '2007-12-31'))
    fault('generate.count', 'is more than the days from born_from to born_to have numbers for')
  if (faults.length > 0) return { users: [], faults }
  const users = generateTestUsers(Number(count), Number(seed), range).map(({ pid, givenName, familyName }) => ({
    pid,
    name: { given: givenName, family: familyName },
    ...common,
  }))
  return { users, faults }
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1

function isRange(from: string, to: string): boolean {
  const isDate = (text: string): boolean => !Number.isNaN(Date.parse(`${text}T00:00:00Z`))
  return isDate(from) && isDate(to) && from <= to && from >= '1854-01-01' && to <= '2039-12-31'
}
