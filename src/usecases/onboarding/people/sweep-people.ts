import { systemActor } from '../../../journey/actor.ts'
import { record } from '../record.ts'
import { moveUser } from './lock-person.ts'
import { changeUser } from './members.ts'
import type { PeopleNeeds } from './people-needs.ts'

const daySeconds = 86_400
const invitationSeconds = 7 * daySeconds
/** Twelve months, and thirteen: a person is warned and then removed (U-8). */
const warnedAfterSeconds = 365 * daySeconds
const removedAfterSeconds = 395 * daySeconds

/** What time does to people: invitations that nobody took (U-4), forms nobody confirmed, accounts nobody uses (U-8). */
export const sweepPeople = (needs: PeopleNeeds) => (): Promise<void> =>
  needs.durable.transaction(async (store) => {
    const nowSeconds = needs.clock.nowSeconds()
    const actor = systemActor('people')
    for (const kept of await store.portal.users.list({ states: ['INVITED'] })) {
      if (kept.createdAtSeconds + invitationSeconds > nowSeconds) continue
      await changeUser(store, kept, { state: 'REMOVED' }, nowSeconds)
      const { id, roles } = kept.thing
      await record(
        store,
        actor,
        {
          action: 'user.invite_expired',
          object: { kind: 'user', id },
          orgno: Object.keys(roles)[0] ?? '',
          before: { state: 'INVITED' },
          after: { state: 'REMOVED' },
        },
        nowSeconds,
      )
    }
    for (const { thing } of await store.portal.pendingForms.list({ states: ['UNCONFIRMED'] }))
      if (thing.kind === 'organisation' && thing.createdAtSeconds + invitationSeconds <= nowSeconds)
        await store.portal.pendingForms.remove(thing.id)
    for (const kept of await store.portal.users.list({ states: ['ACTIVE'] })) {
      const idleSeconds = nowSeconds - (kept.thing.lastLoginSeconds ?? kept.createdAtSeconds)
      const warned = kept.thing.dormantWarningSeconds
      if (idleSeconds < warnedAfterSeconds) continue
      if (warned === undefined) {
        await changeUser(store, kept, { dormantWarningSeconds: nowSeconds }, nowSeconds)
        const organisation = Object.keys(kept.thing.roles)[0] ?? ''
        await needs.mail(
          store,
          {
            code: 'M-24',
            to: kept.thing,
            subject: 'M-24.subject',
            text: 'M-24.text',
            what: 'what.dormant-warning',
            values: {
              by: 'Portvakt',
              organisation: (await store.organisations.find(organisation))?.thing.name ?? '',
              link: `${needs.portalUrl}/login`,
            },
          },
          nowSeconds,
        )
      } else if (idleSeconds >= removedAfterSeconds && nowSeconds - warned >= removedAfterSeconds - warnedAfterSeconds)
        await moveUser(needs, store, actor, kept, { event: 'dormant', what: 'what.dormant' })
    }
  })
