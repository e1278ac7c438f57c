import type { Actor } from '../../../journey/actor.ts'
import { firstPool, type WantedTestUser } from '../../../journey/test-user-pool.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { record } from '../record.ts'
import { makeTestUser } from './make-test-user.ts'
import { poolOf, type TestUserNeeds } from './test-user-needs.ts'

type Needs = Pick<TestUserNeeds, 'random' | 'letter' | 'portalUrl'>

/**
 * Gives an organisation its first test users, together with its first test client (ONB-55, VER-90). It does nothing when
 * the organisation has some.
 */
export const handOutFirstPool =
  (needs: Needs) =>
  async (
    store: DurableStore,
    actor: Actor,
    orgno: string,
    environmentName: string,
    nowSeconds: number,
  ): Promise<void> => {
    if ((await poolOf(store, environmentName, orgno)).length > 0) return
    await handOut(needs, store, actor, orgno, environmentName, firstPool, nowSeconds)
  }

/** Makes the users, tells who asked (M-08; the actor, unless another is named), and writes how many there were into the journal: never a number. */
export async function handOut(
  { random, letter, portalUrl }: Needs,
  store: DurableStore,
  actor: Actor,
  orgno: string,
  environmentName: string,
  wanted: readonly WantedTestUser[],
  nowSeconds: number,
  askerId: string = actor.id,
): Promise<void> {
  const { testUsers } = store.environment(environmentName)
  const taken = new Set((await testUsers.list()).map(({ thing }) => thing.pid))
  for (const one of wanted) {
    const user = makeTestUser(random, orgno, one, taken, nowSeconds)
    taken.add(user.pid)
    await testUsers.save(user, 'hand', nowSeconds)
  }
  await record(
    store,
    actor,
    {
      action: 'testuser.assigned',
      object: { kind: 'test-user-pool', id: orgno },
      orgno,
      environment: environmentName,
      after: { count: wanted.length, traits: [...new Set(wanted.flatMap(({ traits }) => traits))] },
    },
    nowSeconds,
  )
  const asker = (await store.portal.users.find(askerId))?.thing
  const organisation = (await store.organisations.find(orgno))?.thing
  if (asker === undefined || asker.email === '') return
  await letter(
    store,
    {
      code: 'M-08',
      to: asker,
      subject: 'M-08.subject',
      text: 'M-08.text',
      values: {
        organisation: organisation?.name ?? orgno,
        count: String(wanted.length),
        environmentName,
        link: `${portalUrl}/o/${orgno}/test-users`,
      },
      orgno,
    },
    nowSeconds,
  )
}
