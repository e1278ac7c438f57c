import type { Actor } from '../../../journey/actor.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'
import { type PoolUser, poolOf, type TestUserNeeds } from './test-user-needs.ts'

/** An organisation's test users, to show and to take along (VER-91, VER-98). */
export const readTestUsers = ({ durable, clock, environment }: TestUserNeeds) => ({
  async list(actor: Actor, orgno: string): Promise<readonly PoolUser[]> {
    requireRight(actor, 'test-users.order', orgno, { inTestOnly: true })
    return (await poolOf(durable, environment.name, orgno)).map(({ thing }) => thing)
  },

  /** The pool in the form of a seed file, so that an automatic build can load the same users; noted in the journal. */
  export(actor: Actor, orgno: string, format: 'csv' | 'json'): Promise<string> {
    return durable.transaction(async (store) => {
      requireRight(actor, 'test-users.order', orgno, { inTestOnly: true })
      const users = (await poolOf(store, environment.name, orgno)).map(({ thing }) => thing)
      await record(
        store,
        actor,
        {
          action: 'testuser.exported',
          object: { kind: 'test-user-pool', id: orgno },
          orgno,
          environment: environment.name,
          after: { format, users: users.length },
        },
        clock.nowSeconds(),
      )
      return format === 'csv' ? csvOf(users) : seedOf(users, environment.name)
    })
  },
})

const seedOf = (users: readonly PoolUser[], environmentName: string): string =>
  `${JSON.stringify(
    {
      version: 1,
      environment: environmentName,
      test_users: users.map(({ pid, givenName, familyName, pool, eids }) => ({
        pid,
        ...(givenName === undefined || familyName === undefined
          ? {}
          : { name: { given: givenName, family: familyName } }),
        pool,
        eids,
      })),
    },
    null,
    2,
  )}\n`

function csvOf(users: readonly PoolUser[]): string {
  const rows = users.map(({ pid, givenName, familyName, handedOut }) => [
    pid,
    givenName ?? '',
    familyName ?? '',
    handedOut.language,
    handedOut.traits.join(' '),
    handedOut.email ?? '',
    handedOut.label ?? '',
  ])
  const head = ['pid', 'given_name', 'family_name', 'language', 'traits', 'email', 'label']
  return [head, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('')
}

/** A cell that a spreadsheet would run as a formula is made text. */
const quoted = (cell: string): string => {
  const harmless = /^[=+\-@\t]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
