import type { Integration, VerificationRun } from '../../../journey/records.ts'
import { configurationOf, testsToRepeat } from '../../../journey/verification.ts'
import type { Client } from '../../../protocol/client.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'

export type FoundReport =
  | { readonly ok: true; readonly run: VerificationRun }
  | {
      readonly ok: false
      readonly code: 'verification_missing' | 'verification_stale' | 'verification_mismatch'
      /** Tests that must be done, or done again. */
      readonly tests: readonly string[]
    }

/**
 * The sealed report of an integration's test client that holds for `wanted`, the client as it would be in production
 * (ONB-70, ONB-71). Asked inside the transaction that submits or approves: it compares with the test client as it is now.
 */
export async function findValidReport(
  store: DurableStore,
  integration: Pick<Integration, 'id' | 'orgno' | 'testEnvironment' | 'testClientId'>,
  wanted: Client,
  nowSeconds: number,
): Promise<FoundReport> {
  const { testClientId, testEnvironment, orgno } = integration
  if (testClientId === undefined) return { ok: false, code: 'verification_missing', tests: [] }
  const runs = (await store.portal.runs.list({ lookup: testClientId, states: ['SEALED'] }))
    .map(({ thing }) => thing)
    .filter((run) => run.environment === testEnvironment && run.orgno === orgno && run.verdict === 'VERIFIED')
    .sort((one, other) => (one.sealedAtSeconds ?? 0) - (other.sealedAtSeconds ?? 0))
  const run = runs.at(-1)
  if (run === undefined) return { ok: false, code: 'verification_missing', tests: [] }
  const demanded = run.tests.filter(({ duty }) => duty === 'mandatory').map(({ id }) => id)
  if ((run.validToSeconds ?? 0) <= nowSeconds) return { ok: false, code: 'verification_stale', tests: demanded }
  const testClient = (await store.environment(testEnvironment).clients.find(testClientId))?.thing
  if (testClient === undefined) return { ok: false, code: 'verification_missing', tests: [] }
  const since = testsToRepeat(run, configurationOf(testClient))
  if (since.length > 0) return { ok: false, code: 'verification_stale', tests: since }
  const apart = testsToRepeat(run, configurationOf(wanted))
  if (apart.length > 0) return { ok: false, code: 'verification_mismatch', tests: apart }
  return { ok: true, run }
}
