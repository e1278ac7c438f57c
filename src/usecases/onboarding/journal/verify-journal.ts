import { createHash } from 'node:crypto'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { JournalRow } from '../../../storage/journal.ts'

export type JournalVerdict =
  | { readonly ok: true; readonly count: number; readonly head: string }
  /** `id`: the first record that is not as it was written. */
  | {
      readonly ok: false
      readonly id: number
      readonly fault: 'changed' | 'missing' | 'cut-off'
      readonly count: number
    }

const stepRecords = 500
/** The note with the newest record of the latest verification: a chain that ends before it has been cut off. */
const headNote = 'journal-head'

interface Head {
  readonly id: number
  readonly hash: string
}

/** Goes through the whole chain and stops at the first record that does not fit (ONB-171). Changes nothing. */
export const verifyJournal =
  ({ journal, notes }: Pick<DurableStore, 'journal' | 'notes'>) =>
  async (): Promise<JournalVerdict> => {
    const noted = readHead(await notes.find(headNote))
    let [lastId, lastHash] = [0, '0'.repeat(64)]
    for (;;) {
      const rows = await journal.walk(lastId, stepRecords)
      if (rows.length === 0) break
      for (const row of rows) {
        if (row.id !== lastId + 1) return { ok: false, id: lastId + 1, fault: 'missing', count: lastId }
        const isOtherThanNoted = row.id === noted?.id && row.hash !== noted.hash
        if (!follows(row, lastHash) || isOtherThanNoted)
          return { ok: false, id: row.id, fault: 'changed', count: lastId }
        ;[lastId, lastHash] = [row.id, row.hash]
      }
    }
    if (noted !== undefined && lastId < noted.id) return { ok: false, id: lastId + 1, fault: 'cut-off', count: lastId }
    return { ok: true, count: lastId, head: lastHash }
  }

/** Notes how far a verification has come, for the next. */
export const noteHead =
  ({ notes }: Pick<DurableStore, 'notes'>) =>
  (verdict: JournalVerdict & { readonly ok: true }): Promise<void> =>
    notes.save(headNote, JSON.stringify({ id: verdict.count, hash: verdict.head } satisfies Head))

const readHead = (note: string | undefined): Head | undefined =>
  note === undefined || note === '' ? undefined : (JSON.parse(note) as Head)

function follows({ id, prevHash, hash, document }: JournalRow, lastHash: string): boolean {
  const expected = createHash('sha256').update(Buffer.from(lastHash, 'hex')).update(document).digest('hex')
  return prevHash === lastHash && hash === expected && idIn(document) === id
}

function idIn(document: string): unknown {
  try {
    return (JSON.parse(document) as { id?: unknown }).id
  } catch {
    return undefined
  }
}
