import type { EmitEvent } from './audit/event.ts'
import type { CertificateTrust } from './certificates/certificate-trust.ts'
import { signingRing, type TendedKeys } from './compose-keys.ts'
import type { Environment } from './config/environments.ts'
import type { MachineIssuer } from './http/machine/machine-issuer.ts'
import type { KeyKeeper } from './signing/key-keeper.ts'
import type { KeyRing } from './signing/signer.ts'
import { openSigningKeys } from './signing/signing-keys.ts'
import type { DurableStore } from './storage/durable-store.ts'
import type { ExpiringStore } from './storage/expiring-store.ts'
import type { Clock } from './system/clock.ts'
import type { Log } from './system/log.ts'
import type { Random } from './system/random.ts'
import { askDelegation } from './usecases/delegations/ask-delegation.ts'
import type { DelegationAdapters } from './usecases/delegations/delegation-adapter.ts'
import { exchangeAssertion } from './usecases/machine/exchange-assertion.ts'
import { proveMachineClient } from './usecases/machine/machine-client.ts'
import { openMachineKeys } from './usecases/machine/machine-keys.ts'
import { keepSigningKeys } from './usecases/operations/keep-signing-keys.ts'
import { openLiveKeys } from './usecases/operations/live-keys.ts'
import { ringName } from './usecases/operations/signing-ring.ts'
import type { ClientDirectory } from './usecases/self-service/client-directory.ts'
import { openFailureLimit } from './usecases/token/failure-limit.ts'

export interface DelegationParts {
  readonly sources: DelegationAdapters
  /** How long a source may take to answer, if not as long as usual. */
  readonly timeLimitMilliseconds?: number
}

export interface MachineParts {
  readonly environment: Environment
  readonly durable: DurableStore
  readonly keeper: KeyKeeper
  readonly expiring: ExpiringStore
  readonly clients: ClientDirectory
  readonly trust: CertificateTrust
  readonly delegations: DelegationParts
  readonly emit: EmitEvent
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

/** The machine issuer of one environment. Its keys are made at the first request, so that no start waits for them. */
export function composeMachineIssuer(parts: MachineParts): {
  readonly issuer: MachineIssuer
  readonly keys: TendedKeys
} {
  const { environment, clients, clock, expiring } = parts
  const ring = signingRing(parts, environment, 'machine')
  const keys = openMachineKeys(() => openLiveKeys(ring, parts.keeper))
  const keep = keepSigningKeys({ ring, rotationDays: environment.keyRotationDays ?? 0, log: parts.log })
  const proveClient = proveMachineClient({
    clients,
    certificates: parts.trust,
    adminKeysAllowed: environment.api.adminKeysAllowed,
    supplierAllowed: environment.certificates?.supplierAllowed === true,
    clock,
  })
  const issuer: MachineIssuer = {
    exchangeAssertion: exchangeAssertion({
      ...parts,
      proveClient,
      hasDelegation: askDelegation({
        ...parts.delegations,
        adapters: parts.delegations.sources(environment.name),
        clock,
      }),
      keys,
      failures: openFailureLimit({ expiring, clock }),
    }),
    publishedKeys: async () => (await keys.open()).keyRing.published(),
  }
  return {
    issuer,
    keys: {
      refresh: async () => (await keys.opened())?.refresh(),
      keep: async () => (keys.opened() === undefined ? undefined : keep()),
    },
  }
}

/** The keys of a machine issuer as another process reads them; undefined while it has made none. */
export async function readMachineKeyRing(
  durable: DurableStore,
  environment: Environment,
  clock: Clock,
): Promise<KeyRing | undefined> {
  const ring = ringName('machine', environment.name)
  const keys = await durable.environment(ring).signingKeys.list()
  return keys.length === 0 ? undefined : (await openSigningKeys({ ring, clock }, keys)).keyRing
}
