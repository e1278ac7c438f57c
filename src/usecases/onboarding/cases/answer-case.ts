import type { Actor } from '../../../journey/actor.ts'
import { mostCaseFiles } from '../../../journey/case-files.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { SupportCase } from '../../../journey/support-records.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Kept } from '../../../storage/portal-shelves.ts'
import { findExposed } from '../exposed/find-exposed.ts'
import { reportExposed } from '../exposed/report-exposed.ts'
import { closeQueueItem } from '../queue.ts'
import { addFiles, type KeptFile, queueCase } from './add-case.ts'
import { readCaseText } from './case-text.ts'
import { changeCase, findCase, moveCase, withMessage } from './change-case.ts'
import { type GivenFile, readFiles } from './read-files.ts'
import type { SupportNeeds } from './support-needs.ts'
import { mailContact } from './work-case.ts'

/** After so long a closed case is not opened again (C-8). */
const reopenWithinSeconds = 30 * 86_400

/** What the customer writes in the portal: an answer, a new fact, or a reason to open the case again (C-5, C-8). */
export const answerCase =
  (needs: SupportNeeds) =>
  async (actor: Actor, caseNo: string, typed: string, given: readonly GivenFile[]): Promise<void> => {
    const { text, exposures } = await readCaseText(needs, typed)
    const read = readFiles(given)
    const inFiles = await findExposed(needs)(read.found)
    await needs.durable.transaction(async (store) => {
      const kept = await findCase(store, actor, 'case.write', caseNo)
      await addAnswer(needs, store, actor, kept, { byName: actor.name, text, files: read.files })
      await reportExposed(needs, store, actor, [...exposures, ...inFiles], caseNo, needs.clock.nowSeconds())
    })
  }

/** "Solved", said by the customer (C-7). */
export const closeCase =
  (needs: SupportNeeds) =>
  (actor: Actor, caseNo: string): Promise<void> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const kept = await findCase(store, actor, 'case.write', caseNo)
      await moveCase(store, actor, kept, 'closed', nowSeconds)
      await closeQueueItem(store, 'support_case', caseNo, nowSeconds)
    })

/** Whether what a customer writes can still go into the case. */
export const isOpenForAnswers = ({ state, stateSinceSeconds }: SupportCase, nowSeconds: number): boolean =>
  state !== 'CLOSED' || nowSeconds - (stateSinceSeconds ?? 0) <= reopenWithinSeconds

/** Puts the customer's words into the thread, with the event that follows from the state, inside a transaction. */
export async function addAnswer(
  needs: SupportNeeds,
  store: DurableStore,
  actor: Actor,
  kept: Kept<SupportCase>,
  answer: {
    readonly byName: string
    readonly text: string
    readonly files: readonly KeptFile[]
    readonly messageId?: string
  },
): Promise<void> {
  const nowSeconds = needs.clock.nowSeconds()
  const { thing } = kept
  if (!isOpenForAnswers(thing, nowSeconds))
    refuse('illegal_transition', 'the case has been closed for more than 30 days; open a new one', {
      values: { state: thing.state, event: 'reopened' },
    })
  if (thing.attachments.length + answer.files.length > mostCaseFiles)
    refuse('file_type', 'the case has too many files', { field: 'files', values: { kinds: `${mostCaseFiles}` } })
  const added = await addFiles(needs, store, thing, answer.files, nowSeconds)
  const changes = {
    messages: withMessage(thing, 'customer', answer.byName, answer.text, nowSeconds),
    attachments: [...thing.attachments, ...added],
    ...(answer.messageId === undefined ? {} : { lastMessageId: answer.messageId }),
  }
  if (thing.state === 'WAITING_CUSTOMER') {
    const moved = await moveCase(store, actor, kept, 'answer', nowSeconds, changes)
    await queueCase(needs, store, moved, nowSeconds)
  } else if (thing.state === 'RESOLVED' || thing.state === 'CLOSED') {
    const moved = await moveCase(store, actor, kept, 'reopened', nowSeconds, changes)
    await queueCase(needs, store, moved, nowSeconds)
    await mailContact(needs, store, moved, 'M-22-reopened', answer.text, nowSeconds)
  } else await changeCase(store, kept, changes, nowSeconds)
}
