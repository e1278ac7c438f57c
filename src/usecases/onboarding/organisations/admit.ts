import type { Actor } from '../../../journey/actor.ts'
import { domainOf } from '../../../journey/email-address.ts'
import { isSyntheticOrgno, newOrganisation } from '../../../journey/organisation.ts'
import type { MailLanguage, Organisation, OrganisationKind } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { OwnerRole } from '../../../journey/roles.ts'
import { nextState, organisationTransitions } from '../../../journey/transitions.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { membersOf } from '../people/members.ts'
import type { PeopleNeeds } from '../people/people-needs.ts'
import { openQueueItem } from '../queue.ts'
import { record } from '../record.ts'
import type { OrganisationRegister } from './organisation-register.ts'

export interface JoinNeeds extends PeopleNeeds {
  readonly register: OrganisationRegister
  /** Nothing of this installation is real: what the register knows is registered by itself (G-2). */
  readonly registersBySelf: boolean
  /** Domains where anybody gets an address: they say nothing about who somebody works for. */
  readonly publicMailDomains: readonly string[]
}

/** Who wants to be let in; the address has been proven. */
export interface Applicant {
  readonly orgno: string
  readonly name: string
  readonly kind: OrganisationKind
  readonly email: string
  readonly personName: string
  readonly language: MailLanguage
}

/** What somebody gets who comes by themselves: to look around, and to make integrations in test (ONB-16). */
export const rolesOfColleague: readonly OwnerRole[] = ['tester']
export const testRolesOfColleague: readonly OwnerRole[] = ['integration_admin']

/**
 * Refuses who may not come in without an invitation: an organisation that has people lets in addresses of its verified
 * domains, unless it has switched that off (ONB-16). One without people lets in its first.
 */
export async function requireAdmission(store: DurableStore, orgno: string, email: string): Promise<void> {
  const organisation = (await store.organisations.find(orgno))?.thing
  if (organisation === undefined) return
  if (organisation.state === 'SUSPENDED' || organisation.state === 'CLOSED')
    refuse('organisation_stopped', 'the organisation is suspended or closed', { field: 'orgno' })
  const hasPeople = (await membersOf(store, orgno)).some(({ thing }) => thing.state !== 'INVITED')
  if (!hasPeople) return
  const domain = domainOf(email)
  const isOwn = organisation.emailDomains.some((one) => one.verified && one.domain === domain)
  if (!isOwn || !organisation.openForColleagues)
    refuse('invitation_needed', 'only by invitation, or with an address in a verified domain', { field: 'email' })
}

/** Lets a person with a proven address into an organisation, which is written down if it is new (G-1, G-2). */
export async function admit(
  needs: JoinNeeds,
  store: DurableStore,
  actor: Actor,
  applicant: Applicant,
): Promise<Organisation> {
  const { orgno, email } = applicant
  await requireAdmission(store, orgno, email)
  const nowSeconds = needs.clock.nowSeconds()
  const hasPeople = (await membersOf(store, orgno)).some(({ thing }) => thing.state !== 'INVITED')
  let organisation = (await store.organisations.find(orgno))?.thing ?? (await askFor(needs, store, actor, applicant))
  const domain = domainOf(email)
  const isPublic = needs.publicMailDomains.includes(domain)
  if (!hasPeople && !isPublic && !organisation.emailDomains.some((one) => one.domain === domain)) {
    // Where something is real, the first who comes must not decide whose addresses are the organisation's: its postmaster
    // or the DNS says so.
    const added = needs.registersBySelf
      ? { domain, verified: true }
      : { domain, verified: false, token: needs.random.token(16) }
    organisation = { ...organisation, emailDomains: [...organisation.emailDomains, added] }
    await store.organisations.save(organisation, 'hand', nowSeconds)
    await record(
      store,
      actor,
      {
        action: needs.registersBySelf ? 'org.domain_verified' : 'org.domain_added',
        object: { kind: 'organisation', id: orgno },
        orgno,
        after: { domain, how: 'first person' },
      },
      nowSeconds,
    )
  }
  return organisation
}

async function askFor(
  needs: JoinNeeds,
  store: DurableStore,
  actor: Actor,
  { orgno, name, kind, email, personName, language }: Applicant,
): Promise<Organisation> {
  const nowSeconds = needs.clock.nowSeconds()
  const entry = await needs.register.find(store, orgno)
  const asked = newOrganisation({ orgno, name: entry?.name ?? name, kind, language, state: 'PROSPECT' })
  const object = { kind: 'organisation', id: orgno }
  await record(store, actor, { action: 'org.asked', object, orgno, after: { name: asked.name, kind } }, nowSeconds)
  const isRegistered = needs.registersBySelf && entry !== undefined && !entry.isDissolved
  const organisation = isRegistered
    ? { ...asked, state: nextState(organisationTransitions, asked.state, 'registered') }
    : asked
  await store.organisations.save(organisation, 'hand', nowSeconds)
  if (isRegistered)
    await record(
      store,
      actor,
      { action: 'org.registered', object, orgno, before: { state: 'PROSPECT' }, after: { state: 'REGISTERED' } },
      nowSeconds,
    )
  else
    await openQueueItem(
      store,
      needs.random,
      {
        kind: 'org_registration',
        orgno,
        environment: '',
        objectId: orgno,
        title: asked.name,
        flags: isSyntheticOrgno(orgno) ? ['synthetic'] : [],
      },
      nowSeconds,
    )
  await needs.mail(
    store,
    {
      code: 'M-01',
      to: { email, name: personName, language },
      subject: 'M-01.subject',
      text: isRegistered ? 'M-01.registered' : 'M-01.asked',
      values: { organisation: asked.name, orgno, link: `${needs.portalUrl}/o/${orgno}` },
      orgno,
    },
    nowSeconds,
  )
  return organisation
}
