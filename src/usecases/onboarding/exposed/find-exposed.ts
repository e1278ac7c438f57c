import type { Environment } from '../../../config/environments.ts'
import type { Found } from '../../../journey/scan-text.ts'
import type { Client } from '../../../protocol/client.ts'
import { verifyClientSecret } from '../../self-service/client-secret.ts'
import { isProduction } from '../../self-service/environment-registry.ts'
import type { SupportNeeds } from '../cases/support-needs.ts'

/** A secret that was found where it does not belong and that opens a client. */
export interface Exposure {
  readonly environment: Environment
  readonly client: Client
  readonly secretId: string
}

const mostTested = 20

/**
 * Which of the secrets found are alive, whosever they are (REG-77): each is hashed with the environment's key and held
 * against all hashes. Of chosen secrets of a seed only the slow hash is kept, and they have no form to be found by.
 */
export const findExposed =
  (needs: Pick<SupportNeeds, 'durable' | 'environments' | 'peppersOf' | 'clock'>) =>
  async (found: readonly Found[]): Promise<readonly Exposure[]> => {
    const values = [...new Set(found.filter(({ kind }) => kind === 'client_secret').map(({ value }) => value))]
    if (values.length === 0) return []
    const nowSeconds = needs.clock.nowSeconds()
    const exposures: Exposure[] = []
    for (const environment of needs.environments) {
      const prefix = isProduction(environment) ? 'cs_p_' : 'cs_t_'
      const presented = values.filter((value) => value.startsWith(prefix)).slice(0, mostTested)
      if (presented.length === 0) continue
      const peppers = needs.peppersOf(environment.name)
      for (const { thing } of await needs.durable.environment(environment.name).clients.list()) {
        const made = thing.secrets.filter(({ kind }) => kind === 'generated')
        if (made.length === 0) continue
        for (const value of presented) {
          const secret = await verifyClientSecret(made, value, peppers, nowSeconds)
          if (secret !== undefined) exposures.push({ environment, client: thing, secretId: secret.secretId })
        }
      }
    }
    return exposures
  }
