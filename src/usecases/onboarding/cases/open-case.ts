import type { Actor } from '../../../journey/actor.ts'
import { type CaseForm, caseFactsOf, judgeCaseForm } from '../../../journey/case-form.ts'
import type { Contact, MailLanguage } from '../../../journey/records.ts'
import { refuseAll } from '../../../journey/refusal.ts'
import { scanTexts } from '../../../journey/scan-text.ts'
import { findExposed } from '../exposed/find-exposed.ts'
import { reportExposed } from '../exposed/report-exposed.ts'
import { requireRight } from '../require-right.ts'
import { addCase, pageIfUrgent } from './add-case.ts'
import { type GivenFile, readFiles } from './read-files.ts'
import type { SupportNeeds } from './support-needs.ts'

/** Opens a case from the portal, for a member of the organisation. Answers its number. */
export const openCase =
  (needs: SupportNeeds) =>
  async (
    actor: Actor,
    orgno: string,
    person: { readonly contact: Contact; readonly language: MailLanguage },
    form: CaseForm,
    given: readonly GivenFile[],
  ): Promise<string> => {
    requireRight(actor, 'case.write', orgno)
    refuseAll(
      judgeCaseForm(
        form,
        needs.environments.map(({ name }) => name),
      ),
    )
    const scanned = scanTexts({ ...form })
    const files = readFiles(given)
    const exposures = await findExposed(needs)([...scanned.found, ...files.found])
    await needs.flushProtocolLog()
    const opened = await needs.durable.transaction(async (store) => {
      const made = await addCase(needs, store, actor, {
        facts: caseFactsOf(scanned.texts),
        orgno,
        userId: actor.id,
        ...person,
        source: 'portal',
        files: files.files,
        answered: true,
      })
      await reportExposed(needs, store, actor, exposures, made.id, needs.clock.nowSeconds())
      return made
    })
    await pageIfUrgent(needs, opened)
    return opened.id
  }
