import type { Actor } from '../../../journey/actor.ts'
import type { LogoRequest } from '../../../journey/logo-request.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { Client } from '../../../protocol/client.ts'
import type { DurableStore, Registered } from '../../../storage/durable-store.ts'
import type { Kept } from '../../../storage/portal-shelves.ts'
import { putLogo } from '../../self-service/put-logo.ts'
import { environmentOf } from '../integrations/integration-needs.ts'
import { integrationOfClient } from '../integrations/own-client.ts'
import { tellOfClient } from '../integrations/tell-of-client.ts'
import { requireReason } from '../organisations/require-reason.ts'
import { record } from '../record.ts'
import { requireNoInterest, requireRight } from '../require-right.ts'
import { happeningOf, type LogoNeeds } from './change-logo.ts'
import { endLogoRequest } from './logo-requests.ts'
import { logoOf, nameBeside, requireTarget } from './logo-target.ts'

/** What the staff look at: the logo that was sent, and what it would stand beside and instead of. */
export interface LogoReview {
  readonly request: LogoRequest
  readonly sentAtSeconds: number
  readonly client: Client
  /** What citizens read beside it. */
  readonly name: string
  /** The bytes of the logo that is shown now. */
  readonly present: Buffer | undefined
}

/** A logo that waits, for the staff; 404 when it has been decided. */
export const readLogoReview =
  ({ durable }: Pick<LogoNeeds, 'durable'>) =>
  async (actor: Actor, id: string): Promise<LogoReview> => {
    requireRight(actor, 'queue.read', undefined)
    const { thing: request, createdAtSeconds } = await waiting(durable, id)
    const { thing: client } = await clientOf(durable, request)
    const shown = logoOf(client, request.onbehalfof)
    const shelves = durable.environment(request.environment)
    return {
      request,
      sentAtSeconds: createdAtSeconds,
      client,
      name: nameBeside(client, request.onbehalfof),
      present: shown === undefined ? undefined : await shelves.logos.find(shown.hash),
    }
  }

/** Lets the logo be shown; its sender, the technical contact and the administrators are told. */
export const approveLogo = (needs: LogoNeeds) => (actor: Actor, id: string) =>
  deciding(needs, actor, id, 'approved', async ({ store, kept, found, nowSeconds }) => {
    const { environment: environmentName, onbehalfof, logo, png } = kept.thing
    requireTarget(found.thing, onbehalfof)
    const next = { logo, png: Buffer.from(png, 'base64') }
    await putLogo(store, { environmentName, found, onbehalfof, next }, nowSeconds)
    await endLogoRequest(store, kept, { state: 'APPROVED' }, nowSeconds)
  })

/** Says no with a reason, which the same people are sent unchanged. What is shown stays. */
export const declineLogo = (needs: LogoNeeds) => (actor: Actor, id: string, reason: string) => {
  requireReason(reason)
  return deciding(
    needs,
    actor,
    id,
    'declined',
    ({ store, kept, nowSeconds }) =>
      endLogoRequest(store, kept, { state: 'DECLINED', reason: reason.trim() }, nowSeconds),
    reason.trim(),
  )
}

interface Decision {
  readonly store: DurableStore
  readonly kept: Kept<LogoRequest>
  readonly found: Registered<Client>
  readonly nowSeconds: number
}

async function deciding(
  needs: LogoNeeds,
  actor: Actor,
  id: string,
  outcome: 'approved' | 'declined',
  work: (decision: Decision) => Promise<void>,
  reason = '',
): Promise<void> {
  const environmentName = await needs.durable.transaction(async (store) => {
    requireRight(actor, 'order.review', undefined)
    const nowSeconds = needs.clock.nowSeconds()
    const kept = await waiting(store, id)
    const request = kept.thing
    requireNoInterest(actor, request.orgno)
    const found = await clientOf(store, request)
    await work({ store, kept, found, nowSeconds })
    const client = found.thing
    const { clientId, environment, onbehalfof } = request
    const place = { environmentName: environment, clientId, ...(onbehalfof === undefined ? {} : { onbehalfof }) }
    const happening = happeningOf(place, client, `client.logo_${outcome}`, request.logo.hash)
    await record(store, actor, reason === '' ? happening : { ...happening, reason }, nowSeconds)
    const sender = (await store.portal.users.find(request.byId))?.thing
    await tellOfClient(
      needs,
      store,
      actor,
      {
        code: 'M-19',
        key: `M-19.logo-${outcome}`,
        environment: environmentOf(needs, environment),
        client,
        integration: await integrationOfClient(store, { orgno: request.orgno, environmentName: environment, clientId }),
        to: ['technical-contact', 'admins'],
        ...(sender === undefined || sender.email === '' ? {} : { also: sender }),
        values: { reason, service: nameBeside(client, onbehalfof) },
      },
      nowSeconds,
    )
    return environment
  })
  needs.written(environmentName)
}

async function waiting({ portal }: Pick<DurableStore, 'portal'>, id: string): Promise<Kept<LogoRequest>> {
  const kept = await portal.logoRequests.find(id)
  if (kept?.thing.state !== 'WAITING') refuse('not_found', 'there is no such logo, or it has been decided')
  return kept
}

async function clientOf(store: DurableStore, { environment, clientId }: LogoRequest): Promise<Registered<Client>> {
  const found = await store.environment(environment).clients.find(clientId)
  return found ?? refuse('not_found', 'the client is not there')
}
