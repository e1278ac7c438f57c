import type { Actor } from '../../../journey/actor.ts'
import type { QueueItem } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import { record } from '../record.ts'
import { requireNoInterest, requireRight } from '../require-right.ts'
import type { OrderNeeds } from './order-needs.ts'

/** Kinds that have a page of their own to be taken and settled on. */
const workedElsewhere: readonly string[] = ['production_order', 'change_order', 'support_case', 'logo_review']

type Work = 'claim' | 'release' | 'settle'

/** Takes an item of the queue, lays it back, or says that it is settled; of two who take it one gets it (ONB-121). */
export const workQueueItem =
  (needs: OrderNeeds) =>
  (actor: Actor, id: string, work: Work): Promise<void> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      requireRight(actor, 'case.work', undefined)
      const kept = await store.portal.queue.find(id)
      if (kept === undefined || workedElsewhere.includes(kept.thing.kind)) refuse('not_found', 'there is no such item')
      const { claimer, ...item } = kept.thing
      requireNoInterest(actor, item.orgno)
      if (item.state === 'DONE')
        refuse('illegal_transition', `${work} is not possible in state DONE`, {
          values: { state: 'DONE', event: work },
        })
      if (claimer !== undefined && claimer.userId !== actor.id)
        refuse('already_claimed', 'somebody else works on it', { values: { name: claimer.name } })
      const mine = { userId: actor.id, name: actor.name, atSeconds: nowSeconds }
      const next: QueueItem =
        work === 'release' ? item : { ...item, claimer: mine, ...(work === 'settle' ? { state: 'DONE' as const } : {}) }
      if (!(await store.portal.queue.change(next, kept.revision, nowSeconds)))
        refuse('already_claimed', 'somebody was faster', { values: { name: '' } })
      await record(
        store,
        actor,
        {
          action: `queue.${work === 'claim' ? 'claimed' : work === 'release' ? 'released' : 'settled'}`,
          object: { kind: item.kind, id: item.objectId },
          orgno: item.orgno,
          environment: item.environment,
        },
        nowSeconds,
      )
    })
