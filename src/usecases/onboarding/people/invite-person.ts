import type { Actor } from '../../../journey/actor.ts'
import { bareEmail, isEmailAddress } from '../../../journey/email-address.ts'
import type { MailLanguage, PortalUser } from '../../../journey/records.ts'
import { type Breach, refuse, refuseAll } from '../../../journey/refusal.ts'
import { makeOneTimeLink } from '../one-time-links.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'
import { judgeRoles } from './judge-roles.ts'
import { judgeSupplierTerms } from './judge-supplier-terms.ts'
import { isFlooded, type RoleNeeds } from './people-needs.ts'

export interface Invitation {
  readonly name: string
  readonly email: string
  readonly roles: readonly string[]
  readonly language: MailLanguage
}

/** Invites somebody to an organisation: M-03 with a link that holds for seven days (U-1). Resolves with the user's id. */
export const invitePerson =
  ({ durable, clock, random, mail, portalUrl, realProduction }: RoleNeeds) =>
  (actor: Actor, orgno: string, asked: Invitation): Promise<string> =>
    durable.transaction(async (store) => {
      const nowSeconds = clock.nowSeconds()
      requireRight(actor, 'users.manage', orgno)
      const organisation = (await store.organisations.find(orgno))?.thing
      if (organisation === undefined) refuse('not_found', 'there is no such organisation')
      if (organisation.state === 'CLOSED') refuse('organisation_stopped', 'the organisation is closed')
      const email = bareEmail(asked.email)
      const { roles, breaches } = judgeRoles(actor, asked.roles, [])
      const ofTerms = await judgeSupplierTerms(store, orgno, { roles, former: [] }, { nowSeconds, realProduction })
      refuseAll([...judgePerson(asked.name, email), ...breaches, ...ofTerms])
      const known = await store.portal.users.list({ states: ['ACTIVE', 'LOCKED'] })
      if (known.some(({ thing }) => thing.email === email && (thing.roles[orgno] ?? []).length > 0))
        refuse('already_member', 'the person is a member already', { field: 'email' })
      if (await isFlooded(store, email, 'invitation', nowSeconds))
        refuse('rate_limited', 'this address was invited several times within the hour', { field: 'email' })
      // Who is invited once more gets a new link; the former invitation no longer counts.
      const former = await store.portal.users.list({ states: ['INVITED'] })
      for (const { thing, revision } of former)
        if (thing.email === email && thing.roles[orgno] !== undefined)
          await store.portal.users.change({ ...thing, state: 'REMOVED' }, revision, nowSeconds)
      const user: PortalUser = {
        id: random.token(12),
        state: 'INVITED',
        name: asked.name.trim(),
        email,
        emailVerified: false,
        language: asked.language,
        roles: { [orgno]: roles },
        operatorRoles: [],
        failedAttempts: 0,
      }
      await store.portal.users.add(user, nowSeconds)
      const token = await makeOneTimeLink(
        store,
        random,
        { purpose: 'invitation', email, userId: user.id, orgno },
        nowSeconds,
      )
      await record(
        store,
        actor,
        { action: 'user.invited', object: { kind: 'user', id: user.id }, orgno, after: { state: 'INVITED', roles } },
        nowSeconds,
      )
      await mail(
        store,
        {
          code: 'M-03',
          to: user,
          subject: 'M-03.subject',
          text: 'M-03.text',
          values: { by: actor.name, organisation: organisation.name, orgno, link: `${portalUrl}/links/${token}` },
          roles,
          orgno,
        },
        nowSeconds,
      )
      return user.id
    })

/** Name and address, wherever a person is written down. */
export function judgePerson(name: string, email: string, field = 'email'): Breach[] {
  const breaches: Breach[] = []
  if (name.trim() === '') breaches.push({ code: 'required', field: 'name', message: 'a name is required' })
  else if (name.trim().length > 100)
    breaches.push({ code: 'too_long', field: 'name', message: 'at most 100 characters', values: { most: '100' } })
  if (email === '') breaches.push({ code: 'required', field, message: 'an e-mail address is required' })
  else if (!isEmailAddress(email)) breaches.push({ code: 'email_invalid', field, message: 'not an e-mail address' })
  return breaches
}
