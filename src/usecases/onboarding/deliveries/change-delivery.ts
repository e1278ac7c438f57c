import type { Actor } from '../../../journey/actor.ts'
import type { Delivery } from '../../../journey/order-records.ts'
import { refuse } from '../../../journey/refusal.ts'
import { deliveryTransitions, nextState } from '../../../journey/transitions.ts'
import type { StoredSecret } from '../../../protocol/client.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Kept } from '../../../storage/portal-shelves.ts'
import { revoke } from '../../self-service/secret-rotation.ts'
import { writeSecretsIn } from '../../self-service/write-secrets.ts'
import { type Happening, record } from '../record.ts'

type DeliveryEvent = keyof typeof deliveryTransitions

/** Refuses what the delivery's state does not allow (ONB-160). */
export const requireDeliveryEvent = (delivery: Delivery, event: DeliveryEvent): Delivery['state'] =>
  nextState(deliveryTransitions, delivery.state, event)

/** Writes a delivery as it stands after `event`, with its line in the journal. Of two at the same moment one wins. */
export async function changeDelivery(
  store: DurableStore,
  actor: Actor,
  kept: Kept<Delivery>,
  event: DeliveryEvent,
  nowSeconds: number,
  changes: Partial<Omit<Delivery, 'id' | 'state'>> = {},
  more: Partial<Happening> = {},
): Promise<Kept<Delivery>> {
  const state = requireDeliveryEvent(kept.thing, event)
  const thing: Delivery = { ...kept.thing, ...changes, state }
  if (!(await store.portal.deliveries.change(thing, kept.revision, nowSeconds)))
    refuse('stale_revision', 'the delivery was changed at the same moment; look at it again')
  await record(
    store,
    actor,
    {
      action: `delivery.${event.replaceAll('-', '_')}`,
      object: { kind: 'delivery', id: thing.id },
      orgno: thing.orgno,
      environment: thing.environment,
      before: { state: kept.thing.state },
      after: { state },
      ...more,
    },
    nowSeconds,
  )
  return { ...kept, thing, revision: kept.revision + 1 }
}

/** Changes the one secret that a delivery is about, if the client still has it. */
export async function changeSecret(
  store: DurableStore,
  { environment, clientId, secretId }: Pick<Delivery, 'environment' | 'clientId' | 'secretId'>,
  change: (secret: StoredSecret) => StoredSecret,
  nowSeconds: number,
): Promise<void> {
  const changed = (secrets: readonly StoredSecret[]) =>
    secrets.map((secret) => (secret.secretId === secretId ? change(secret) : secret))
  await writeSecretsIn(store, environment, clientId, changed, nowSeconds)
}

/** Ends the secret of a delivery at once and takes away a mail that was not sent yet (D-4…D-10). */
export async function revokeDelivered(store: DurableStore, delivery: Delivery, nowSeconds: number): Promise<void> {
  await changeSecret(
    store,
    delivery,
    (secret) => (secret.revokedAtSeconds === undefined ? revoke(secret, nowSeconds) : secret),
    nowSeconds,
  )
  if (delivery.mailId !== undefined) await store.outbox.remove(delivery.mailId)
}
