import { isDomain, isEmailAddress } from '../journey/email-address.ts'
import type { RegistrationFault } from '../protocol/client-registration-fault.ts'
import { readNationalId } from '../protocol/national-id.ts'
import { isOrganisationNumber } from '../protocol/organisation-number.ts'
import type { SeedEntry } from './seed.ts'
import type { SeedGround } from './seed-ground.ts'

const orgnoMessage = 'must be nine digits with a right check digit (REG-22)'
const emailMessage = 'must be an e-mail address such as navn@etat.no'

/** What can be said against an organisation of a seed without a database. */
export function faultsOfOrganisation({ fields }: SeedEntry): RegistrationFault[] {
  const faults: RegistrationFault[] = []
  if (!isOrganisationNumber(String(fields.orgno))) faults.push({ field: 'orgno', message: orgnoMessage })
  if (String(fields.name).trim() === '') faults.push({ field: 'name', message: 'must not be empty' })
  for (const [index, domain] of listOf(fields.email_domains).entries())
    if (!isDomain(String(domain)))
      faults.push({ field: `email_domains[${index}]`, message: 'must be a domain such as etat.no' })
  for (const [index, point] of listOf(fields.notification_points).entries())
    if (!isEmailAddress(String((point as { email?: unknown }).email)))
      faults.push({ field: `notification_points[${index}].email`, message: emailMessage })
  return faults
}

/** People of the portal come from a seed where nothing is real: a seed gives nobody a right in production (REG-164). */
export function faultsOfUsers(users: readonly SeedEntry[], ground: SeedGround): string[] {
  const [first] = users
  if (first === undefined) return []
  if (ground.environments.some(({ kind }) => kind === 'prod'))
    return [`${first.place}: people of the portal must not be seeded beside an environment of kind prod (REG-164)`]
  const places = new Map<string, string>()
  return users.flatMap(({ fields, place }) => {
    const faults: string[] = []
    if (!isEmailAddress(String(fields.email))) faults.push(`${place}.email: ${emailMessage}`)
    for (const orgno of Object.keys((fields.roles ?? {}) as object))
      if (!isOrganisationNumber(orgno)) faults.push(`${place}.roles.${orgno}: ${orgnoMessage}`)
    const pid = String(fields.pid)
    const read = readNationalId(pid, { accepted: 'synthetic', nowSeconds: ground.nowSeconds })
    // The number itself is never repeated: it may be that of a person.
    if (typeof read === 'string')
      faults.push(`${place}.pid: must be a synthetic identity number in quotes, check digits right (VER-81, VER-82)`)
    const former = places.get(pid)
    if (former !== undefined) faults.push(`${place}.pid: is that of the person at ${former}`)
    places.set(pid, place)
    return faults
  })
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
