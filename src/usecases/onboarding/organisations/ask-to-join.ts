import type { Actor } from '../../../journey/actor.ts'
import { bareEmail } from '../../../journey/email-address.ts'
import {
  type MailLanguage,
  type OrganisationKind,
  organisationKinds,
  type PortalUser,
} from '../../../journey/records.ts'
import { type Breach, refuse, refuseAll } from '../../../journey/refusal.ts'
import { isOrganisationNumber } from '../../../protocol/organisation-number.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { makeOneTimeLink } from '../one-time-links.ts'
import { judgePerson } from '../people/invite-person.ts'
import { changeUser } from '../people/members.ts'
import { isFlooded } from '../people/people-needs.ts'
import { record } from '../record.ts'
import {
  type Applicant,
  admit,
  type JoinNeeds,
  requireAdmission,
  rolesOfColleague,
  testRolesOfColleague,
} from './admit.ts'

/** The form as it was filled in. */
export interface JoinForm {
  readonly orgno: string
  readonly name: string
  readonly kind: string
  readonly email: string
  readonly personName: string
  readonly language: MailLanguage
}

export type Joined =
  /** Who has proven an address before is in at once. */
  { readonly outcome: 'joined'; readonly orgno: string } | { readonly outcome: 'mail-sent'; readonly email: string }

/**
 * A person asks to be let into an organisation, new or known (G-1, U-2). Nothing becomes of it before the link in M-02
 * has been used: until then there is only a form and an invited person.
 */
export const askToJoin =
  (needs: JoinNeeds) =>
  (actor: Actor, personRef: string, form: JoinForm): Promise<Joined> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const account = (await store.portal.users.list({ lookup: personRef, states: ['ACTIVE', 'LOCKED'] }))[0]
      if (account?.thing.state === 'LOCKED')
        refuse('illegal_transition', 'the account is locked', { values: { state: 'LOCKED', event: 'join' } })
      const applicant = await judgeForm(needs, store, form, account?.thing)
      const { orgno, email } = applicant
      if (account !== undefined && (account.thing.roles[orgno] ?? []).length > 0)
        refuse('already_member', 'the person is a member already', { field: 'orgno' })
      if (account !== undefined) {
        await admit(needs, store, actor, applicant)
        const { roles, testRoles } = account.thing
        await changeUser(
          store,
          account,
          {
            roles: { ...roles, [orgno]: rolesOfColleague },
            testRoles: { ...testRoles, [orgno]: testRolesOfColleague },
          },
          nowSeconds,
        )
        await record(
          store,
          actor,
          {
            action: 'user.joined',
            object: { kind: 'user', id: account.thing.id },
            orgno,
            after: { roles: rolesOfColleague },
          },
          nowSeconds,
        )
        return { outcome: 'joined', orgno }
      }
      await requireAdmission(store, orgno, email)
      if (await isFlooded(store, email, 'confirm-email', nowSeconds))
        refuse('rate_limited', 'this address was sent several links within the hour', { field: 'email' })
      await signUp(needs, store, actor, applicant)
      return { outcome: 'mail-sent', email }
    })

async function judgeForm(
  { register }: JoinNeeds,
  store: DurableStore,
  form: JoinForm,
  account: PortalUser | undefined,
): Promise<Applicant> {
  const breaches: Breach[] = []
  const orgno = form.orgno.replace(/\s/g, '')
  const email = account?.email ?? bareEmail(form.email)
  const personName = account?.name ?? form.personName.trim()
  const entry = isOrganisationNumber(orgno) ? await register.find(store, orgno) : undefined
  if (orgno === '') breaches.push({ code: 'required', field: 'orgno', message: 'an organisation number is required' })
  else if (!isOrganisationNumber(orgno))
    breaches.push({ code: 'orgno_invalid', field: 'orgno', message: 'nine digits, the last a check digit' })
  else if (entry === undefined)
    breaches.push({ code: 'orgno_unknown', field: 'orgno', message: 'the register does not know the number' })
  else if (entry.isDissolved)
    breaches.push({ code: 'organisation_stopped', field: 'orgno', message: 'the organisation is no more' })
  const name = entry?.name ?? form.name.trim()
  if (name === '') breaches.push({ code: 'required', field: 'name', message: 'a name is required' })
  else if (name.length > 200)
    breaches.push({ code: 'too_long', field: 'name', message: 'at most 200 characters', values: { most: '200' } })
  const kind = organisationKinds.find((one) => one === form.kind)
  if (kind === undefined) breaches.push({ code: 'required', field: 'kind', message: 'what kind of organisation it is' })
  for (const breach of judgePerson(personName, email))
    breaches.push(breach.field === 'name' ? { ...breach, field: 'personName' } : breach)
  refuseAll(breaches)
  return {
    orgno,
    name,
    kind: kind as OrganisationKind,
    email,
    personName,
    language: account?.language ?? form.language,
  }
}

/** U-2: the person waits, with what was asked, for the link in the mail. */
async function signUp(needs: JoinNeeds, store: DurableStore, actor: Actor, applicant: Applicant): Promise<void> {
  const { orgno, name, kind, email, personName, language } = applicant
  const nowSeconds = needs.clock.nowSeconds()
  const user: PortalUser = {
    id: needs.random.token(12),
    state: 'INVITED',
    name: personName,
    email,
    emailVerified: false,
    language,
    roles: {},
    operatorRoles: [],
    failedAttempts: 0,
  }
  const formId = `join-${needs.random.token(12)}`
  await store.portal.users.add(user, nowSeconds)
  await store.portal.pendingForms.add(
    {
      id: formId,
      kind: 'organisation',
      source: 'form',
      orgno,
      email,
      state: 'UNCONFIRMED',
      fields: { name, kind, personName, language },
      createdAtSeconds: nowSeconds,
    },
    nowSeconds,
  )
  const link = { purpose: 'confirm-email', email, userId: user.id, orgno, objectId: formId } as const
  const token = await makeOneTimeLink(store, needs.random, link, nowSeconds)
  // Not under the organisation's number: it may have nothing to do with the one who asks.
  await record(
    store,
    actor,
    { action: 'user.signup', object: { kind: 'user', id: user.id }, orgno: '', after: { orgno } },
    nowSeconds,
  )
  await needs.mail(
    store,
    {
      code: 'M-02',
      to: user,
      subject: 'M-02.subject',
      text: 'M-02.text',
      values: { organisation: name, orgno, link: `${needs.portalUrl}/links/${token}` },
    },
    nowSeconds,
  )
}
