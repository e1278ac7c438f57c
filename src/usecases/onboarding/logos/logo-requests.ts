import type { LogoRequest } from '../../../journey/logo-request.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Kept } from '../../../storage/portal-shelves.ts'
import { closeQueueItem } from '../queue.ts'

type Place = Pick<LogoRequest, 'environment' | 'clientId'> & { readonly onbehalfof?: string | undefined }

/** Everything that was sent for one client or entry, oldest first. */
export const logoRequestsOf = async (
  { portal }: Pick<DurableStore, 'portal'>,
  { environment, clientId, onbehalfof }: Place,
): Promise<readonly Kept<LogoRequest>[]> =>
  (await portal.logoRequests.list({ lookup: `${environment}/${clientId}` })).filter(
    ({ thing }) => thing.onbehalfof === onbehalfof,
  )

/** Ends a request that waits, and takes it from before the operator. */
export async function endLogoRequest(
  store: DurableStore,
  { thing, revision }: Kept<LogoRequest>,
  ending: Pick<LogoRequest, 'state' | 'reason'>,
  nowSeconds: number,
): Promise<void> {
  await store.portal.logoRequests.change({ ...thing, ...ending }, revision, nowSeconds)
  await closeQueueItem(store, 'logo_review', thing.id, nowSeconds)
}

/** Withdraws what waits for this client or entry; resolves with whether anything did. */
export async function withdrawWaiting(store: DurableStore, place: Place, nowSeconds: number): Promise<boolean> {
  const waiting = (await logoRequestsOf(store, place)).filter(({ thing }) => thing.state === 'WAITING')
  for (const request of waiting) await endLogoRequest(store, request, { state: 'WITHDRAWN' }, nowSeconds)
  return waiting.length > 0
}
