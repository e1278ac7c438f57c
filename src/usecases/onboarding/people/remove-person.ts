import type { Actor } from '../../../journey/actor.ts'
import type { Delivery } from '../../../journey/order-records.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { requireReason } from '../organisations/require-reason.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'
import { moveUser } from './lock-person.ts'
import { changeUser, isLastAdmin, memberOf } from './members.ts'
import type { PeopleNeeds } from './people-needs.ts'

/**
 * Takes a person out of an organisation; who is in no other is REMOVED and is nobody at the next request (U-7, ONB-28).
 * The last administrator is removed by the operator only, with a reason (ONB-20).
 */
export const removePerson =
  (needs: PeopleNeeds) =>
  (actor: Actor, orgno: string, userId: string, reason: string): Promise<void> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      requireRight(actor, 'users.manage', orgno)
      const kept = await memberOf(store, orgno, userId)
      const isStaff = (actor.roles[orgno] ?? []).length === 0 && actor.operatorRoles.length > 0
      if (await isLastAdmin(store, orgno, userId)) {
        if (!isStaff) refuse('last_admin', 'the organisation needs an administrator')
        requireReason(reason)
      }
      const { [orgno]: gone, ...roles } = kept.thing.roles
      const { [orgno]: _, ...testRoles } = kept.thing.testRoles ?? {}
      const isElsewhere = Object.keys(roles).length > 0 || kept.thing.operatorRoles.length > 0
      const why = reason.trim() === '' ? {} : { reason: reason.trim() }
      if (!isElsewhere)
        return moveUser(needs, store, actor, kept, {
          event: 'removed',
          what: 'what.removed',
          orgno,
          change: { roles, testRoles },
          ...why,
        })
      const user = await changeUser(store, kept, { roles, testRoles }, nowSeconds)
      await record(
        store,
        actor,
        {
          action: 'user.removed',
          object: { kind: 'user', id: userId },
          orgno,
          before: { roles: gone ?? [] },
          after: { roles: [] },
          ...why,
        },
        nowSeconds,
      )
      const organisation = (await store.organisations.find(orgno))?.thing.name ?? orgno
      await needs.mail(
        store,
        {
          code: 'M-24',
          to: user,
          subject: 'M-24.subject',
          text: 'M-24.text',
          what: 'what.removed',
          values: { by: actor.name, organisation },
          orgno,
        },
        nowSeconds,
      )
    })

/** Clients whose secrets are delivered to the person, who must be replaced there (ONB-28). */
export async function receivesFor(
  store: Pick<DurableStore, 'portal'>,
  orgno: string,
  email: string,
): Promise<readonly Pick<Delivery, 'environment' | 'clientId' | 'clientName'>[]> {
  const deliveries = await store.portal.deliveries.list({ orgno })
  const latest = new Map(deliveries.map(({ thing }) => [`${thing.environment}/${thing.clientId}`, thing]))
  return [...latest.values()].filter(({ receiver }) => receiver.email.toLowerCase() === email)
}
