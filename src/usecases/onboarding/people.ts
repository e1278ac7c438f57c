import { createHmac } from 'node:crypto'
import type { Actor } from '../../journey/actor.ts'
import type { PortalUser } from '../../journey/records.ts'
import type { Secret } from '../../protocol/secret.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { Kept } from '../../storage/portal-shelves.ts'
import type { PortalSessionTicket } from '../../storage/tickets.ts'
import { derivedKey } from '../../system/sealer.ts'
import type { RightsSource } from './people/rights-source.ts'

/** Who is behind a session of the portal. The user is read at every request: a right that is gone is gone at once (ONB-18, ONB-28). */
export interface People {
  /** Keyed hash of a national id: the only form in which the portal keeps it (ONB-29). */
  personRef(pid: string): string
  /** undefined: nobody with this login has an account that is in use. */
  find(personRef: string): Promise<Kept<PortalUser> | undefined>
  actorOf(
    session: PortalSessionTicket,
    user: PortalUser | undefined,
    from: Pick<Actor, 'ip' | 'userAgent' | 'correlationId'>,
  ): Actor
}

interface Needs {
  readonly durable: DurableStore
  readonly personRef: (pid: string) => string
  readonly rights: RightsSource
}

/** Hashes national ids under a key that stands outside the database, in the secrets of the environment that people log in through. */
export function personRefOf(secrets: { readonly subjectSecret: Secret } | undefined): (pid: string) => string {
  const key = derivedKey(secrets?.subjectSecret.reveal() ?? '', 'portal persons')
  return (pid) => createHmac('sha256', key).update(pid).digest('base64url')
}

export const openPeople = ({ durable, personRef, rights }: Needs): People => ({
  personRef,
  async find(personRef) {
    const [known] = await durable.portal.users.list({ lookup: personRef, states: ['ACTIVE', 'LOCKED'] })
    return known === undefined
      ? undefined
      : { ...known, thing: { ...known.thing, roles: await rights.listRights(known.thing) } }
  },
  actorOf: (session, user, from) => ({
    kind: (user?.operatorRoles.length ?? 0) > 0 ? 'operator' : 'user',
    // Somebody without an account is told apart by the login alone.
    id: user?.id ?? `person-${session.personRef.slice(0, 16)}`,
    name: user?.name ?? session.name ?? '',
    ...(user === undefined ? {} : { email: user.email }),
    roles: user?.state === 'ACTIVE' ? user.roles : {},
    ...(user?.state === 'ACTIVE' && user.testRoles !== undefined ? { testRoles: user.testRoles } : {}),
    operatorRoles: user?.state === 'ACTIVE' ? user.operatorRoles : [],
    acr: session.acr,
    authTimeSeconds: session.authTimeSeconds,
    sessionRef: session.sessionRef,
    ...from,
  }),
})
