import type { Environment } from '../../../config/environments.ts'
import type { Integration, VerificationRun } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { RunTest } from '../../../journey/verification.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Kept } from '../../../storage/portal-shelves.ts'
import type { Clock } from '../../../system/clock.ts'
import type { Random } from '../../../system/random.ts'
import type { WriteLetter } from '../letter.ts'
import type { ReportKeys } from './report-keys.ts'

export type VerificationMailKey = `M-09.${'subject' | 'text'}` | `M-29.${'lapsing' | 'stale'}-${'subject' | 'text'}`

/** What the use cases of verification need. */
export interface VerificationNeeds {
  readonly durable: DurableStore
  readonly clock: Clock
  readonly random: Random
  readonly letter: WriteLetter<VerificationMailKey>
  readonly portalUrl: string
  readonly environments: readonly Environment[]
  readonly keys: ReportKeys
}

/** A run by id, or 404. */
export async function runOf(store: DurableStore, runId: string): Promise<Kept<VerificationRun>> {
  const kept = await store.portal.runs.find(runId)
  if (kept === undefined) refuse('not_found', 'there is no such verification')
  return kept
}

/** An integration of this organisation, or 404. */
export async function integrationOf(store: DurableStore, orgno: string, id: string): Promise<Integration> {
  const found = (await store.portal.integrations.find(id))?.thing
  if (found === undefined || (found.orgno !== orgno && found.supplierOrgno !== orgno))
    refuse('not_found', 'there is no such integration')
  return found
}

export async function changeRun(
  store: DurableStore,
  { revision }: Kept<VerificationRun>,
  changed: VerificationRun,
  nowSeconds: number,
): Promise<VerificationRun> {
  if (!(await store.portal.runs.change(changed, revision, nowSeconds)))
    refuse('stale_revision', 'the verification was changed at the same moment')
  return changed
}

export const withTest = (run: VerificationRun, id: string, change: (test: RunTest) => RunTest): VerificationRun => ({
  ...run,
  tests: run.tests.map((test) => (test.id === id ? change(test) : test)),
})

export const requireOpen = ({ state }: VerificationRun, event: string): void => {
  if (state !== 'OPEN')
    refuse('illegal_transition', `${event} is not possible in state ${state}`, { values: { state, event } })
}
