import type { Actor } from '../../../journey/actor.ts'
import type { Delivery } from '../../../journey/order-records.ts'
import type { Organisation, PortalUser } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import { isAllowed } from '../../../journey/roles.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { requireRight } from '../require-right.ts'
import { adminsOf, memberOf, membersOf } from './members.ts'
import { receivesFor } from './remove-person.ts'

type NextKey = 'suspended' | 'closed' | 'first-integration' | 'admin' | 'points' | 'continue'

/** What the pages about people show; every part asks for the right to see it. */
export interface PeopleOverview {
  mine(user: PortalUser): Promise<
    {
      readonly organisation: Organisation
      readonly next: { readonly key: NextKey; readonly path: string }
    }[]
  >
  users(
    actor: Actor,
    orgno: string,
  ): Promise<{
    readonly users: readonly PortalUser[]
    readonly mayManage: boolean
    readonly appoint: 'may' | 'wait' | 'done'
  }>
  user(
    actor: Actor,
    orgno: string,
    userId: string,
  ): Promise<{
    readonly user: PortalUser
    readonly receives: readonly Pick<Delivery, 'environment' | 'clientId' | 'clientName'>[]
  }>
  staff(actor: Actor): Promise<{ readonly users: readonly PortalUser[]; readonly mayManage: boolean }>
  staffMember(actor: Actor, userId: string): Promise<PortalUser>
}

export const openPeopleOverview = (durable: DurableStore): PeopleOverview => ({
  async mine(user) {
    const found = []
    for (const [orgno, roles] of Object.entries(user.roles)) {
      const organisation = (await durable.organisations.find(orgno))?.thing
      if (organisation === undefined || roles.length === 0) continue
      found.push({ organisation, next: await nextFor(durable, organisation) })
    }
    return found
  },

  async users(actor, orgno) {
    requireRight(actor, 'organisation.read', orgno)
    const roles = [...(actor.roles[orgno] ?? []), ...actor.operatorRoles]
    const hasAdmin = (await adminsOf(durable, orgno)).length > 0
    const may = isAllowed(roles, 'users.appoint-admin', false)
    return {
      users: (await membersOf(durable, orgno)).map(({ thing }) => thing),
      mayManage: isAllowed(roles, 'users.manage', false),
      appoint: hasAdmin ? 'done' : may ? 'may' : 'wait',
    }
  },

  async user(actor, orgno, userId) {
    requireRight(actor, 'users.manage', orgno)
    const { thing } = await memberOf(durable, orgno, userId)
    return { user: thing, receives: await receivesFor(durable, orgno, thing.email) }
  },

  async staff(actor) {
    requireRight(actor, 'operation.read', undefined)
    const users = await durable.portal.users.list({ states: ['INVITED', 'ACTIVE', 'LOCKED'] })
    return {
      users: users.map(({ thing }) => thing).filter(({ operatorRoles }) => operatorRoles.length > 0),
      mayManage: isAllowed(actor.operatorRoles, 'staff.manage', false),
    }
  },

  async staffMember(actor, userId) {
    requireRight(actor, 'staff.manage', undefined)
    const kept = await durable.portal.users.find(userId)
    if (kept === undefined || kept.thing.state === 'REMOVED') refuse('not_found', 'there is no such person')
    return kept.thing
  },
})

/** The one thing that brings the organisation furthest. */
async function nextFor(
  durable: DurableStore,
  { orgno, state, notificationPoints }: Organisation,
): Promise<{ key: NextKey; path: string }> {
  const base = `/o/${orgno}`
  if (state === 'SUSPENDED') return { key: 'suspended', path: base }
  if (state === 'CLOSED') return { key: 'closed', path: base }
  const integrations = await durable.portal.integrations.list({ orgno })
  if (integrations.length === 0) return { key: 'first-integration', path: `${base}/integrations/new` }
  if ((await adminsOf(durable, orgno)).length === 0) return { key: 'admin', path: `${base}/users` }
  const purposes = notificationPoints.map(({ purpose }) => purpose)
  if (!purposes.includes('technical') || !purposes.includes('security'))
    return { key: 'points', path: `${base}/settings` }
  return { key: 'continue', path: `${base}/integrations` }
}
