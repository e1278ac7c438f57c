import type { Environment } from '../../config/environments.ts'
import type { StoredSecret } from '../../protocol/client.ts'
import type { Secret } from '../../protocol/secret.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { Clock } from '../../system/clock.ts'
import type { Random } from '../../system/random.ts'
import { longestSecretDays, makeClientSecret, type Pepper } from './client-secret.ts'
import { isProduction } from './environment-registry.ts'
import { writeClient } from './write-client.ts'

interface Needs {
  readonly durable: DurableStore
  readonly clock: Clock
  readonly random: Random
  /** The pepper that makes new hashes in an environment. */
  readonly pepperOf: (environmentName: string) => Pepper
}

export type IssuedSecret =
  | { readonly outcome: 'issued'; readonly secret: Secret; readonly expiresAtSeconds: number }
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'refused'; readonly reason: string }

/**
 * Makes a new secret, the only time it is seen (REG-70…73). The former stays valid for `overlapHours` (0 to 720); of two
 * that are valid already the older goes.
 */
export const issueClientSecret =
  (needs: Needs) =>
  (
    environment: Environment,
    clientId: string,
    { overlapHours = 24, lifetimeDays = longestSecretDays }: { overlapHours?: number; lifetimeDays?: number } = {},
  ): Promise<IssuedSecret> =>
    needs.durable.transaction(async (store): Promise<IssuedSecret> => {
      if (!(overlapHours >= 0 && overlapHours <= 720)) return refused('overlap_hours must be 0 to 720 (REG-73)')
      if (!(lifetimeDays >= 1 && lifetimeDays <= longestSecretDays))
        return refused(`the lifetime must be 1 to ${longestSecretDays} days (REG-72)`)
      const shelf = store.environment(environment.name).clients
      const found = await shelf.find(clientId)
      if (found === undefined) return { outcome: 'unknown' }
      const client = found.thing
      if (!client.tokenEndpointAuthMethod.startsWith('client_secret_'))
        return refused(`the client authenticates with ${client.tokenEndpointAuthMethod} and has no secret (REG-18)`)
      const nowSeconds = needs.clock.nowSeconds()
      const kind = isProduction(environment) ? 'production' : 'test'
      const made = makeClientSecret(needs.random, needs.pepperOf(environment.name), kind, nowSeconds, lifetimeDays)
      const secrets = [...stillValid(client.secrets, nowSeconds, overlapHours * 3600), made.stored]
      await writeClient(shelf, { ...client, secrets }, found.origin, nowSeconds)
      return { outcome: 'issued', secret: made.secret, expiresAtSeconds: made.stored.expiresAtSeconds ?? nowSeconds }
    })

const refused = (reason: string): IssuedSecret => ({ outcome: 'refused', reason })

/** The newest former secret, shortened to the overlap; nothing when there is no overlap. */
function stillValid(
  secrets: readonly StoredSecret[],
  nowSeconds: number,
  overlapSeconds: number,
): readonly StoredSecret[] {
  const end = nowSeconds + overlapSeconds
  return secrets
    .filter(({ expiresAtSeconds }) => expiresAtSeconds === null || expiresAtSeconds > nowSeconds)
    .slice(-1)
    .map((secret) => ({ ...secret, expiresAtSeconds: Math.min(secret.expiresAtSeconds ?? end, end) }))
    .filter(({ expiresAtSeconds }) => expiresAtSeconds > nowSeconds)
}
