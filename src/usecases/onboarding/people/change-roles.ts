import type { Actor } from '../../../journey/actor.ts'
import { refuse, refuseAll } from '../../../journey/refusal.ts'
import { isAllowed } from '../../../journey/roles.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'
import { judgeRoles } from './judge-roles.ts'
import { judgeSupplierTerms } from './judge-supplier-terms.ts'
import { adminsOf, changeUser, isLastAdmin, memberOf } from './members.ts'
import type { PeopleNeeds, RoleNeeds } from './people-needs.ts'

/** Gives a member exactly these roles in the organisation (§3.1). */
export const changeRoles =
  ({ durable, clock, mail, realProduction }: RoleNeeds) =>
  (actor: Actor, orgno: string, userId: string, asked: readonly string[]): Promise<void> =>
    durable.transaction(async (store) => {
      const nowSeconds = clock.nowSeconds()
      requireRight(actor, 'users.manage', orgno)
      const kept = await memberOf(store, orgno, userId)
      const former = kept.thing.roles[orgno] ?? []
      const { roles, breaches } = judgeRoles(actor, asked, former)
      const at = { nowSeconds, realProduction }
      refuseAll([...breaches, ...(await judgeSupplierTerms(store, orgno, { roles, former }, at))])
      const losesAdmin = former.includes('org_admin') && !roles.includes('org_admin')
      if (losesAdmin && !actor.operatorRoles.includes('op_admin') && (await isLastAdmin(store, orgno, userId)))
        refuse('last_admin', 'the organisation needs an administrator', { field: 'roles' })
      const becomesSignatory = roles.includes('signatory') && !former.includes('signatory')
      const change = {
        roles: { ...kept.thing.roles, [orgno]: roles },
        // Only staff can give it, who have seen on what ground (ONB-33).
        ...(becomesSignatory
          ? { signatoryGrounds: { ...kept.thing.signatoryGrounds, [orgno]: 'operator_confirmed' as const } }
          : {}),
      }
      const user = await changeUser(store, kept, change, nowSeconds)
      await record(
        store,
        actor,
        {
          action: 'user.roles_changed',
          object: { kind: 'user', id: userId },
          orgno,
          before: { roles: former },
          after: { roles },
        },
        nowSeconds,
      )
      await mail(
        store,
        {
          code: 'M-24',
          to: user,
          subject: 'M-24.subject',
          text: 'M-24.text',
          what: 'what.roles',
          values: { by: actor.name, organisation: await nameOf(store, orgno) },
          roles,
          orgno,
        },
        nowSeconds,
      )
    })

/** A signatory appoints the first administrator, themselves included (§3.1). */
export const appointAdmin =
  ({ durable, clock }: PeopleNeeds) =>
  (actor: Actor, orgno: string, userId: string): Promise<void> =>
    durable.transaction(async (store) => {
      const nowSeconds = clock.nowSeconds()
      requireRight(actor, 'users.appoint-admin', orgno)
      const kept = await memberOf(store, orgno, userId)
      const isFirst = (await adminsOf(store, orgno)).length === 0
      const own = [...(actor.roles[orgno] ?? []), ...actor.operatorRoles]
      if (!isFirst && !isAllowed(own, 'users.manage', false))
        refuse('role_missing', 'a signatory appoints the first administrator only', { values: { roles: 'org_admin' } })
      if (kept.thing.state !== 'ACTIVE')
        refuse('illegal_transition', 'only somebody who has logged in can be appointed', {
          values: { state: kept.thing.state, event: 'appoint' },
        })
      const former = kept.thing.roles[orgno] ?? []
      if (former.includes('org_admin')) return
      // With it comes what an administrator could give themselves a moment later.
      const roles = [
        ...former.filter((role) => role !== 'integration_admin'),
        'org_admin',
        'integration_admin',
      ] as const
      await changeUser(store, kept, { roles: { ...kept.thing.roles, [orgno]: roles } }, nowSeconds)
      await record(
        store,
        actor,
        {
          action: 'user.roles_changed',
          object: { kind: 'user', id: userId },
          orgno,
          before: { roles: former },
          after: { roles },
        },
        nowSeconds,
      )
    })

const nameOf = async (store: Parameters<typeof memberOf>[0], orgno: string): Promise<string> =>
  (await store.organisations.find(orgno))?.thing.name ?? orgno
