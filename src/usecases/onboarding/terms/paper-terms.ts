import type { Actor } from '../../../journey/actor.ts'
import type { MailLanguage, PendingForm, TermsAcceptance, TermsChapter } from '../../../journey/records.ts'
import { type Breach, refuse, refuseAll } from '../../../journey/refusal.ts'
import { hashOfShown, shownParts } from '../../../journey/terms-text.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { requireReason } from '../organisations/require-reason.ts'
import { record } from '../record.ts'
import { requireFreshLogin, requireNoInterest, requireRight } from '../require-right.ts'
import { type KeepAcceptanceNeeds, keepAcceptance } from './keep-acceptance.ts'

/** What stands on a signed paper. */
export interface PaperTerms {
  readonly orgno: string
  readonly version: string
  /** Besides the general part, which always comes with them. */
  readonly chapters: readonly TermsChapter[]
  readonly language: MailLanguage
  readonly signatoryName: string
  /** SHA-256 of the scanned file, hexadecimal. */
  readonly fileHash: string
}

/** A paper that one of the staff has registered and a second one has yet to confirm. */
export interface WaitingPaper extends PaperTerms {
  readonly id: string
  readonly organisationName: string
  readonly registeredBy: { readonly userId: string; readonly name: string; readonly atSeconds: number }
}

/** Papers that wait for a second person, oldest first. */
export const readPaperTerms =
  ({ durable }: Pick<KeepAcceptanceNeeds, 'durable'>) =>
  async (actor: Actor): Promise<readonly WaitingPaper[]> => {
    requireRight(actor, 'queue.read', undefined)
    const forms = await durable.portal.pendingForms.list({ states: ['CONFIRMED'] })
    return forms.filter(({ thing }) => thing.kind === 'paper-terms').map(({ thing }) => paperOf(thing))
  }

/** Registers what was signed on paper; it counts for nothing until a second person has confirmed it (ONB-34). */
export const registerPaperTerms =
  (needs: KeepAcceptanceNeeds) =>
  (actor: Actor, paper: PaperTerms): Promise<void> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      requireRight(actor, 'terms.register-paper', undefined)
      requireFreshLogin(actor, needs.productionAcr, nowSeconds)
      requireNoInterest(actor, paper.orgno)
      const { organisation, breaches } = await judge(store, paper)
      refuseAll(breaches)
      const { orgno } = paper
      const form: PendingForm = {
        id: needs.random.token(12),
        kind: 'paper-terms',
        source: 'form',
        orgno,
        email: '',
        state: 'CONFIRMED',
        fields: {
          ...paper,
          chapters: [...new Set<TermsChapter>(['general', ...paper.chapters])],
          organisationName: organisation?.name ?? '',
          registeredBy: { userId: actor.id, name: actor.name, atSeconds: nowSeconds },
        },
        createdAtSeconds: nowSeconds,
      }
      await store.portal.pendingForms.add(form, nowSeconds)
      await record(
        store,
        actor,
        {
          action: 'terms.paper_registered',
          object: { kind: 'terms', id: paper.version },
          orgno,
          after: { fileHash: paper.fileHash, chapters: paper.chapters, signatory: paper.signatoryName },
        },
        nowSeconds,
      )
    })

