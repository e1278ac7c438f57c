import type { DurableStore } from '../../storage/durable-store.ts'
import type { LoginHistoryEntry } from '../../storage/login-history.ts'
import type { Clock } from '../../system/clock.ts'
import type { ClientDirectory } from '../self-service/client-directory.ts'

/** A login as it is told to the citizen and to the service. */
export type PastLogin = LoginHistoryEntry

/** The history is kept for twelve months (PROF-5). */
export const historySeconds = 366 * 86_400

interface Needs {
  readonly environmentName: string
  readonly durable: Pick<DurableStore, 'loginHistory'>
  /** Writes down what waits, so that the login that asks is among the answers. */
  readonly flush: () => Promise<void>
  readonly clock: Clock
}

/** How many logins one page of the citizen's own history shows. */
export const historyPageSize = 25

/** The citizen's own history, all of it: `page` counts from 1, and `hasMore` tells of an older one. */
export const readOwnHistory =
  ({ environmentName, durable, flush, clock }: Needs) =>
  async (
    personRef: string,
    page: number,
  ): Promise<{ readonly logins: readonly PastLogin[]; readonly hasMore: boolean }> => {
    await flush()
    const found = await durable.loginHistory.ofPerson(environmentName, personRef, {
      fromSeconds: clock.nowSeconds() - historySeconds,
      skip: (page - 1) * historyPageSize,
      limit: historyPageSize + 1,
    })
    return { logins: found.slice(0, historyPageSize), hasMore: found.length > historyPageSize }
  }

/**
 * The citizen's logins to the services of the organisation that owns the asking client, and to those that asked on its behalf
 * (API-71, API-73). Only completed ones (API-72).
 */
export const readServiceHistory =
  (needs: Needs & { readonly clients: Pick<ClientDirectory, 'find'> }) =>
  async (clientId: string, personRef: string, limit: number): Promise<readonly PastLogin[]> => {
    const client = await needs.clients.find(clientId)
    if (client === undefined) return []
    await needs.flush()
    return needs.durable.loginHistory.ofPersonAt(needs.environmentName, personRef, {
      orgno: client.clientOrgno,
      fromSeconds: needs.clock.nowSeconds() - historySeconds,
      limit,
    })
  }
