import type { Actor } from '../../../journey/actor.ts'
import { systemActor } from '../../../journey/actor.ts'
import { isDomain } from '../../../journey/email-address.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { makeOneTimeLink, useOneTimeLink } from '../one-time-links.ts'
import { isFlooded } from '../people/people-needs.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'
import type { JoinNeeds } from './admit.ts'
import { editOrganisation } from './change-organisation.ts'

/** Texts under a name in the DNS; none when there are none or nobody answers. */
export type FindDomainTexts = (domain: string) => Promise<readonly string[]>

/** What must stand in a TXT record of the domain. */
export const domainText = (token: string): string => `gateway-verification=${token}`

/** Adds a domain, not verified yet: with a token for the DNS, and a link to its postmaster (§4.1). */
export const addDomain =
  (needs: JoinNeeds) =>
  (actor: Actor, orgno: string, asked: string): Promise<void> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const domain = asked.trim().toLowerCase().replace(/^@/, '')
      if (!isDomain(domain)) refuse('invalid_value', 'not a domain', { field: 'domain', values: { why: 'etat.no' } })
      if (needs.publicMailDomains.includes(domain))
        refuse('invalid_value', 'anybody gets an address there', { field: 'domain', values: { why: domain } })
      const email = `postmaster@${domain}`
      if (await isFlooded(store, email, 'confirm-domain', nowSeconds))
        refuse('rate_limited', 'the postmaster was sent several links within the hour', { field: 'domain' })
      const token = needs.random.token(16)
      const { organisation } = await editOrganisation(
        store,
        actor,
        orgno,
        ({ emailDomains }) =>
          emailDomains.some((one) => one.domain === domain)
            ? {}
            : { emailDomains: [...emailDomains, { domain, verified: false, token }] },
        nowSeconds,
      )
      if (organisation.emailDomains.some((one) => one.domain === domain && one.verified)) return
      const link = await makeOneTimeLink(
        store,
        needs.random,
        { purpose: 'confirm-domain', email, orgno, objectId: domain },
        nowSeconds,
      )
      await needs.mail(
        store,
        {
          code: 'M-02',
          to: { email, language: organisation.language },
          subject: 'M-02.subject',
          text: 'M-02.domain',
          values: { organisation: organisation.name, orgno, domain, link: `${needs.portalUrl}/links/${link}` },
          orgno,
        },
        nowSeconds,
      )
    })

/** Looks for the token in the DNS; resolves with whether it stands there. The DNS is asked outside the transaction. */
export const checkDomain =
  (needs: JoinNeeds & { readonly findDomainTexts: FindDomainTexts }) =>
  async (actor: Actor, orgno: string, domain: string): Promise<boolean> => {
    requireRight(actor, 'organisation.edit', orgno)
    const known = (await needs.durable.organisations.find(orgno))?.thing.emailDomains.find(
      (one) => one.domain === domain,
    )
    if (known === undefined) refuse('not_found', 'there is no such domain')
    if (known.verified) return true
    const texts = await needs.findDomainTexts(domain)
    if (known.token === undefined || !texts.includes(domainText(known.token))) return false
    await needs.durable.transaction((store) => verify(needs, store, actor, orgno, domain, 'dns'))
    return true
  }

/** The postmaster has opened the link and pressed the button; nobody needs to be logged in for it. */
export const confirmDomain =
  (needs: JoinNeeds) =>
  (token: string): Promise<void> =>
    needs.durable.transaction(async (store) => {
      const link = await useOneTimeLink(store, token, needs.clock.nowSeconds())
      if (link.purpose !== 'confirm-domain') refuse('not_found', 'the link is for something else')
      await verify(needs, store, systemActor('postmaster'), link.orgno ?? '', link.objectId ?? '', 'postmaster')
    })

/** Takes a domain away: its addresses no longer come in by themselves. */
export const removeDomain =
  ({ durable, clock }: JoinNeeds) =>
  (actor: Actor, orgno: string, domain: string): Promise<void> =>
    durable.transaction(async (store) => {
      await editOrganisation(
        store,
        actor,
        orgno,
        ({ emailDomains }) => ({ emailDomains: emailDomains.filter((one) => one.domain !== domain) }),
        clock.nowSeconds(),
      )
    })

async function verify(
  { clock }: JoinNeeds,
  store: DurableStore,
  actor: Actor,
  orgno: string,
  domain: string,
  how: 'dns' | 'postmaster',
): Promise<void> {
  const nowSeconds = clock.nowSeconds()
  const organisation = (await store.organisations.find(orgno))?.thing
  if (organisation?.emailDomains.some((one) => one.domain === domain) !== true)
    refuse('not_found', 'the domain has been removed')
  const emailDomains = organisation.emailDomains.map((one) =>
    one.domain === domain ? { domain, verified: true } : one,
  )
  await store.organisations.save({ ...organisation, emailDomains }, 'hand', nowSeconds)
  const object = { kind: 'organisation', id: orgno }
  await record(store, actor, { action: 'org.domain_verified', object, orgno, after: { domain, how } }, nowSeconds)
}
