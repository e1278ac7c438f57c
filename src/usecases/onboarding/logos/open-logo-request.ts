import type { LogoRequest } from '../../../journey/logo-request.ts'
import type { Client } from '../../../protocol/client.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Random } from '../../../system/random.ts'
import type { ReadLogo } from '../../self-service/put-logo.ts'
import { openQueueItem } from '../queue.ts'
import { withdrawWaiting } from './logo-requests.ts'
import { nameBeside } from './logo-target.ts'

interface NewLogoRequest extends Pick<LogoRequest, 'environment' | 'by' | 'byId'> {
  readonly client: Client
  readonly onbehalfof: string | undefined
  readonly read: ReadLogo
}

/** Puts a logo before the operator, in the caller's transaction; one that waits for the same client or entry gives way. */
export async function openLogoRequest(
  store: DurableStore,
  random: Random,
  { environment, by, byId, client, onbehalfof, read }: NewLogoRequest,
  nowSeconds: number,
): Promise<void> {
  const { clientId, clientOrgno: orgno } = client
  await withdrawWaiting(store, { environment, clientId, onbehalfof }, nowSeconds)
  const request: LogoRequest = {
    id: `LG-${random.token(9)}`,
    state: 'WAITING',
    orgno,
    environment,
    clientId,
    ...(onbehalfof === undefined ? {} : { onbehalfof }),
    logo: read.logo,
    png: read.png.toString('base64'),
    by,
    byId,
  }
  await store.portal.logoRequests.add(request, nowSeconds)
  const title = nameBeside(client, onbehalfof)
  await openQueueItem(
    store,
    random,
    { kind: 'logo_review', orgno, environment, objectId: request.id, title },
    nowSeconds,
  )
}
