import type { Environment } from './config/environments.ts'
import type { EnvironmentSecrets } from './config/secrets-file.ts'
import type { KeyUse } from './journey/operation.ts'
import { type IdTokenAlgorithm, idTokenAlgorithms } from './protocol/client.ts'
import type { KeyKeeper } from './signing/key-keeper.ts'
import { openLocalKeeper } from './signing/local/local-keeper.ts'
import type { SigningKeyMaterial } from './signing/signer.ts'
import type { DurableStore } from './storage/durable-store.ts'
import type { Clock } from './system/clock.ts'
import { environmentOfRing, ringName, type SigningRing } from './usecases/operations/signing-ring.ts'

export interface RingParts {
  readonly durable: DurableStore
  readonly keeper: KeyKeeper
  readonly clock: Clock
}

const uses: Readonly<Record<KeyUse, { readonly algorithms: readonly IdTokenAlgorithm[]; readonly title: string }>> = {
  login: { algorithms: idTokenAlgorithms, title: 'signing' },
  machine: { algorithms: ['RS256'], title: 'machine signing' },
  reports: { algorithms: ['RS256'], title: 'reports' },
}

/** A report has no end; whoever checks one by the published keys can do so for a year after a rotation. */
const reportSeconds = 365 * 86_400

/** The keys of one issuer of an environment. */
export function signingRing(parts: RingParts, environment: Environment, use: KeyUse): SigningRing {
  const { durable, keeper, clock } = parts
  const name = ringName(use, environment.name)
  const owner = { keeper, ring: name, commonName: `Portvakt ${environment.name} ${uses[use].title}` }
  return {
    name,
    algorithms: uses[use].algorithms,
    durable,
    clock,
    // Scopes can only shorten what clients and the environment say.
    longestTokenSeconds: async () =>
      use === 'reports'
        ? reportSeconds
        : Math.max(
            environment.lifetimes.accessToken,
            ...(await durable.environment(environment.name).clients.list())
              .map(({ thing }) => thing)
              .filter(({ active }) => active)
              .map(({ accessTokenLifetime }) => accessTokenLifetime),
          ),
    // Loaded only when it is called for: certificates need a large library.
    async makeKey(alg, nowSeconds, signsFromSeconds) {
      const { makeSigningKey } = await import('./signing/make-signing-key.ts')
      return makeSigningKey(owner, alg, nowSeconds, signsFromSeconds)
    },
    async renewCertificate(key, nowSeconds) {
      const { renewCertificate } = await import('./signing/make-signing-key.ts')
      return renewCertificate(owner, key, nowSeconds)
    },
    rewrap(key, what) {
      const kept = keptKey(key)
      if (kept === undefined || (what === 'exposed' && !keeper.isExposed(kept))) return undefined
      return keeper.rewrap(name, kept)
    },
    async destroy(key) {
      const kept = keptKey(key)
      if (kept !== undefined) await keeper.destroy(name, kept)
    },
  }
}

const keptKey = ({ kid, alg, privateKey }: SigningKeyMaterial) =>
  privateKey === null ? undefined : { kid, alg, privateKey }

/** Who keeps the private keys, as the settings say. */
export function openKeyKeeper(secrets: ReadonlyMap<string, EnvironmentSecrets>): KeyKeeper {
  return openLocalKeeper((ring) => secrets.get(environmentOfRing(ring))?.keyEncryption ?? [])
}
