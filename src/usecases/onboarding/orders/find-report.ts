import type { Integration } from '../../../journey/records.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { ReportFinding } from './order-needs.ts'

/** The newest report of an integration's test client that still holds (ONB-70). */
export async function findNewestReport(
  store: DurableStore,
  integration: Integration,
  nowSeconds: number,
): Promise<ReportFinding> {
  const runs = await store.portal.runs.list({ lookup: integration.testClientId ?? '', states: ['SEALED'] })
  const verified = runs.map(({ thing }) => thing).findLast(({ verdict }) => verdict === 'VERIFIED')
  if (verified === undefined)
    return { ok: false, breach: { code: 'verification_missing', message: 'the test client has not been verified' } }
  if ((verified.validToSeconds ?? 0) <= nowSeconds)
    return {
      ok: false,
      breach: { code: 'verification_stale', message: 'the report is too old', values: { tests: verified.id } },
    }
  return {
    ok: true,
    runId: verified.id,
    ...(verified.reportHash === undefined ? {} : { reportHash: verified.reportHash }),
  }
}
