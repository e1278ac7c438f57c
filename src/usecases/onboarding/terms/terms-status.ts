import type { TermsChapter } from '../../../journey/records.ts'
import { judgeTerms, type TermsStanding } from '../../../journey/terms.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'

/**
 * Where an organisation stands with one chapter of the terms, as the store has it at this moment: inside a transaction
 * it decides together with the write that depends on it (ONB-43). `realProduction`: is it asked for kind `prod`?
 */
export async function termsStatus(
  store: Pick<DurableStore, 'portal'>,
  orgno: string,
  chapter: TermsChapter,
  at: { readonly nowSeconds: number; readonly realProduction: boolean },
): Promise<TermsStanding> {
  const versions = (await store.portal.termsVersions.list()).map(({ thing }) => thing)
  const records = (await store.portal.termsAcceptances.list({ orgno })).map(({ thing }) => thing)
  return judgeTerms(versions, records, chapter, at)
}
