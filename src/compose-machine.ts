import type { EmitEvent } from './audit/event.ts'
import type { CertificateTrust } from './certificates/certificate-trust.ts'
import type { Environment } from './config/environments.ts'
import type { MachineIssuer } from './http/machine/machine-issuer.ts'
import { openLocalKeys } from './signing/local/local-keys.ts'
import type { KeyRing } from './signing/signer.ts'
import type { DurableStore } from './storage/durable-store.ts'
import type { ExpiringStore } from './storage/expiring-store.ts'
import type { Clock } from './system/clock.ts'
import type { Random } from './system/random.ts'
import { exchangeAssertion } from './usecases/machine/exchange-assertion.ts'
import { proveMachineClient } from './usecases/machine/machine-client.ts'
import { type MachineKeys, openMachineKeys } from './usecases/machine/machine-keys.ts'
import { ensureSigningKey } from './usecases/operations/ensure-signing-key.ts'
import type { ClientDirectory } from './usecases/self-service/client-directory.ts'
import { openFailureLimit } from './usecases/token/failure-limit.ts'

export interface MachineParts {
  readonly environment: Environment
  readonly durable: DurableStore
  readonly expiring: ExpiringStore
  readonly clients: ClientDirectory
  readonly trust: CertificateTrust
  readonly emit: EmitEvent
  readonly clock: Clock
  readonly random: Random
}

/** The machine issuer of one environment. Its keys are made at the first request, so that no start waits for them. */
export function composeMachineIssuer(parts: MachineParts): MachineIssuer {
  const { environment, clients, clock, expiring } = parts
  const keys = machineKeys(parts)
  const proveClient = proveMachineClient({
    clients,
    certificates: parts.trust,
    adminKeysAllowed: environment.api.adminKeysAllowed,
    supplierAllowed: environment.certificates?.supplierAllowed === true,
    clock,
  })
  return {
    exchangeAssertion: exchangeAssertion({
      ...parts,
      proveClient,
      // No register of delegations is connected yet, so nothing is delegated.
      hasDelegation: async () => false,
      keys,
      failures: openFailureLimit({ expiring, clock }),
    }),
    publishedKeys: async () => (await keys.open()).keyRing.published(),
  }
}

const shelvesOf = (durable: DurableStore, environment: Environment) =>
  durable.environment(`${environment.name}/machine`)

function machineKeys({ environment, durable, clock }: MachineParts): MachineKeys {
  const commonName = `Portvakt ${environment.name} machine signing`
  const ensure = ensureSigningKey({
    shelves: shelvesOf(durable, environment),
    clock,
    makeKey: async (nowSeconds) => {
      const { makeSigningKey } = await import('./signing/local/make-signing-key.ts')
      return makeSigningKey(commonName, nowSeconds, nowSeconds)
    },
    renewCertificate: async (key, nowSeconds) => {
      const { selfSignedCertificate } = await import('./signing/local/make-signing-key.ts')
      return { ...key, x5c: [await selfSignedCertificate(commonName, key.publicJwk, key.privateKey, nowSeconds)] }
    },
  })
  return openMachineKeys(async () => openLocalKeys(await ensure(), clock))
}

/** The keys of a machine issuer as another process reads them; undefined while it has made none. */
export async function readMachineKeyRing(
  durable: DurableStore,
  environment: Environment,
  clock: Clock,
): Promise<KeyRing | undefined> {
  const keys = await shelvesOf(durable, environment).signingKeys.list()
  return keys.length === 0 ? undefined : (await openLocalKeys(keys, clock)).keyRing
}
