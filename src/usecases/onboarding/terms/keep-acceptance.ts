import type { Actor } from '../../../journey/actor.ts'
import type { MailLanguage, Organisation, PortalUser, TermsAcceptance, TermsVersion } from '../../../journey/records.ts'
import { judgeTerms } from '../../../journey/terms.ts'
import type { ShownPart } from '../../../journey/terms-text.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { closeQueueItem } from '../queue.ts'
import { record } from '../record.ts'
import { type TermsNeeds, termsReceivers } from './terms-needs.ts'

export interface KeepAcceptanceNeeds extends TermsNeeds {
  /** The accepted text as a document to keep, in its language (ONB-32). */
  readonly document: (version: TermsVersion, parts: readonly ShownPart[], language: MailLanguage) => string
}

interface Accepted {
  readonly organisation: Organisation
  readonly version: TermsVersion
  readonly parts: readonly ShownPart[]
  readonly acceptance: TermsAcceptance
  /** Who signed, where it is somebody of the portal. */
  readonly signatory?: PortalUser
}

/** Writes an acceptance down, in the journal too, and sends the document to those who must have it (TRM-1, M-04). */
export async function keepAcceptance(
  needs: KeepAcceptanceNeeds,
  store: DurableStore,
  actor: Actor,
  { organisation, version, parts, acceptance, signatory }: Accepted,
  nowSeconds: number,
): Promise<void> {
  const { orgno } = organisation
  const versions = (await store.portal.termsVersions.list()).map(({ thing }) => thing)
  const records = (await store.portal.termsAcceptances.list({ orgno })).map(({ thing }) => thing)
  const former = judgeTerms(versions, records, 'general', { nowSeconds, realProduction: false })
  await store.portal.termsAcceptances.add(acceptance, nowSeconds)
  await closeQueueItem(store, 'terms_withdrawn', orgno, nowSeconds)
  const isFurther = former.status === 'ACCEPTED' && former.acceptance?.version === version.id
  const { chapters, language, textHash, ground, simulated, paper } = acceptance
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
        language,
        textHash,
        ground,
        simulated,
        ...(paper === undefined ? {} : { fileHash: paper.fileHash, registeredBy: paper.registeredBy }),
      },
    },
    nowSeconds,
  )
  const attachment = {
    name: `terms-${version.id}.html`,
    type: 'text/html',
    base64: Buffer.from(needs.document(version, parts, language)).toString('base64'),
  }
  const also = signatory === undefined ? {} : { also: signatory }
  for (const to of await termsReceivers(store, organisation, { technical: false, ...also }))
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
          signatory: acceptance.signatory.name,
          hash: textHash,
          link: `${needs.portalUrl}/o/${orgno}/terms`,
        },
        said: { chapters: chapters.map((chapter) => `chapter.${chapter}` as const) },
        attachment,
        orgno,
      },
      nowSeconds,
    )
}
