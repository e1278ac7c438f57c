import type { Actor } from '../../../journey/actor.ts'
import { refuse } from '../../../journey/refusal.ts'
import { mostTestUsers } from '../../../journey/test-user-pool.ts'
import { readNationalId } from '../../../protocol/national-id.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'
import { poolOf, type TestUserNeeds } from './test-user-needs.ts'

/**
 * Takes a number that the organisation tests with already into its pool. A number that a living person can have is refused
 * and neither kept nor repeated (VER-81).
 */
export const adoptTestUser =
  ({ durable, clock, random, environment }: TestUserNeeds) =>
  (actor: Actor, orgno: string, typed: string): Promise<void> =>
    durable.transaction(async (store) => {
      const nowSeconds = clock.nowSeconds()
      requireRight(actor, 'test-users.order', orgno, { inTestOnly: true })
      const read = readNationalId(typed.replace(/\s/g, ''), { accepted: 'synthetic', nowSeconds })
      const wrong = (message: string, why: string): never =>
        refuse('invalid_value', message, { field: 'pid', values: { why } })
      if (read === 'wrong-environment')
        wrong('use a synthetic identity number', 'use a synthetic identity number (80 added to the month)')
      if (typeof read === 'string')
        return wrong('not a valid synthetic number', 'eleven digits with right check digits')
      const { testUsers } = store.environment(environment.name)
      const pid = read.reveal()
      const present = await poolOf(store, environment.name, orgno)
      if (present.length >= mostTestUsers) wrong('the pool is full', `≤ ${mostTestUsers}`)
      const former = (await testUsers.find(pid))?.thing
      if (former !== undefined && former.pool !== null) wrong('the number is handed out already', 'in use')
      await testUsers.save(
        {
          eids: ['testid'],
          levelMax: null,
          ...former,
          pid,
          pool: orgno,
          handedOut: { ref: `tu-${random.token(9)}`, atSeconds: nowSeconds, traits: [], language: 'nb' },
        },
        'hand',
        nowSeconds,
      )
      await record(
        store,
        actor,
        {
          action: 'testuser.assigned',
          object: { kind: 'test-user-pool', id: orgno },
          orgno,
          environment: environment.name,
          after: { count: 1, own: true },
        },
        nowSeconds,
      )
    })
