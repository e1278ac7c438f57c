import type { Actor } from '../../../journey/actor.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { StoredSecret } from '../../../protocol/client.ts'
import { revoke } from '../../self-service/secret-rotation.ts'
import { writeSecretsIn } from '../../self-service/write-secrets.ts'
import type { OrderNeeds } from '../orders/order-needs.ts'
import { record } from '../record.ts'
import { requireFreshLogin, requireRight } from '../require-right.ts'

/** "Revoke old now": ends one secret of a client in production without waiting for its overlap (ONB-141, ONB-143). */
export const revokeOldSecret =
  (needs: OrderNeeds) =>
  async (actor: Actor, environment: string, clientId: string, secretId: string): Promise<void> => {
    await needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const { clients } = store.environment(environment)
      const found = await clients.find(clientId)
      if (found === undefined) refuse('not_found', 'there is no such client')
      const orgno = found.thing.clientOrgno
      requireRight(actor, 'secret.rotate', orgno)
      requireFreshLogin(actor, needs.productionAcr, nowSeconds)
      const old = found.thing.secrets.find((secret) => secret.secretId === secretId)
      if (old === undefined || old.revokedAtSeconds !== undefined) refuse('not_found', 'there is no such valid secret')
      const revoked = (secrets: readonly StoredSecret[]) =>
        secrets.map((secret) => (secret.secretId === secretId ? revoke(secret, nowSeconds) : secret))
      await writeSecretsIn(store, environment, clientId, revoked, nowSeconds)
      await record(
        store,
        actor,
        {
          action: 'secret.revoked',
          object: { kind: 'client', id: clientId },
          orgno,
          environment,
          before: { secretId },
        },
        nowSeconds,
      )
    })
    needs.written()
  }
