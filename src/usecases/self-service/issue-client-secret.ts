import type { Environment } from '../../config/environments.ts'
import type { Client } from '../../protocol/client.ts'
import type { Secret } from '../../protocol/secret.ts'
import type { Registered } from '../../storage/durable-store.ts'
import { type ChangeClientNeeds, changeClient, type Undone } from './change-client.ts'
import type { ClientActor } from './client-actor.ts'
import { isProduction } from './environment-registry.ts'
import { type NewSecretNeeds, type NewSecretOptions, newClientSecret } from './new-client-secret.ts'
import { forbidden, hasSelfService, type Standing } from './standing.ts'

interface Needs extends ChangeClientNeeds, NewSecretNeeds {
  readonly standing: Standing
  /** Where a production secret is ordered instead. */
  readonly portalUrl: string
}

export type IssuedSecret =
  | {
      readonly outcome: 'issued'
      readonly secret: Secret
      readonly secretId: string
      readonly expiresAtSeconds: number
      readonly client: Registered<Client>
    }
  | Undone

/** Makes a new secret and hands it to whoever asked, the only time it is seen; not so without self-service in production (REG-152). */
export const issueClientSecret =
  (needs: Needs) =>
  async (
    environment: Environment,
    clientId: string,
    acting: ClientActor,
    options: NewSecretOptions & { readonly revisions?: readonly number[] } = {},
  ): Promise<IssuedSecret> => {
    const isOpen = await mayBeHandedOut(needs, environment, clientId, acting)
    let made: { secret: Secret; secretId: string; expiresAtSeconds: number } | undefined
    const changed = await changeClient(needs)(environment, clientId, acting, {
      action: 'client.secret_issued',
      right: 'edit',
      ...(options.revisions === undefined ? {} : { revisions: options.revisions }),
      work(client, nowSeconds) {
        if (!isOpen)
          return [
            forbidden(`secrets in production are delivered by an order; place one at ${needs.portalUrl} (REG-152)`),
          ]
        const marks = { issuedBy: acting.actor.id, ...options.marks }
        const secret = newClientSecret(needs, environment, client, nowSeconds, { ...options, marks })
        if (!secret.ok) return secret.faults
        made = secret
        return secret.client
      },
    })
    if (changed.outcome !== 'changed') return changed
    if (made === undefined) throw new Error('a secret was written that nobody made')
    const { secret, secretId, expiresAtSeconds } = made
    return { outcome: 'issued', secret, secretId, expiresAtSeconds, client: changed.client }
  }

async function mayBeHandedOut(
  needs: Needs,
  environment: Environment,
  clientId: string,
  acting: ClientActor,
): Promise<boolean> {
  if (!isProduction(environment)) return true
  const found = await needs.durable.environment(environment.name).clients.find(clientId)
  return found === undefined || hasSelfService(needs.standing, acting.orgno, found.thing.integrationType)
}
