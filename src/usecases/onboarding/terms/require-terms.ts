import type { Environment } from '../../../config/environments.ts'
import type { TermsChapter } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import { chapterOf } from '../../../journey/terms.ts'
import type { Client } from '../../../protocol/client.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { termsStatus } from './terms-status.ts'

/** May clients of this owner be active here? Nothing is ever asked for a test environment (ONB-41). */
export async function hasAcceptedTerms(
  store: Pick<DurableStore, 'portal'>,
  environment: Environment,
  orgno: string,
  chapter: TermsChapter,
  nowSeconds: number,
): Promise<boolean> {
  if (environment.kind !== 'prod' && !environment.simulatedProduction) return true
  if (environment.operatorOrgno === orgno) return true
  const realProduction = environment.kind === 'prod'
  return (await termsStatus(store, orgno, chapter, { nowSeconds, realProduction })).status === 'ACCEPTED'
}

/**
 * Refuses `terms_not_accepted` where a client of `client.clientOrgno` may not be or become active (ONB-42). Every use case
 * that activates a client in production calls it with the store of its transaction.
 */
export async function requireTerms(
  store: Pick<DurableStore, 'portal'>,
  environment: Environment,
  client: Pick<Client, 'clientOrgno' | 'integrationType'>,
  nowSeconds: number,
): Promise<void> {
  const chapter = chapterOf(client.integrationType)
  if (await hasAcceptedTerms(store, environment, client.clientOrgno, chapter, nowSeconds)) return
  const users = (await store.portal.users.list({ states: ['ACTIVE'] })).map(({ thing }) => thing)
  const signatories = users.filter(({ roles }) => roles[client.clientOrgno]?.includes('signatory'))
  const who = signatories.map(({ name }) => name).join(', ')
  refuse('terms_not_accepted', `${client.clientOrgno} has not accepted the terms (${chapter}) that are in force`, {
    values: { chapter, who: who === '' ? 'signatory' : who },
  })
}
