import type { Environment } from '../../config/environments.ts'
import type { Client, StoredSecret } from '../../protocol/client.ts'
import type { RegistrationFault } from '../../protocol/client-registration-fault.ts'
import type { Secret } from '../../protocol/secret.ts'
import type { Random } from '../../system/random.ts'
import { longestSecretDays, makeClientSecret, type Pepper } from './client-secret.ts'
import { isProduction } from './environment-registry.ts'
import { rotateSecrets } from './secret-rotation.ts'

export interface NewSecretOptions {
  /** How long the former secret stays valid beside the new one: 0 to 720, 24 by default (REG-73). */
  readonly overlapHours?: number
  /** 1 to 360, 360 by default (REG-72). */
  readonly lifetimeDays?: number
  /** What is remembered with it: whose delivery, who asked, whether it must be confirmed. */
  readonly marks?: Pick<StoredSecret, 'status' | 'deliveryRef' | 'issuedBy'>
}

export interface NewSecretNeeds {
  readonly random: Random
  /** The pepper that makes new hashes in an environment. */
  readonly pepperOf: (environmentName: string) => Pepper
}

export type NewSecret =
  | {
      readonly ok: true
      /** The client with it among its secrets, to be written by the caller. */
      readonly client: Client
      /** The only time it is seen. */
      readonly secret: Secret
      readonly secretId: string
      readonly expiresAtSeconds: number
    }
  | { readonly ok: false; readonly faults: readonly RegistrationFault[] }

/** Makes a secret for a client, with no more than two valid afterwards (REG-70…73). Nothing is written here. */
export function newClientSecret(
  needs: NewSecretNeeds,
  environment: Environment,
  client: Client,
  nowSeconds: number,
  { overlapHours = 24, lifetimeDays = longestSecretDays, marks = {} }: NewSecretOptions = {},
): NewSecret {
  const faults: RegistrationFault[] = []
  if (!(Number.isInteger(overlapHours) && overlapHours >= 0 && overlapHours <= 720))
    faults.push({ field: 'overlap_hours', message: 'must be a whole number of hours from 0 to 720 (REG-73)' })
  if (!(Number.isInteger(lifetimeDays) && lifetimeDays >= 1 && lifetimeDays <= longestSecretDays))
    faults.push({
      field: 'lifetime_days',
      message: `must be a whole number of days from 1 to ${longestSecretDays} (REG-72)`,
    })
  const method = client.tokenEndpointAuthMethod
  if (!method.startsWith('client_secret_'))
    faults.push({
      field: 'token_endpoint_auth_method',
      message: `is ${method}, so the client has no secret (REG-18)`,
      kind: 'conflict',
    })
  if (faults.length > 0) return { ok: false, faults }
  const kind = isProduction(environment) ? 'production' : 'test'
  const made = makeClientSecret(needs.random, needs.pepperOf(environment.name), kind, nowSeconds, lifetimeDays)
  const stored = { ...made.stored, ...marks }
  return {
    ok: true,
    client: { ...client, secrets: rotateSecrets(client.secrets, stored, nowSeconds, overlapHours * 3600) },
    secret: made.secret,
    secretId: stored.secretId,
    expiresAtSeconds: stored.expiresAtSeconds ?? nowSeconds,
  }
}
