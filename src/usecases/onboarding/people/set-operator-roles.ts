import type { Actor } from '../../../journey/actor.ts'
import { bareEmail } from '../../../journey/email-address.ts'
import type { MailLanguage, PortalUser } from '../../../journey/records.ts'
import { refuse, refuseAll } from '../../../journey/refusal.ts'
import { type OperatorRole, operatorRoles } from '../../../journey/roles.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { makeOneTimeLink } from '../one-time-links.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'
import { judgePerson } from './invite-person.ts'
import { changeUser } from './members.ts'
import { isFlooded, type PeopleNeeds } from './people-needs.ts'

/** Gives one of the staff exactly these roles; none takes them from the staff (ONB-172). */
export const setOperatorRoles =
  ({ durable, clock }: PeopleNeeds) =>
  (actor: Actor, userId: string, asked: readonly string[]): Promise<void> =>
    durable.transaction(async (store) => {
      const nowSeconds = clock.nowSeconds()
      requireRight(actor, 'staff.manage', undefined)
      const kept = await store.portal.users.find(userId)
      if (kept === undefined || kept.thing.state === 'REMOVED') refuse('not_found', 'there is no such person')
      const roles = operatorRoles.filter((role) => asked.includes(role))
      const former = kept.thing.operatorRoles
      if (former.includes('op_admin') && !roles.includes('op_admin') && (await admins(store)) === 1)
        refuse('last_admin', 'the operator needs an administrator', { field: 'roles' })
      const isNobody = roles.length === 0 && Object.keys(kept.thing.roles).length === 0
      await changeUser(
        store,
        kept,
        { operatorRoles: roles, ...(isNobody ? { state: 'REMOVED' as const } : {}) },
        nowSeconds,
      )
      await recordRoles(store, actor, userId, former, roles, nowSeconds)
    })

/** Invites somebody to the operator's staff (M-03). */
export const inviteStaff =
  ({ durable, clock, random, mail, portalUrl }: PeopleNeeds) =>
  (
    actor: Actor,
    asked: {
      readonly name: string
      readonly email: string
      readonly roles: readonly string[]
      readonly language: MailLanguage
    },
  ): Promise<void> =>
    durable.transaction(async (store) => {
      const nowSeconds = clock.nowSeconds()
      requireRight(actor, 'staff.manage', undefined)
      const email = bareEmail(asked.email)
      const roles = operatorRoles.filter((role) => asked.roles.includes(role))
      refuseAll([
        ...judgePerson(asked.name, email),
        ...(roles.length === 0 ? [{ code: 'required', field: 'roles', message: 'at least one role' } as const] : []),
      ])
      if (await isFlooded(store, email, 'invitation', nowSeconds))
        refuse('rate_limited', 'this address was invited several times within the hour', { field: 'email' })
      const user: PortalUser = {
        id: random.token(12),
        state: 'INVITED',
        name: asked.name.trim(),
        email,
        emailVerified: false,
        language: asked.language,
        roles: {},
        operatorRoles: roles,
        failedAttempts: 0,
      }
      await store.portal.users.add(user, nowSeconds)
      const token = await makeOneTimeLink(store, random, { purpose: 'invitation', email, userId: user.id }, nowSeconds)
      await recordRoles(store, actor, user.id, [], roles, nowSeconds)
      await mail(
        store,
        {
          code: 'M-03',
          to: user,
          subject: 'M-03.subject',
          text: 'M-03.staff',
          values: { by: actor.name, organisation: '', link: `${portalUrl}/links/${token}` },
          roles,
        },
        nowSeconds,
      )
    })

const admins = async (store: DurableStore): Promise<number> =>
  (await store.portal.users.list({ states: ['ACTIVE'] })).filter(({ thing }) =>
    thing.operatorRoles.includes('op_admin'),
  ).length

const recordRoles = (
  store: DurableStore,
  actor: Actor,
  userId: string,
  before: readonly OperatorRole[],
  after: readonly OperatorRole[],
  nowSeconds: number,
): Promise<void> =>
  record(
    store,
    actor,
    {
      action: 'staff.roles_changed',
      object: { kind: 'user', id: userId },
      orgno: '',
      before: { roles: before },
      after: { roles: after },
    },
    nowSeconds,
  )
