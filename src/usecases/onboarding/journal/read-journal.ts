import type { Actor } from '../../../journey/actor.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { JournalFilter, JournalRecord } from '../../../storage/journal.ts'
import type { Clock } from '../../../system/clock.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'

interface Needs {
  readonly durable: DurableStore
  readonly clock: Clock
}

/** Records on one page. */
const pageRecords = 50
const mostExported = 100_000

export type JournalQuestion = Omit<JournalFilter, 'orgno'>

/** One page, newest first, of an organisation's own records; undefined: of all, for the operator (ONB-173). */
export const readJournal =
  ({ durable }: Needs) =>
  async (
    actor: Actor,
    orgno: string | undefined,
    question: JournalQuestion,
  ): Promise<{ readonly records: readonly JournalRecord[]; readonly nextBeforeId: number | undefined }> => {
    requireRight(actor, 'journal.read', orgno)
    const filter = { ...question, ...(orgno === undefined ? {} : { orgno }) }
    const records = await durable.journal.list(filter, pageRecords + 1)
    const page = records.slice(0, pageRecords)
    return {
      records: page.map((one) => forReader(actor, orgno, one)),
      nextBeforeId: records.length > pageRecords ? page.at(-1)?.id : undefined,
    }
  }

/** Everything that fits, newest first; the export is itself recorded (ONB-172). */
export const exportJournal =
  ({ durable, clock }: Needs) =>
  async (actor: Actor, orgno: string | undefined, question: JournalQuestion): Promise<readonly JournalRecord[]> => {
    requireRight(actor, 'journal.read', orgno)
    const filter = { ...question, ...(orgno === undefined ? {} : { orgno }) }
    const records = await durable.journal.list(filter, mostExported)
    await durable.transaction((store) =>
      record(
        store,
        actor,
        {
          action: 'journal.exported',
          object: { kind: 'journal', id: orgno ?? 'all' },
          orgno: orgno ?? '',
          after: { count: records.length },
        },
        clock.nowSeconds(),
      ),
    )
    return records.map((one) => forReader(actor, orgno, one))
  }

/** Of the operator's staff an owner sees the name and roles, not from where they work. */
function forReader(actor: Actor, orgno: string | undefined, one: JournalRecord): JournalRecord {
  if (orgno === undefined || actor.operatorRoles.length > 0 || one.actor.kind !== 'operator') return one
  const { ip: _, userAgent: __, ...rest } = one
  return rest
}
