import { X509Certificate } from 'node:crypto'
import type { Environment } from '../../../config/environments.ts'
import type { Actor } from '../../../journey/actor.ts'
import { type KeyUse, keyUses, type SigningKeyFacts } from '../../../journey/operation.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { SigningKeyRecord } from '../../../storage/records.ts'
import type { Clock } from '../../../system/clock.ts'
import { keyState, ringName } from '../../operations/signing-ring.ts'
import { requireRight } from '../require-right.ts'

export interface EnvironmentKeys {
  readonly environment: Environment
  readonly keys: readonly SigningKeyFacts[]
}

/** What is known of every signing key; of the keys themselves nothing (KEY-8, KEY-10). Newest first. */
export const readSigningKeys =
  (needs: { readonly durable: DurableStore; readonly environments: readonly Environment[]; readonly clock: Clock }) =>
  async (actor: Actor): Promise<readonly EnvironmentKeys[]> => {
    requireRight(actor, 'operation.read', undefined)
    const nowSeconds = needs.clock.nowSeconds()
    const all: EnvironmentKeys[] = []
    for (const environment of needs.environments) {
      const keys: SigningKeyFacts[] = []
      for (const use of keyUses) {
        const records = await needs.durable.environment(ringName(use, environment.name)).signingKeys.list()
        keys.push(
          ...records
            .map((record) => factsOf(use, record, keyState(record, records, nowSeconds)))
            .sort((a, b) => b.signsFromSeconds - a.signsFromSeconds),
        )
      }
      all.push({ environment, keys })
    }
    return all
  }

function factsOf(use: KeyUse, record: SigningKeyRecord, state: SigningKeyFacts['state']): SigningKeyFacts {
  const { kid, alg, createdAtSeconds, signsFromSeconds, retiredAtSeconds, compromisedAtSeconds, x5c } = record
  const certificate = x5c[0] === undefined ? undefined : new X509Certificate(Buffer.from(x5c[0], 'base64'))
  return {
    use,
    kid,
    alg,
    state,
    createdAtSeconds,
    signsFromSeconds,
    retiredAtSeconds,
    compromisedAtSeconds,
    certificateEndsAtSeconds: certificate === undefined ? null : Date.parse(certificate.validTo) / 1000,
    fingerprint: certificate === undefined ? null : certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
  }
}
