import type { QueueItem, QueueKind } from '../../journey/records.ts'
import { afterWorkingTime, workingDaySeconds } from '../../journey/working-time.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { Random } from '../../system/random.ts'

/** How long the operator may take, in working time (ONB-125). */
const targets: Readonly<Record<QueueKind, number>> = {
  production_order: 2 * workingDaySeconds,
  change_order: 2 * workingDaySeconds,
  test_request: 2 * workingDaySeconds,
  org_registration: 2 * workingDaySeconds,
  test_user_request: 2 * workingDaySeconds,
  inbound_mail: workingDaySeconds,
  delivery_problem: workingDaySeconds,
  support_case: workingDaySeconds,
  org_status_changed: 2 * workingDaySeconds,
  secret_exposed: 2 * 3600,
  terms_withdrawn: 2 * workingDaySeconds,
  person_lookups: workingDaySeconds,
  prefix_request: 2 * workingDaySeconds,
  logo_review: 2 * workingDaySeconds,
}

export type NewQueueItem = Pick<QueueItem, 'kind' | 'orgno' | 'environment' | 'objectId' | 'title'> &
  Partial<Pick<QueueItem, 'flags' | 'details' | 'targetSeconds'>>

/** Puts something before the operator; what is open already of the same kind about the same object stays as it is. */
export async function openQueueItem(
  store: DurableStore,
  random: Random,
  item: NewQueueItem,
  nowSeconds: number,
): Promise<void> {
  const { queue } = store.portal
  const open = await queue.list({ lookup: item.objectId, states: ['OPEN'] })
  if (open.some(({ thing }) => thing.kind === item.kind)) return
  const made: QueueItem = {
    flags: [],
    targetSeconds: afterWorkingTime(nowSeconds, targets[item.kind]),
    ...item,
    id: `Q-${random.token(9)}`,
    state: 'OPEN',
    openedAtSeconds: nowSeconds,
  }
  await queue.add(made, nowSeconds)
}

/** Takes what was settled from before the operator. */
export async function closeQueueItem(
  store: DurableStore,
  kind: QueueKind,
  objectId: string,
  nowSeconds: number,
): Promise<void> {
  const { queue } = store.portal
  for (const { thing, revision } of await queue.list({ lookup: objectId, states: ['OPEN'] }))
    if (thing.kind === kind) await queue.change({ ...thing, state: 'DONE' }, revision, nowSeconds)
}
