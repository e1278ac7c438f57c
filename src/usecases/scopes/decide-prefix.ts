import type { Environment } from '../../config/environments.ts'
import type { Actor } from '../../journey/actor.ts'
import type { QueueItem } from '../../journey/records.ts'
import { refuse } from '../../journey/refusal.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { Clock } from '../../system/clock.ts'
import type { WriteLetter } from '../onboarding/letter.ts'
import { requireReason } from '../onboarding/organisations/require-reason.ts'
import { closeQueueItem } from '../onboarding/queue.ts'
import { record } from '../onboarding/record.ts'
import { requireNoInterest, requireRight } from '../onboarding/require-right.ts'

interface Needs {
  readonly durable: DurableStore
  readonly clock: Clock
  readonly environments: readonly Environment[]
  readonly portalUrl: string
  readonly letter: WriteLetter<PrefixMailKey>
}

export type PrefixMailKey = 'M-32.granted-subject' | 'M-32.granted-text' | 'M-32.refused-subject' | 'M-32.refused-text'

/** An order that waits for the operator. */
export interface PrefixOrder {
  readonly id: string
  readonly prefix: string
  readonly orgno: string
  readonly organisationName: string
  readonly environment: string
  readonly reason: string
  readonly by: string
}

export const readPrefixOrder =
  ({ durable }: Pick<Needs, 'durable'>) =>
  async (actor: Actor, id: string): Promise<PrefixOrder> => {
    requireRight(actor, 'queue.read', undefined)
    const item = await openOrder(durable, id)
    const organisation = (await durable.organisations.find(item.orgno))?.thing
    return {
      id,
      prefix: item.details?.prefix ?? '',
      orgno: item.orgno,
      organisationName: organisation?.name ?? item.orgno,
      environment: item.environment,
      reason: item.details?.reason ?? '',
      by: item.details?.by ?? '',
    }
  }

/** Gives the prefix to the organisation that ordered it, and to no other ever after, save by a seed (API-12, API-28). */
export const grantPrefix =
  (needs: Needs) =>
  (actor: Actor, id: string): Promise<void> =>
    decide(needs, actor, id, async (store, item, nowSeconds) => {
      const { prefixes } = store.environment(item.environment)
      const prefix = item.details?.prefix ?? ''
      if ((await prefixes.find(prefix)) !== undefined)
        refuse('prefix_taken', `${prefix} belongs to an organisation already; refuse the order`)
      await prefixes.save({ prefix, ownerOrgno: item.orgno }, 'hand', nowSeconds)
      return { action: 'prefix.granted', after: { prefix, owner: item.orgno } }
    })

/** Says no with a reason, which the person who ordered it is told. */
export const refusePrefix =
  (needs: Needs) =>
  (actor: Actor, id: string, reason: string): Promise<void> =>
    decide(needs, actor, id, async () => {
      requireReason(reason)
      return { action: 'prefix.refused', reason: reason.trim() }
    })

interface Decision {
  readonly action: 'prefix.granted' | 'prefix.refused'
  readonly after?: Readonly<Record<string, unknown>>
  readonly reason?: string
}

function decide(
  needs: Needs,
  actor: Actor,
  id: string,
  work: (store: DurableStore, item: QueueItem, nowSeconds: number) => Promise<Decision>,
): Promise<void> {
  return needs.durable.transaction(async (store) => {
    requireRight(actor, 'prefix.decide', undefined)
    const nowSeconds = needs.clock.nowSeconds()
    const item = await openOrder(store, id)
    requireNoInterest(actor, item.orgno)
    const decision = await work(store, item, nowSeconds)
    await closeQueueItem(store, 'prefix_request', id, nowSeconds)
    const { orgno, environment } = item
    const prefix = item.details?.prefix ?? ''
    await record(store, actor, { ...decision, object: { kind: 'prefix', id: prefix }, orgno, environment }, nowSeconds)
    await tell(needs, store, item, decision, nowSeconds)
  })
}

/** M-32 to the person who ordered it. */
async function tell(
  { letter, environments, portalUrl }: Needs,
  store: DurableStore,
  item: QueueItem,
  { action, reason = '' }: Decision,
  nowSeconds: number,
): Promise<void> {
  const asker = (await store.portal.users.find(item.details?.byId ?? ''))?.thing
  const environment = environments.find(({ name }) => name === item.environment)
  if (asker === undefined || asker.email === '' || environment === undefined) return
  const isGranted = action === 'prefix.granted'
  await letter(
    store,
    {
      code: 'M-32',
      to: asker,
      subject: isGranted ? 'M-32.granted-subject' : 'M-32.refused-subject',
      text: isGranted ? 'M-32.granted-text' : 'M-32.refused-text',
      values: {
        prefix: item.details?.prefix ?? '',
        reason,
        environment: environment.title,
        link: `${portalUrl}/o/${item.orgno}/scopes/${environment.name}`,
      },
      orgno: item.orgno,
      environment,
    },
    nowSeconds,
  )
}

async function openOrder(store: DurableStore, id: string): Promise<QueueItem> {
  const items = await store.portal.queue.list({ lookup: id, states: ['OPEN'] })
  const found = items.find(({ thing }) => thing.kind === 'prefix_request')
  return found?.thing ?? refuse('not_found', 'there is no such order, or it has been decided')
}
