import { systemActor } from '../../../journey/actor.ts'
import type { Integration, VerificationRun } from '../../../journey/records.ts'
import { configurationOf, idleRunDays, testsToRepeat } from '../../../journey/verification.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Kept } from '../../../storage/portal-shelves.ts'
import { moveIntegration } from '../move-integration.ts'
import { record } from '../record.ts'
import { changeRun, type VerificationNeeds } from './verification-needs.ts'

const daySeconds = 86_400
const reminderDays = 7

/**
 * What time and changes do to verifications: open runs that nobody touched for 30 days are abandoned, and an integration
 * whose report is too old or whose test client was changed goes back to before it (J-7). A week before, its owner is told.
 */
export const sweepRuns = (needs: VerificationNeeds) => (): Promise<void> =>
  needs.durable.transaction(async (store) => {
    const nowSeconds = needs.clock.nowSeconds()
    for (const kept of await store.portal.runs.list({ states: ['OPEN'] }))
      if (kept.thing.lastActivitySeconds + idleRunDays * daySeconds <= nowSeconds)
        await abandon(store, kept, nowSeconds)
    for (const { thing: integration } of await store.portal.integrations.list({ states: ['VERIFIED'] })) {
      const runId = integration.verificationRunId
      const run = runId === undefined ? undefined : (await store.portal.runs.find(runId))?.thing
      if (run?.validToSeconds === undefined) continue
      const client = (await store.environment(run.environment).clients.find(run.clientId))?.thing
      const repeat = client === undefined ? [] : testsToRepeat(run, configurationOf(client))
      if (run.validToSeconds <= nowSeconds || repeat.length > 0) await makeStale(needs, store, integration, run, repeat)
      else if (run.validToSeconds - reminderDays * daySeconds <= nowSeconds)
        await remind(needs, store, integration, run)
    }
  })

async function abandon(store: DurableStore, kept: Kept<VerificationRun>, nowSeconds: number): Promise<void> {
  const run = kept.thing
  await changeRun(store, kept, { ...run, state: 'ABANDONED' }, nowSeconds)
  const integration = (await store.portal.integrations.find(run.integrationId))?.thing
  if (integration?.state === 'VERIFYING' && integration.verificationRunId === run.id)
    await moveIntegration(store, run.integrationId, 'run-abandoned', nowSeconds)
  await record(
    store,
    systemActor('verification'),
    {
      action: 'verification.abandoned',
      object: { kind: 'verification', id: run.id },
      orgno: run.orgno,
      environment: run.environment,
      before: { state: 'OPEN' },
      after: { state: 'ABANDONED' },
    },
    nowSeconds,
  )
}

async function makeStale(
  needs: VerificationNeeds,
  store: DurableStore,
  integration: Integration,
  run: VerificationRun,
  repeat: readonly string[],
): Promise<void> {
  const nowSeconds = needs.clock.nowSeconds()
  await moveIntegration(store, integration.id, 'report-stale', nowSeconds)
  await record(
    store,
    systemActor('verification'),
    {
      action: 'verification.stale',
      object: { kind: 'verification', id: run.id },
      orgno: run.orgno,
      environment: run.environment,
      after: repeat.length > 0 ? { repeat } : { validToSeconds: run.validToSeconds ?? 0 },
    },
    nowSeconds,
  )
  await tell(needs, store, integration, run, 'stale')
}

async function remind(
  needs: VerificationNeeds,
  store: DurableStore,
  integration: Integration,
  run: VerificationRun,
): Promise<void> {
  const note = `report-lapse/${run.id}`
  if ((await store.notes.find(note)) !== undefined) return
  await store.notes.save(note, String(needs.clock.nowSeconds()))
  await tell(needs, store, integration, run, 'lapsing')
}

async function tell(
  needs: VerificationNeeds,
  store: DurableStore,
  integration: Integration,
  run: VerificationRun,
  what: 'stale' | 'lapsing',
): Promise<void> {
  const asker = (await store.portal.users.find(run.openedBy))?.thing
  const organisation = (await store.organisations.find(run.orgno))?.thing
  const contact = { ...integration.technicalContact, language: organisation?.language ?? 'nb' }
  await needs.letter(
    store,
    {
      code: 'M-29',
      to: asker?.state === 'ACTIVE' ? asker : contact,
      subject: `M-29.${what}-subject`,
      text: `M-29.${what}-text`,
      values: {
        integration: integration.name,
        until: new Date((run.validToSeconds ?? 0) * 1000).toISOString().slice(0, 10),
        link: `${needs.portalUrl}/o/${run.orgno}/integrations/${run.integrationId}/verification`,
      },
      orgno: run.orgno,
    },
    needs.clock.nowSeconds(),
  )
}
