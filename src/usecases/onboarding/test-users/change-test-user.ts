import type { Actor } from '../../../journey/actor.ts'
import { refuse } from '../../../journey/refusal.ts'
import { longestLabel } from '../../../journey/test-user-pool.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'
import { poolOf, poolUserOf, type TestUserNeeds } from './test-user-needs.ts'

/** The organisation's own note at one of its users. */
export const labelTestUser =
  ({ durable, clock, environment }: TestUserNeeds) =>
  (actor: Actor, orgno: string, ref: string, label: string): Promise<void> =>
    durable.transaction(async (store) => {
      requireRight(actor, 'test-users.order', orgno, { inTestOnly: true })
      const note = label.trim()
      if (note.length > longestLabel)
        refuse('too_long', `at most ${longestLabel}`, {
          field: `label-${ref}`,
          values: { most: String(longestLabel) },
        })
      // A number in the note would travel with every list and export.
      if (/\d{11}/.test(note))
        refuse('invalid_value', 'no identity number in a note', { field: `label-${ref}`, values: { why: '11' } })
      const user = await poolUserOf(store, environment.name, orgno, ref)
      const { label: _, ...handedOut } = user.handedOut
      await store
        .environment(environment.name)
        .testUsers.save(
          { ...user, handedOut: note === '' ? handedOut : { ...handedOut, label: note } },
          'hand',
          clock.nowSeconds(),
        )
    })

/**
 * Ends what services hold of one user, or of the whole pool without `ref`: refresh and access tokens, consents (VER-93).
 * Doing it twice does no harm. Resolves with how many authorizations were ended.
 */
export const resetTestUsers =
  ({ durable, clock, environment }: TestUserNeeds) =>
  (actor: Actor, orgno: string, ref: string | undefined): Promise<number> =>
    durable.transaction(async (store) => {
      const nowSeconds = clock.nowSeconds()
      requireRight(actor, 'test-users.order', orgno, { inTestOnly: true })
      const users =
        ref === undefined
          ? (await poolOf(store, environment.name, orgno)).map(({ thing }) => thing)
          : [await poolUserOf(store, environment.name, orgno, ref)]
      let ended = 0
      for (const { pid } of users)
        ended += await store.environment(environment.name).authorizations.endOfPerson(pid, nowSeconds)
      await record(
        store,
        actor,
        {
          action: 'testuser.reset',
          object: { kind: ref === undefined ? 'test-user-pool' : 'test-user', id: ref ?? orgno },
          orgno,
          environment: environment.name,
          after: { users: users.length, ended },
        },
        nowSeconds,
      )
      return ended
    })
