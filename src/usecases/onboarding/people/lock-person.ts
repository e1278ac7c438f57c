import type { Actor } from '../../../journey/actor.ts'
import { systemActor } from '../../../journey/actor.ts'
import type { PortalUser } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Kept } from '../../../storage/portal-shelves.ts'
import { requireReason } from '../organisations/require-reason.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'
import { changeUser, memberOf, userState } from './members.ts'
import type { ChangeKey, PeopleNeeds } from './people-needs.ts'

/** Tries of links and codes that may fail before the account is locked (U-5). */
const mostFailedAttempts = 10

/** Locks a person out of the portal, in every organisation (U-5). */
export const lockPerson =
  (needs: PeopleNeeds) =>
  (actor: Actor, userId: string, reason: string): Promise<void> =>
    needs.durable.transaction(async (store) => {
      requireRight(actor, 'users.manage', undefined)
      requireReason(reason)
      const kept = await store.portal.users.find(userId)
      if (kept === undefined) refuse('not_found', 'there is no such person')
      await moveUser(needs, store, actor, kept, { event: 'locked', what: 'what.locked', reason })
    })

/** Lets a locked person in again (U-6). `orgno` undefined: by the operator. */
export const unlockPerson =
  (needs: PeopleNeeds) =>
  (actor: Actor, orgno: string | undefined, userId: string): Promise<void> =>
    needs.durable.transaction(async (store) => {
      requireRight(actor, 'users.manage', orgno)
      const kept = orgno === undefined ? await store.portal.users.find(userId) : await memberOf(store, orgno, userId)
      if (kept === undefined) refuse('not_found', 'there is no such person')
      await moveUser(needs, store, actor, kept, {
        event: 'unlocked',
        what: 'what.unlocked',
        change: { failedAttempts: 0 },
        ...(orgno === undefined ? {} : { orgno }),
      })
    })

/** One more link or code that did not fit; the tenth locks the account (U-5). In a transaction of its own. */
export const noteFailedAttempt =
  (needs: PeopleNeeds) =>
  (userId: string): Promise<void> =>
    needs.durable.transaction(async (store) => {
      const kept = await store.portal.users.find(userId)
      if (kept?.thing.state !== 'ACTIVE') return
      const failedAttempts = kept.thing.failedAttempts + 1
      if (failedAttempts < mostFailedAttempts)
        return void (await changeUser(store, kept, { failedAttempts }, needs.clock.nowSeconds()))
      await moveUser(needs, store, systemActor('failed-attempts'), kept, {
        event: 'locked',
        what: 'what.locked',
        reason: `${failedAttempts} links or codes did not fit`,
        change: { failedAttempts },
      })
    })

export async function moveUser(
  { clock, mail }: PeopleNeeds,
  store: DurableStore,
  actor: Actor,
  kept: Kept<PortalUser>,
  how: {
    readonly event: 'locked' | 'unlocked' | 'removed' | 'dormant'
    readonly what: ChangeKey
    readonly reason?: string
    readonly orgno?: string
    readonly change?: Partial<PortalUser>
  },
): Promise<void> {
  const nowSeconds = clock.nowSeconds()
  const state = userState(kept.thing, how.event)
  const orgno = how.orgno ?? Object.keys(kept.thing.roles)[0] ?? ''
  await changeUser(store, kept, { ...how.change, state }, nowSeconds)
  await record(
    store,
    actor,
    {
      action: `user.${how.event}`,
      object: { kind: 'user', id: kept.thing.id },
      orgno,
      before: { state: kept.thing.state },
      after: { state },
      ...(how.reason === undefined ? {} : { reason: how.reason }),
    },
    nowSeconds,
  )
  const organisation = (await store.organisations.find(orgno))?.thing.name ?? ''
  await mail(
    store,
    {
      code: 'M-24',
      to: kept.thing,
      subject: 'M-24.subject',
      text: 'M-24.text',
      what: how.what,
      values: { by: actor.kind === 'system' ? 'Portvakt' : actor.name, organisation },
      ...(orgno === '' ? {} : { orgno }),
    },
    nowSeconds,
  )
}
