import type { Actor } from '../../../journey/actor.ts'
import { refuse } from '../../../journey/refusal.ts'
import { changeUser, memberOf } from '../people/members.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'
import type { TermsNeeds } from './terms-needs.ts'

/**
 * "I am the signatory (test)" (ONB-33): a member takes the role where no real production exists. What the person signs is
 * marked as simulated for good, and counts for nothing in real production.
 */
export const becomeTestSignatory =
  ({ durable, clock, hasRealProduction }: TermsNeeds) =>
  (actor: Actor, orgno: string): Promise<void> =>
    durable.transaction(async (store) => {
      const nowSeconds = clock.nowSeconds()
      requireRight(actor, 'organisation.read', orgno)
      if (hasRealProduction) refuse('not_found', 'nobody signs in play where there is real production')
      const kept = await memberOf(store, orgno, actor.id)
      const roles = kept.thing.roles[orgno] ?? []
      if (roles.includes('signatory')) return
      const after = [...roles, 'signatory' as const]
      await changeUser(
        store,
        kept,
        {
          roles: { ...kept.thing.roles, [orgno]: after },
          signatoryGrounds: { ...kept.thing.signatoryGrounds, [orgno]: 'simulated' },
        },
        nowSeconds,
      )
      await record(
        store,
        actor,
        {
          action: 'user.roles_changed',
          object: { kind: 'user', id: actor.id },
          orgno,
          before: { roles },
          after: { roles: after, simulated: true },
        },
        nowSeconds,
      )
    })
