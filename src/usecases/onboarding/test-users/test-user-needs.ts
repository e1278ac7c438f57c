import type { Environment } from '../../../config/environments.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { DurableStore, Registered } from '../../../storage/durable-store.ts'
import type { TestUser } from '../../../storage/records.ts'
import type { Clock } from '../../../system/clock.ts'
import type { Random } from '../../../system/random.ts'
import type { WriteLetter } from '../letter.ts'

export type TestUserMailKey = `${'M-08' | 'M-14'}.${'subject' | 'text'}`

/** What the use cases of test users need. */
export interface TestUserNeeds {
  readonly durable: DurableStore
  readonly clock: Clock
  readonly random: Random
  readonly letter: WriteLetter<TestUserMailKey>
  readonly portalUrl: string
  /** The environment whose users are handed out: one for testing (VER-100). */
  readonly environment: Environment
}

export type PoolUser = TestUser & { readonly handedOut: NonNullable<TestUser['handedOut']> }

/** The organisation's users, in the order they were handed out. They belong to it, not to a client (VER-91). */
export async function poolOf(
  store: Pick<DurableStore, 'environment'>,
  environmentName: string,
  orgno: string,
): Promise<readonly (Registered<TestUser> & { readonly thing: PoolUser })[]> {
  const users = await store.environment(environmentName).testUsers.list()
  return users.filter(
    (one): one is Registered<TestUser> & { readonly thing: PoolUser } =>
      one.thing.pool === orgno && one.thing.handedOut !== undefined,
  )
}

/** One of the pool by its opaque reference, or 404. */
export async function poolUserOf(
  store: DurableStore,
  environmentName: string,
  orgno: string,
  ref: string,
): Promise<PoolUser> {
  const found = (await poolOf(store, environmentName, orgno)).find(({ thing }) => thing.handedOut.ref === ref)
  if (found === undefined) refuse('not_found', 'there is no such test user')
  return found.thing
}
