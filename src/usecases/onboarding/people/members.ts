import type { PortalUser, UserState } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import { nextState, userTransitions } from '../../../journey/transitions.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Kept } from '../../../storage/portal-shelves.ts'

const present: readonly UserState[] = ['INVITED', 'ACTIVE', 'LOCKED']

/** Everybody who has, or was offered, a role in the organisation; oldest first. */
export async function membersOf(
  { portal }: Pick<DurableStore, 'portal'>,
  orgno: string,
): Promise<readonly Kept<PortalUser>[]> {
  const users = await portal.users.list({ states: present })
  return users.filter(({ thing }) => (thing.roles[orgno] ?? []).length > 0)
}

/** A member by id, or 404. */
export async function memberOf(store: DurableStore, orgno: string, userId: string): Promise<Kept<PortalUser>> {
  const kept = await store.portal.users.find(userId)
  if (kept === undefined || kept.thing.state === 'REMOVED' || (kept.thing.roles[orgno] ?? []).length === 0)
    refuse('not_found', 'there is no such person in the organisation')
  return kept
}

/** Writes a person; refuses when somebody else wrote at the same moment. */
export async function changeUser(
  store: DurableStore,
  { thing, revision }: Kept<PortalUser>,
  change: Partial<PortalUser>,
  nowSeconds: number,
): Promise<PortalUser> {
  const changed = { ...thing, ...change }
  if (!(await store.portal.users.change(changed, revision, nowSeconds)))
    refuse('stale_revision', 'the person was changed at the same moment')
  return changed
}

/** The state after an event of §4.2, or 409. */
export const userState = (user: PortalUser, event: keyof typeof userTransitions): UserState =>
  nextState(userTransitions, user.state, event)

/** Whether `userId` is the only one who can still administer the organisation (ONB-20). */
export async function isLastAdmin(store: DurableStore, orgno: string, userId: string): Promise<boolean> {
  const admins = (await membersOf(store, orgno)).filter(
    ({ thing }) => thing.state === 'ACTIVE' && thing.roles[orgno]?.includes('org_admin'),
  )
  return admins.length === 1 && admins[0]?.thing.id === userId
}

/** Who is told about the organisation: its administrators. */
export async function adminsOf(store: DurableStore, orgno: string): Promise<readonly PortalUser[]> {
  return (await membersOf(store, orgno))
    .map(({ thing }) => thing)
    .filter(({ state, roles }) => state === 'ACTIVE' && roles[orgno]?.includes('org_admin'))
}
