import type { Actor } from '../../../journey/actor.ts'
import type { VerificationRun } from '../../../journey/records.ts'
import { type Breach, refuse, refuseAll } from '../../../journey/refusal.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'
import { changeRun, requireOpen, runOf, type VerificationNeeds, withTest } from './verification-needs.ts'

const fewestCharacters = 10

export interface TestResult {
  readonly result: string
  readonly note: string
}

/**
 * A person says how a test went, and what was seen (VER-40, VER-44). Until the gateway watches the tests itself, every
 * confirmation needs a note.
 */
export const confirmTest =
  ({ durable, clock }: VerificationNeeds) =>
  (actor: Actor, runId: string, testId: string, { result, note }: TestResult): Promise<VerificationRun> =>
    durable.transaction(async (store) => {
      const nowSeconds = clock.nowSeconds()
      const kept = await runOf(store, runId)
      const run = kept.thing
      requireRight(actor, 'verification.run', run.orgno, { inTestOnly: true })
      requireOpen(run, 'confirm')
      const test = run.tests.find(({ id }) => id === testId)
      if (test === undefined || test.duty === 'not_applicable') refuse('not_found', 'there is no such test to confirm')
      // VER-11: what cannot work is not made good by saying that it does.
      if (test.reason === 'no-frontchannel-logout')
        refuse('illegal_transition', 'register an address for logout first, or ask for a waiver', {
          values: { state: test.status, event: 'confirm' },
        })
      refuseAll(breachesOf(testId, result, note))
      const status = result === 'passed' ? 'PASSED_WITH_MANUAL' : 'FAILED'
      const changed = withTest({ ...run, lastActivitySeconds: nowSeconds }, testId, (former) => ({
        ...former,
        status,
        by: actor.name,
        atSeconds: nowSeconds,
        note: note.trim(),
        ...(actor.acr === undefined ? {} : { acr: actor.acr }),
      }))
      await record(
        store,
        actor,
        {
          action: 'verification.confirmed',
          object: { kind: 'verification', id: run.id },
          orgno: run.orgno,
          environment: run.environment,
          before: { test: testId, status: test.status },
          after: { test: testId, status },
        },
        nowSeconds,
      )
      return changeRun(store, kept, changed, nowSeconds)
    })

function breachesOf(testId: string, result: string, note: string): Breach[] {
  const breaches: Breach[] = []
  if (result !== 'passed' && result !== 'failed')
    breaches.push({ code: 'required', field: `result-${testId}`, message: 'passed or failed' })
  if (note.trim().length < fewestCharacters)
    breaches.push({
      code: 'too_short',
      field: `note-${testId}`,
      message: `say what was seen, at least ${fewestCharacters} characters`,
      values: { fewest: String(fewestCharacters) },
    })
  else if (note.length > 2000)
    breaches.push({ code: 'too_long', field: `note-${testId}`, message: 'at most 2000', values: { most: '2000' } })
  return breaches
}
