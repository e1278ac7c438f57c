import type { Environment } from '../../config/environments.ts'
import type { Client } from '../../protocol/client.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { Clock } from '../../system/clock.ts'
import { shownKeys } from './client-keys.ts'
import { type SecretStatus, secretStatus } from './secret-rotation.ts'

/** A secret as its owner may see it: everything but what it is (REG-74). */
export interface SecretMetadata {
  readonly secretId: string
  readonly createdAtSeconds: number
  /** null: it has no end, since a seed file brought it. */
  readonly expiresAtSeconds: number | null
  readonly status: SecretStatus
  /** `2026-03-02`, UTC; absent: never used. */
  readonly lastUsedDay?: string
  readonly firstUsedAtSeconds?: number
  readonly issuedBy?: string
  readonly deliveryRef?: string
}

export interface KeyMetadata {
  readonly kid: string
  readonly expiresAtSeconds: number
  readonly hasCertificate: boolean
  readonly lastUsedDay?: string
  readonly firstUsedAtSeconds?: number
}

/** What a client proves itself with, and when each was used: what somebody looks at who rotates (ONB-141, ONB-142, REG-69). */
export interface ClientCredentials {
  readonly client: Client
  readonly secrets: readonly SecretMetadata[]
  readonly keys: readonly KeyMetadata[]
  /** Certificates that came with assertions, by `x5t#S256:` and thumbprint. */
  readonly certificates: readonly { readonly credentialId: string; readonly lastUsedDay: string }[]
}

/** undefined for an unknown client. Who may see it is the caller's question. */
export const listClientCredentials =
  (needs: { readonly durable: DurableStore; readonly clock: Clock }) =>
  async (environment: Environment, clientId: string): Promise<ClientCredentials | undefined> => {
    const shelves = needs.durable.environment(environment.name)
    const client = (await shelves.clients.find(clientId))?.thing
    if (client === undefined) return undefined
    const uses = await shelves.credentialUses.list(clientId)
    const useOf = (credentialId: string) => {
      const use = uses.find((one) => one.credentialId === credentialId)
      return use === undefined ? {} : { lastUsedDay: use.lastUsedDay, firstUsedAtSeconds: use.firstUsedAtSeconds }
    }
    const nowSeconds = needs.clock.nowSeconds()
    return {
      client,
      secrets: client.secrets.map((secret) => ({
        secretId: secret.secretId,
        createdAtSeconds: secret.createdAtSeconds,
        expiresAtSeconds: secret.expiresAtSeconds,
        status: secretStatus(secret, client.secrets, nowSeconds),
        ...useOf(secret.secretId),
        ...(secret.issuedBy === undefined ? {} : { issuedBy: secret.issuedBy }),
        ...(secret.deliveryRef === undefined ? {} : { deliveryRef: secret.deliveryRef }),
      })),
      keys: shownKeys(client, nowSeconds).map(({ kid, exp, x5c }) => ({
        kid,
        expiresAtSeconds: exp,
        hasCertificate: x5c !== undefined,
        ...useOf(kid),
      })),
      certificates: uses.filter(({ credentialId }) => credentialId.startsWith('x5t#S256:')),
    }
  }
