import { isDeepStrictEqual } from 'node:util'
import type { SeedEntry } from '../../config/seed.ts'
import { newOrganisation } from '../../journey/organisation.ts'
import { type MailLanguage, type Organisation, organisationKinds, type PortalUser } from '../../journey/records.ts'
import type { OperatorRole, OwnerRole } from '../../journey/roles.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { Random } from '../../system/random.ts'
import type { SeedProgress } from './seed-progress.ts'

/** One organisation of a seed. What the file does not name stays as people have made it since. */
export async function applyOrganisation(
  store: DurableStore,
  { fields }: SeedEntry,
  nowSeconds: number,
  progress: SeedProgress,
): Promise<void> {
  const orgno = String(fields.orgno)
  const former = await store.organisations.find(orgno)
  const organisation = newOrganisation({
    ...former?.thing,
    orgno,
    name: String(fields.name).trim(),
    kind: organisationKinds.find((kind) => kind === fields.kind) ?? former?.thing.kind ?? 'public',
    ...namedFields(fields),
  })
  if (former !== undefined && isDeepStrictEqual(former.thing, organisation)) return progress.count('unchanged')
  await store.organisations.save(organisation, former?.origin ?? 'seed', nowSeconds)
  progress.count(former === undefined ? 'created' : 'updated')
}

function namedFields(fields: SeedEntry['fields']): Partial<Organisation> {
  const domains = fields.email_domains as readonly string[] | null | undefined
  const points = fields.notification_points as
    | readonly (Organisation['notificationPoints'][number] & {
        readonly phone?: string | null
      })[]
    | null
    | undefined
  return {
    ...(domains ? { emailDomains: domains.map((domain) => ({ domain: domain.toLowerCase(), verified: true })) } : {}),
    ...(points
      ? { notificationPoints: points.map(({ phone, ...point }) => (phone ? { ...point, phone } : point)) }
      : {}),
    ...(fields.language ? { language: fields.language as MailLanguage } : {}),
    ...(fields.production_self_service
      ? { productionSelfService: fields.production_self_service as Organisation['productionSelfService'] }
      : {}),
  }
}

interface Needs {
  readonly random: Random
  readonly personRef: (pid: string) => string
}

/**
 * One person of a seed, found again by e-mail address (REG-161). Roles in organisations that the file does not name stay;
 * who was locked or removed since stays so.
 */
export async function applyUser(
  { random, personRef }: Needs,
  store: DurableStore,
  { fields }: SeedEntry,
  nowSeconds: number,
  progress: SeedProgress,
): Promise<void> {
  const { users } = store.portal
  const email = String(fields.email).toLowerCase()
  const former = (await users.list()).find(({ thing }) => thing.email === email)
  const roles = (fields.roles ?? {}) as Readonly<Record<string, readonly OwnerRole[]>>
  const user: PortalUser = {
    id: random.token(12),
    state: 'ACTIVE',
    emailVerified: true,
    failedAttempts: 0,
    language: 'nb',
    ...former?.thing,
    ...(fields.language ? { language: fields.language as MailLanguage } : {}),
    email,
    name: typeof fields.name === 'string' ? fields.name : (former?.thing.name ?? email),
    personRef: personRef(String(fields.pid)),
    roles: { ...former?.thing.roles, ...roles },
    operatorRoles: (fields.operator_roles ?? former?.thing.operatorRoles ?? []) as readonly OperatorRole[],
  }
  if (former === undefined) await users.add(user, nowSeconds)
  else if (isDeepStrictEqual(former.thing, user)) return progress.count('unchanged')
  else await users.change(user, former.revision, nowSeconds)
  progress.count(former === undefined ? 'created' : 'updated')
}
