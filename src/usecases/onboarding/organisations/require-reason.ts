import { refuse } from '../../../journey/refusal.ts'

const fewestCharacters = 20

/** What is done to somebody else's account or organisation has a reason that can be read years later (§23). */
export function requireReason(reason: string): void {
  if (reason.trim().length < fewestCharacters)
    refuse('reason_too_short', `a reason of at least ${fewestCharacters} characters`, { field: 'reason' })
}
