import type { CaseFacts } from '../../../journey/case-form.ts'
import { bareEmail } from '../../../journey/email-address.ts'
import type { PortalUser } from '../../../journey/records.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { environmentNamed, type SupportNeeds } from './support-needs.ts'

/** The person with an account whose confirmed address this is. */
export async function findActiveUser(store: DurableStore, email: string): Promise<PortalUser | undefined> {
  const users = await store.portal.users.list({ states: ['ACTIVE'] })
  return users
    .map(({ thing }) => thing)
    .find((user) => user.emailVerified && bareEmail(user.email) === bareEmail(email))
}

/**
 * Whose case it is, when a proven address has written: the organisation of the person that has the client, or the only one
 * there is. undefined for somebody without an account.
 */
export async function findSender(
  needs: SupportNeeds,
  store: DurableStore,
  email: string,
  facts: Pick<CaseFacts, 'clientId' | 'environment'>,
): Promise<{ readonly user: PortalUser; readonly orgno: string } | undefined> {
  const user = await findActiveUser(store, email)
  if (user === undefined) return undefined
  const own = Object.keys(user.roles).filter((orgno) => (user.roles[orgno] ?? []).length > 0)
  const environment = environmentNamed(needs, facts.environment)
  const client =
    environment === undefined || facts.clientId === undefined
      ? undefined
      : (await store.environment(environment.name).clients.find(facts.clientId))?.thing
  const orgno =
    own.find((one) => one === client?.clientOrgno || one === client?.supplierOrgno) ??
    (own.length === 1 ? own[0] : undefined)
  return orgno === undefined ? undefined : { user, orgno }
}
