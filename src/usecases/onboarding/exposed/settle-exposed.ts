import { type Actor, systemActor } from '../../../journey/actor.ts'
import type { QueueItem } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { StoredSecret } from '../../../protocol/client.ts'
import type { Kept } from '../../../storage/portal-shelves.ts'
import { revoke } from '../../self-service/secret-rotation.ts'
import { writeSecretsIn } from '../../self-service/write-secrets.ts'
import type { SupportNeeds } from '../cases/support-needs.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'

const job = 'exposed-secrets'

/**
 * Looks after every exposed secret that is before the operator: one that is gone is settled; one of production that its owner
 * has not replaced within 72 hours is revoked (ONB-153). Called once a minute.
 */
export const settleExposed = (needs: SupportNeeds) => async (): Promise<void> => {
  const open = await needs.durable.portal.queue.list({ states: ['OPEN'] })
  let hasRevoked = false
  for (const item of open)
    if (item.thing.kind === 'secret_exposed') hasRevoked = (await settle(needs, item)) || hasRevoked
  if (hasRevoked) needs.written()
}

const settle = (needs: SupportNeeds, { thing: item }: Kept<QueueItem>): Promise<boolean> =>
  needs.durable.transaction(async (store) => {
    const nowSeconds = needs.clock.nowSeconds()
    const { clientId = '', secretId = '', revokeAtSeconds } = item.details ?? {}
    const { clients } = store.environment(item.environment)
    const registered = await clients.find(clientId)
    const secret = registered?.thing.secrets.find((one) => one.secretId === secretId)
    const isAlive = secret !== undefined && (secret.expiresAtSeconds === null || secret.expiresAtSeconds > nowSeconds)
    const isDue = revokeAtSeconds !== undefined && Number(revokeAtSeconds) <= nowSeconds
    if (isAlive && !isDue) return false
    // Read again: it may have been taken in the meantime, and that is no reason to wait.
    const current = await store.portal.queue.find(item.id)
    if (current === undefined || current.thing.state !== 'OPEN') return false
    await store.portal.queue.change({ ...current.thing, state: 'DONE' }, current.revision, nowSeconds)
    if (!isAlive || registered === undefined) return false
    const revoked = (secrets: readonly StoredSecret[]) =>
      secrets.map((one) => (one.secretId === secretId ? revoke(one, nowSeconds) : one))
    await writeSecretsIn(store, item.environment, clientId, revoked, nowSeconds)
    await record(
      store,
      systemActor(job),
      {
        action: 'secret.revoked',
        object: { kind: 'client', id: clientId },
        orgno: item.orgno,
        environment: item.environment,
        after: { secretId },
        reason: 'exposed and not replaced within 72 hours',
      },
      nowSeconds,
    )
    return true
  })

/** The newest item about an exposed secret, for staff. */
export const readExposed =
  (needs: SupportNeeds) =>
  async (actor: Actor, objectId: string): Promise<QueueItem> => {
    requireRight(actor, 'queue.read', undefined)
    const items = await needs.durable.portal.queue.list({ lookup: objectId })
    const found = items.findLast(({ thing }) => thing.kind === 'secret_exposed')?.thing
    if (found === undefined) refuse('not_found', 'there is no such item')
    return found
  }
