import type { Actor } from '../../../journey/actor.ts'
import type { PortalUser } from '../../../journey/records.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Clock } from '../../../system/clock.ts'
import { record } from '../record.ts'
import { changeUser } from './members.ts'

interface Needs {
  readonly durable: DurableStore
  readonly clock: Clock
}

type From = Pick<Actor, 'ip' | 'userAgent' | 'correlationId'>

/** Somebody has logged in: noted at the account and in the journal (ONB-172). */
export const signedIn =
  ({ durable, clock }: Needs) =>
  ({ personRef, acr }: { readonly personRef: string; readonly acr: string }, from: From): Promise<void> =>
    durable.transaction(async (store) => {
      const nowSeconds = clock.nowSeconds()
      const kept = (await store.portal.users.list({ lookup: personRef, states: ['ACTIVE', 'LOCKED'] }))[0]
      if (kept !== undefined) {
        const { dormantWarningSeconds: _, ...user } = kept.thing
        await changeUser(store, { ...kept, thing: user }, { lastLoginSeconds: nowSeconds }, nowSeconds)
      }
      const actor = actorOf(personRef, kept?.thing, from)
      await record(store, { ...actor, acr }, happening('portal.login', actor), nowSeconds)
    })

export const signedOut =
  ({ durable, clock }: Needs) =>
  (personRef: string, from: From): Promise<void> =>
    durable.transaction(async (store) => {
      const kept = (await store.portal.users.list({ lookup: personRef, states: ['ACTIVE', 'LOCKED'] }))[0]
      const actor = actorOf(personRef, kept?.thing, from)
      await record(store, actor, happening('portal.logout', actor), clock.nowSeconds())
    })

const happening = (action: string, { id }: Actor) => ({ action, object: { kind: 'user', id }, orgno: '' })

const actorOf = (personRef: string, user: PortalUser | undefined, from: From): Actor => ({
  kind: (user?.operatorRoles.length ?? 0) > 0 ? 'operator' : 'user',
  id: user?.id ?? `person-${personRef.slice(0, 16)}`,
  name: user?.name ?? '',
  roles: {},
  operatorRoles: user?.operatorRoles ?? [],
  ...from,
})
