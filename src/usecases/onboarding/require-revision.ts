import { refuse } from '../../journey/refusal.ts'

/** Refuses a change to what has moved on since the caller read it; undefined: the caller did not say what was read. */
export function requireRevision(present: number, expected: number | undefined): void {
  if (expected !== undefined && expected !== present)
    refuse('revision_mismatch', `the present revision is ${present}, not ${expected}`)
}
