import type { DurableStore } from '../../../storage/durable-store.ts'

/** What the latest verification of the journal found, and when. */
export interface LastVerdict {
  readonly atSeconds: number
  readonly ok: boolean
}

const noteName = 'journal-verdict'

export const keepVerdict = ({ notes }: Pick<DurableStore, 'notes'>, verdict: LastVerdict): Promise<void> =>
  notes.save(noteName, JSON.stringify(verdict))

/** null: none was made yet. */
export async function lastVerdict({ notes }: Pick<DurableStore, 'notes'>): Promise<LastVerdict | null> {
  const note = await notes.find(noteName)
  return note === undefined ? null : (JSON.parse(note) as LastVerdict)
}
