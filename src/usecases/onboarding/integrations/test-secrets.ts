import type { Actor } from '../../../journey/actor.ts'
import { refuse, refuseAll } from '../../../journey/refusal.ts'
import type { Client } from '../../../protocol/client.ts'
import type { Secret } from '../../../protocol/secret.ts'
import { writeChangeIn } from '../../self-service/change-client.ts'
import { isProduction } from '../../self-service/environment-registry.ts'
import { newClientSecret } from '../../self-service/new-client-secret.ts'
import { revoke } from '../../self-service/secret-rotation.ts'
import { moveIntegration } from '../move-integration.ts'
import { requireFreshLogin } from '../require-right.ts'
import { clientActorOf } from './client-actor-of.ts'
import type { IntegrationNeeds } from './integration-needs.ts'
import { type ClientPlace, integrationOfClient, ownClient } from './own-client.ts'
import { registrationBreaches } from './registration-breaches.ts'
import { tellOfClient } from './tell-of-client.ts'

interface Needs extends IntegrationNeeds {
  readonly productionAcr: string
}

/** How long the former secret works beside a new one unless the person chooses: hours (REG-73). */
export const portalOverlapHours = 168

/**
 * Makes a new secret of a test client and hands it to whoever asked, the only time it is seen (ONB-53). The former stays valid
 * for `overlapHours`. In production a delivery does this (ONB-140).
 */
export const issueTestSecret =
  (needs: Needs) =>
  async (
    actor: Actor,
    place: ClientPlace,
    overlapHours: number,
  ): Promise<{ readonly client: Client; readonly secret: Secret; readonly expiresAtSeconds: number }> => {
    const issued = await needs.durable.transaction(async (store) => {
      const { environment, found } = await ownClient(needs, store, actor, place, 'secret.create-test')
      if (isProduction(environment)) refuse('not_found', 'secrets of production are delivered')
      const nowSeconds = needs.clock.nowSeconds()
      const made = newClientSecret(needs, environment, found.thing, nowSeconds, {
        overlapHours,
        marks: { issuedBy: actor.id },
      })
      if (!made.ok) {
        refuseAll(registrationBreaches(made.faults))
        throw new Error('a refusal without a fault')
      }
      const acting = clientActorOf(actor, place.orgno)
      const write = { environment, acting, action: 'secret.issued', after: made.client }
      await writeChangeIn(store, found, write, nowSeconds)
      return { client: made.client, secret: made.secret, expiresAtSeconds: made.expiresAtSeconds }
    })
    needs.written(place.environmentName)
    return issued
  }

/** Ends a secret at once, in test and in production (ONB-141, ONB-143), and tells the technical contact (M-18). */
export const revokeSecret =
  (needs: Needs) =>
  async (actor: Actor, place: ClientPlace, secretId: string): Promise<void> => {
    await needs.durable.transaction(async (store) => {
      const { environment, found } = await ownClient(needs, store, actor, place, 'secret.rotate')
      const nowSeconds = needs.clock.nowSeconds()
      if (isProduction(environment)) requireFreshLogin(actor, needs.productionAcr, nowSeconds)
      const before = found.thing
      const secret = before.secrets.find((one) => one.secretId === secretId && one.revokedAtSeconds === undefined)
      if (secret === undefined) refuse('not_found', 'there is no such secret')
      const secrets = before.secrets.map((one) => (one === secret ? revoke(one, nowSeconds) : one))
      const after = { ...before, secrets }
      const acting = clientActorOf(actor, place.orgno)
      await writeChangeIn(store, found, { environment, acting, action: 'secret.revoked', after }, nowSeconds)
      const integration = await integrationOfClient(store, place)
      // The rotation has ended when one is left (J-15).
      const live = secrets.filter(({ expiresAtSeconds }) => expiresAtSeconds === null || expiresAtSeconds > nowSeconds)
      if (integration?.state === 'ROTATING' && isProduction(environment) && live.length <= 1)
        await moveIntegration(store, integration.id, 'rotation-ended', nowSeconds)
      await tellOfClient(
        needs,
        store,
        actor,
        {
          code: 'M-18',
          key: 'M-18',
          environment,
          client: after,
          integration,
          to: ['technical-contact'],
          values: { id: secretId },
        },
        nowSeconds,
      )
    })
    needs.written(place.environmentName)
  }
