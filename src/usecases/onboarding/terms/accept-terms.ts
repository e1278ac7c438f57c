import type { Actor } from '../../../journey/actor.ts'
import type { MailLanguage, PortalUser, TermsAcceptance, TermsChapter, TermsVersion } from '../../../journey/records.ts'
import { type Breach, refuse, refuseAll } from '../../../journey/refusal.ts'
import { hashOfShown, type ShownPart, shownParts } from '../../../journey/terms-text.ts'
import { requireFreshLogin, requireRight } from '../require-right.ts'
import { type KeepAcceptanceNeeds, keepAcceptance } from './keep-acceptance.ts'

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

/** A signatory accepts the terms for the organisation (TRM-1), or a further chapter of them (TRM-2). */
export const acceptTerms =
  (needs: KeepAcceptanceNeeds) =>
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
      const acceptance = acceptanceOf(needs, actor, user, organisation, command, chapters, parts, nowSeconds)
      await keepAcceptance(
        needs,
        store,
        actor,
        { organisation, version, parts, acceptance, signatory: user },
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
  needs: KeepAcceptanceNeeds,
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
