import type { Actor } from '../../../journey/actor.ts'
import type { QueueItem } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import { type TestUserTrait, testUserTraits } from '../../../journey/test-user-pool.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { requireReason } from '../organisations/require-reason.ts'
import { closeQueueItem } from '../queue.ts'
import { record } from '../record.ts'
import { requireNoInterest, requireRight } from '../require-right.ts'
import { handOut } from './hand-out.ts'
import { mostAtOnce, requestOf } from './order-test-users.ts'
import type { TestUserNeeds } from './test-user-needs.ts'

/** A request for more test users that waits for the operator. */
export interface TestUserRequest {
  readonly orgno: string
  readonly organisationName: string
  readonly count: number
  /** How many the organisation had when it asked. */
  readonly present: string
  readonly traits: readonly TestUserTrait[]
  readonly wish: string
  readonly by: string
}

/** The open request of an organisation, for the staff; 404 when there is none. */
export const readTestUserRequest =
  ({ durable }: Pick<TestUserNeeds, 'durable'>) =>
  async (actor: Actor, orgno: string): Promise<TestUserRequest> => {
    requireRight(actor, 'queue.read', undefined)
    return shown(await openRequest(durable, orgno))
  }

/** Hands out what was asked for, or as many as the staff find right; who asked is told (M-08). */
export const grantTestUsers =
  (needs: TestUserNeeds) =>
  (actor: Actor, orgno: string, count: number): Promise<void> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      requireMayDecide(actor, orgno)
      const item = await openRequest(store, orgno)
      if (!Number.isInteger(count) || count < 1 || count > mostAtOnce)
        refuse('invalid_value', `a whole number from 1 to ${mostAtOnce}`, {
          field: 'count',
          values: { why: `1–${mostAtOnce}` },
        })
      const { traits } = shown(item)
      const chosen: readonly TestUserTrait[] = traits.length === 0 ? ['adult'] : traits
      const wanted = Array.from({ length: count }, () => ({ traits: chosen, language: 'nb' as const }))
      await handOut(needs, store, actor, orgno, item.environment, wanted, nowSeconds, item.details?.byId)
      await closeQueueItem(store, 'test_user_request', item.objectId, nowSeconds)
    })

/** Says no with a reason; who asked is told (M-14). */
export const refuseTestUsers =
  (needs: TestUserNeeds) =>
  (actor: Actor, orgno: string, reason: string): Promise<void> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      requireMayDecide(actor, orgno)
      const item = await openRequest(store, orgno)
      requireReason(reason)
      await closeQueueItem(store, 'test_user_request', item.objectId, nowSeconds)
      await record(
        store,
        actor,
        {
          action: 'testuser.refused',
          object: { kind: 'test-user-pool', id: orgno },
          orgno,
          environment: item.environment,
          reason: reason.trim(),
        },
        nowSeconds,
      )
      const asker = (await store.portal.users.find(item.details?.byId ?? ''))?.thing
      if (asker === undefined || asker.email === '') return
      await needs.letter(
        store,
        {
          code: 'M-14',
          to: asker,
          subject: 'M-14.subject',
          text: 'M-14.text',
          values: {
            organisation: item.title,
            count: item.details?.count ?? '',
            reason: reason.trim(),
            link: `${needs.portalUrl}/o/${orgno}/test-users`,
          },
          orgno,
        },
        nowSeconds,
      )
    })

function requireMayDecide(actor: Actor, orgno: string): void {
  requireRight(actor, 'test-users.order', undefined, { inTestOnly: true })
  requireNoInterest(actor, orgno)
}

async function openRequest(store: Pick<DurableStore, 'portal'>, orgno: string): Promise<QueueItem> {
  const open = await store.portal.queue.list({ lookup: requestOf(orgno), states: ['OPEN'] })
  const found = open.find(({ thing }) => thing.kind === 'test_user_request')?.thing
  if (found === undefined) refuse('not_found', 'the organisation has asked for no test users')
  return found
}

function shown({ orgno, title, details = {} }: QueueItem): TestUserRequest {
  const traits = (details.traits ?? '').split(', ')
  return {
    orgno,
    organisationName: title,
    count: Number(details.count ?? ''),
    present: details.present ?? '',
    traits: testUserTraits.filter((trait) => traits.includes(trait)),
    wish: details.wish ?? '',
    by: details.by ?? '',
  }
}
