import type { Actor } from '../../../journey/actor.ts'
import type { MailLanguage, PortalUser, TermsAcceptance, TermsChapter, TermsVersion } from '../../../journey/records.ts'
import { type Breach, refuse, refuseAll } from '../../../journey/refusal.ts'
import { judgeTerms } from '../../../journey/terms.ts'
import { hashOfShown, type ShownPart, shownParts } from '../../../journey/terms-text.ts'
import { closeQueueItem } from '../queue.ts'
import { record } from '../record.ts'
import { requireFreshLogin, requireRight } from '../require-right.ts'
import { type TermsNeeds, termsReceivers } from './terms-needs.ts'

export interface AcceptTermsCommand {
  readonly version: string
  /** Besides the general part, which always comes with them. */
  readonly chapters: readonly TermsChapter[]
  readonly language: MailLanguage
  /** Hash of what the page showed: it must be what is accepted. */
  readonly textHash: string
  /** The box that says that all of it has been read. */
  readonly hasRead: boolean
  /** The signatory's national id, sealed (ONB-29, ONB-31). */
  readonly sealedIdentity: string
}

interface Needs extends TermsNeeds {
  /** The accepted text as a document to keep, in its language (ONB-32). */
  readonly document: (version: TermsVersion, parts: readonly ShownPart[], language: MailLanguage) => string
}

/** A signatory accepts the terms for the organisation (TRM-1), or a further chapter of them (TRM-2). */
export const acceptTerms =
  (needs: Needs) =>
  (actor: Actor, orgno: string, command: AcceptTermsCommand): Promise<TermsAcceptance> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      requireRight(actor, 'terms.accept', orgno)
      requireFreshLogin(actor, needs.productionAcr, nowSeconds)
      const organisation = (await store.organisations.find(orgno))?.thing
      if (organisation === undefined) refuse('not_found', 'there is no such organisation')
      if (organisation.state !== 'REGISTERED')
        refuse('illegal_transition', `terms cannot be accepted in state ${organisation.state}`, {
          values: { state: organisation.state, event: 'accept' },
        })
      const versions = (await store.portal.termsVersions.list()).map(({ thing }) => thing)
      const version = versions.find(({ id }) => id === command.version)
      if (version === undefined) refuse('not_found', 'there is no such version of the terms')
      const chapters = [...new Set<TermsChapter>(['general', ...command.chapters])]
      const parts = shownParts(version, chapters, command.language)
      refuseAll(breachesOf(command, version, chapters, parts))
      const user = (await store.portal.users.find(actor.id))?.thing
      if (user === undefined) refuse('not_found', 'the signatory has no account')
      const records = (await store.portal.termsAcceptances.list({ orgno })).map(({ thing }) => thing)
      const former = judgeTerms(versions, records, 'general', { nowSeconds, realProduction: false })
      const acceptance = acceptanceOf(needs, actor, user, organisation, command, chapters, parts, nowSeconds)
      await store.portal.termsAcceptances.add(acceptance, nowSeconds)
      await closeQueueItem(store, 'terms_withdrawn', orgno, nowSeconds)
      const isFurther = former.status === 'ACCEPTED' && former.acceptance?.version === version.id
      await record(
        store,
        actor,
        {
          action: isFurther ? 'terms.chapter_accepted' : 'terms.accepted',
          object: { kind: 'terms', id: version.id },
          orgno,
          before: { status: former.status },
          after: {
            status: 'ACCEPTED',
            chapters,
            language: acceptance.language,
            textHash: acceptance.textHash,
            ground: acceptance.ground,
            simulated: acceptance.simulated,
          },
        },
        nowSeconds,
      )
      const attachment = {
        name: `terms-${version.id}.html`,
        type: 'text/html',
        base64: Buffer.from(needs.document(version, parts, acceptance.language)).toString('base64'),
      }
      for (const to of await termsReceivers(store, organisation, { technical: false, also: user }))
        await needs.letter(
          store,
          {
            code: 'M-04',
            to,
            subject: 'M-04.subject',
            text: 'M-04.text',
            values: {
              organisation: organisation.name,
              orgno,
              version: version.id,
              signatory: user.name,
              hash: acceptance.textHash,
              link: `${needs.portalUrl}/o/${orgno}/terms`,
            },
            said: { chapters: chapters.map((chapter) => `chapter.${chapter}` as const) },
            attachment,
            orgno,
          },
          nowSeconds,
        )
      return acceptance
    })

function breachesOf(
  { textHash, hasRead }: AcceptTermsCommand,
  version: TermsVersion,
  chapters: readonly TermsChapter[],
  parts: readonly ShownPart[],
): Breach[] {
  const breaches: Breach[] = []
  if (!hasRead)
    breaches.push({ code: 'required', field: 'has_read', message: 'the whole text must be read and the box ticked' })
  const missing = chapters.filter((chapter) => version.parts[chapter] === undefined)
  if (missing.length > 0)
    breaches.push({
      code: 'invalid_value',
      field: 'chapters',
      message: `version ${version.id} has no chapter ${missing.join(', ')}`,
      values: { why: missing.join(', ') },
    })
  if (missing.length === 0 && hashOfShown(parts) !== textHash)
    breaches.push({
      code: 'stale_revision',
      field: 'chapters',
      message: 'what was shown is not what would be accepted; show the chapters first',
    })
  return breaches
}

function acceptanceOf(
  needs: Needs,
  actor: Actor,
  user: PortalUser,
  organisation: { readonly orgno: string; readonly name: string },
  command: AcceptTermsCommand,
  chapters: readonly TermsChapter[],
  parts: readonly ShownPart[],
  nowSeconds: number,
): TermsAcceptance {
  const { orgno, name } = organisation
  const ground = user.signatoryGrounds?.[orgno] ?? 'register_role'
  return {
    id: needs.random.token(12),
    orgno,
    kind: 'acceptance',
    organisationName: name,
    version: command.version,
    chapters,
    language: parts[0]?.language ?? 'nb',
    textHash: command.textHash,
    signatory: { userId: user.id, name: user.name, identity: command.sealedIdentity },
    ground,
    simulated: ground === 'simulated' || !needs.loginIsReal,
    acr: actor.acr ?? '',
    sessionRef: actor.sessionRef ?? '',
    atSeconds: nowSeconds,
    ip: actor.ip ?? '',
  }
}
