import type { Actor } from '../../../journey/actor.ts'
import type { VerificationRun } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import { requireReason } from '../organisations/require-reason.ts'
import { record } from '../record.ts'
import { requireNoInterest, requireRight } from '../require-right.ts'
import { changeRun, requireOpen, runOf, type VerificationNeeds, withTest } from './verification-needs.ts'

/**
 * Staff let a mandatory test go, with a reason. It counts when a second person of the staff has agreed (ONB-122, VER-11);
 * the second sees the first one's reason and gives none.
 */
export const waiveTest =
  ({ durable, clock }: VerificationNeeds) =>
  (actor: Actor, runId: string, testId: string, reason: string): Promise<VerificationRun> =>
    durable.transaction(async (store) => {
      const nowSeconds = clock.nowSeconds()
      requireRight(actor, 'verification.waive', undefined)
      const kept = await runOf(store, runId)
      const run = kept.thing
      requireNoInterest(actor, run.orgno)
      requireOpen(run, 'waive')
      const test = run.tests.find(({ id }) => id === testId)
      if (test === undefined || test.duty !== 'mandatory' || test.status === 'WAIVED')
        refuse('not_found', 'there is no such test to waive')
      const by = { userId: actor.id, name: actor.name, atSeconds: nowSeconds }
      const { waiver } = test
      if (waiver === undefined) requireReason(reason)
      else if (waiver.first.userId === actor.id) refuse('same_person', 'a second person must agree to the waiver')
      const changed = withTest({ ...run, lastActivitySeconds: nowSeconds }, testId, (former) =>
        waiver === undefined
          ? { ...former, waiver: { reason: reason.trim(), first: by } }
          : { ...former, status: 'WAIVED', waiver: { ...waiver, second: by } },
      )
      await record(
        store,
        actor,
        {
          action: waiver === undefined ? 'verification.waiver_proposed' : 'verification.waived',
          object: { kind: 'verification', id: run.id },
          orgno: run.orgno,
          environment: run.environment,
          after: { test: testId },
          reason: waiver?.reason ?? reason.trim(),
        },
        nowSeconds,
      )
      return changeRun(store, kept, changed, nowSeconds)
    })
