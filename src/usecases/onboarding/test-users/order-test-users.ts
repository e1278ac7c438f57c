import type { Actor } from '../../../journey/actor.ts'
import { refuse, refuseAll } from '../../../journey/refusal.ts'
import { mostTestUsers, type TestUserTrait, testUserTraits } from '../../../journey/test-user-pool.ts'
import { openQueueItem } from '../queue.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'
import { handOut } from './hand-out.ts'
import { poolOf, type TestUserNeeds } from './test-user-needs.ts'

/** More are not handed out in one go. */
export const mostAtOnce = 1000

/** What the operator's queue calls the request of an organisation. */
export const requestOf = (orgno: string): string => `test-users/${orgno}`

export interface TestUserOrder {
  readonly count: number
  readonly traits: readonly string[]
  /** What else is wished, for the operator. */
  readonly wish: string
}

/**
 * Orders more test users. Up to fifty in all they are there at once; above that, or with a wish that no machine can
 * grant, the operator looks at it (VER-92). Resolves with what became of it.
 */
export const orderTestUsers =
  (needs: TestUserNeeds) =>
  (actor: Actor, orgno: string, { count, traits, wish }: TestUserOrder): Promise<'handed-out' | 'asked'> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      requireRight(actor, 'test-users.order', orgno, { inTestOnly: true })
      const organisation = (await store.organisations.find(orgno))?.thing
      if (organisation === undefined) refuse('not_found', 'there is no such organisation')
      const known = testUserTraits.filter((trait) => traits.includes(trait))
      refuseAll([
        ...(Number.isInteger(count) && count >= 1 && count <= mostAtOnce
          ? []
          : [
              {
                code: 'invalid_value',
                field: 'count',
                message: `a whole number from 1 to ${mostAtOnce}`,
                values: { why: `1–${mostAtOnce}` },
              } as const,
            ]),
        ...(wish.length > 2000
          ? [{ code: 'too_long', field: 'wish', message: 'at most 2000', values: { most: '2000' } } as const]
          : []),
      ])
      const { environment } = needs
      const present = (await poolOf(store, environment.name, orgno)).length
      if (present + count <= mostTestUsers && wish.trim() === '') {
        const chosen: readonly TestUserTrait[] = known.length === 0 ? ['adult'] : known
        const wanted = Array.from({ length: count }, () => ({ traits: chosen, language: 'nb' as const }))
        await handOut(needs, store, actor, orgno, environment.name, wanted, nowSeconds)
        return 'handed-out'
      }
      await openQueueItem(
        store,
        needs.random,
        {
          kind: 'test_user_request',
          orgno,
          environment: environment.name,
          objectId: requestOf(orgno),
          title: organisation.name,
          details: {
            count: String(count),
            present: String(present),
            traits: known.join(', '),
            wish,
            by: actor.name,
            byId: actor.id,
          },
        },
        nowSeconds,
      )
      await record(
        store,
        actor,
        {
          action: 'testuser.requested',
          object: { kind: 'test-user-pool', id: orgno },
          orgno,
          environment: environment.name,
          after: { count, traits: known },
        },
        nowSeconds,
      )
      return 'asked'
    })