/** A second person has compared file and hash: now the organisation has accepted the terms (ONB-34, ONB-122). */
export const confirmPaperTerms =
  (needs: KeepAcceptanceNeeds) =>
  (actor: Actor, id: string): Promise<void> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      requireRight(actor, 'terms.confirm-paper', undefined)
      requireFreshLogin(actor, needs.productionAcr, nowSeconds)
      const found = await waitingForm(store, id)
      const paper = paperOf(found.thing)
      requireNoInterest(actor, paper.orgno)
      if (paper.registeredBy.userId === actor.id)
        refuse('same_person', 'a second person confirms what the first has registered')
      const { organisation, version, breaches } = await judge(store, paper)
      refuseAll(breaches)
      if (organisation === undefined || version === undefined) throw new Error('a paper without faults names both')
      if (!(await store.portal.pendingForms.change({ ...found.thing, state: 'DONE' }, found.revision, nowSeconds)))
        refuse('already_claimed', 'somebody was faster', { values: { name: '' } })
      const parts = shownParts(version, paper.chapters, paper.language)
      const acceptance: TermsAcceptance = {
        id: needs.random.token(12),
        orgno: paper.orgno,
        kind: 'acceptance',
        organisationName: organisation.name,
        version: version.id,
        chapters: paper.chapters,
        language: parts[0]?.language ?? 'nb',
        textHash: hashOfShown(parts),
        signatory: { userId: '', name: paper.signatoryName, identity: '' },
        ground: 'operator_confirmed',
        simulated: !needs.loginIsReal,
        acr: actor.acr ?? '',
        sessionRef: actor.sessionRef ?? '',
        atSeconds: nowSeconds,
        ip: actor.ip ?? '',
        paper: { fileHash: paper.fileHash, registeredBy: paper.registeredBy.userId, confirmedBy: actor.id },
      }
      await keepAcceptance(needs, store, actor, { organisation, version, parts, acceptance }, nowSeconds)
    })

/** Takes back a paper that was registered by mistake or does not hold, with a reason. */
export const discardPaperTerms =
  (needs: KeepAcceptanceNeeds) =>
  (actor: Actor, id: string, reason: string): Promise<void> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      requireRight(actor, 'terms.confirm-paper', undefined)
      const found = await waitingForm(store, id)
      const paper = paperOf(found.thing)
      requireNoInterest(actor, paper.orgno)
      requireReason(reason)
      if (!(await store.portal.pendingForms.change({ ...found.thing, state: 'REMOVED' }, found.revision, nowSeconds)))
        refuse('already_claimed', 'somebody was faster', { values: { name: '' } })
      await record(
        store,
        actor,
        {
          action: 'terms.paper_discarded',
          object: { kind: 'terms', id: paper.version },
          orgno: paper.orgno,
          before: { fileHash: paper.fileHash },
          reason: reason.trim(),
        },
        nowSeconds,
      )
    })

async function waitingForm(store: DurableStore, id: string) {
  const found = await store.portal.pendingForms.find(id)
  if (found === undefined || found.thing.kind !== 'paper-terms' || found.thing.state !== 'CONFIRMED')
    refuse('not_found', 'there is no such paper that waits')
  return found
}

async function judge(store: DurableStore, { orgno, version: id, chapters, signatoryName, fileHash }: PaperTerms) {
  const organisation = (await store.organisations.find(orgno))?.thing
  const version = (await store.portal.termsVersions.find(id))?.thing
  const breaches: Breach[] = []
  if (organisation?.state !== 'REGISTERED')
    breaches.push({ code: 'orgno_unknown', field: 'orgno', message: 'no registered organisation has this number' })
  if (version === undefined) breaches.push({ code: 'required', field: 'version', message: 'no such version' })
  const missing = chapters.filter((chapter) => version !== undefined && version.parts[chapter] === undefined)
  if (missing.length > 0)
    breaches.push({
      code: 'invalid_value',
      field: 'chapters',
      message: `version ${id} has no chapter ${missing.join(', ')}`,
      values: { why: missing.join(', ') },
    })
  if (signatoryName.trim() === '')
    breaches.push({ code: 'required', field: 'signatory_name', message: 'who signed is missing' })
  if (!/^[0-9a-f]{64}$/.test(fileHash))
    breaches.push({
      code: 'invalid_value',
      field: 'file_sha256',
      message: '64 hexadecimal digits',
      values: { why: 'SHA-256' },
    })
  return { organisation, version, breaches }
}

const paperOf = ({ id, fields }: PendingForm): WaitingPaper => ({
  ...(fields as unknown as Omit<WaitingPaper, 'id'>),
  id,
})
