import { refuse } from '../../../journey/refusal.ts'
import { scanText } from '../../../journey/scan-text.ts'
import { type Exposure, findExposed } from '../exposed/find-exposed.ts'
import type { SupportNeeds } from './support-needs.ts'

const fewest = 5
const most = 10_000

/** A message of a case, judged, scanned and held against all secrets, before the transaction that keeps it. */
export async function readCaseText(
  needs: SupportNeeds,
  typed: string,
): Promise<{ readonly text: string; readonly exposures: readonly Exposure[] }> {
  const trimmed = typed.trim()
  if (trimmed === '') refuse('required', 'the text is missing', { field: 'text' })
  if (trimmed.length < fewest)
    refuse('too_short', 'the text is too short', { field: 'text', values: { fewest: String(fewest) } })
  if (trimmed.length > most)
    refuse('too_long', 'the text is too long', { field: 'text', values: { most: String(most) } })
  const { text, found } = scanText(trimmed)
  return { text, exposures: await findExposed(needs)(found) }
}
