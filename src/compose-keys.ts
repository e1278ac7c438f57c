import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Environment } from './config/environments.ts'
import type { EnvironmentSecrets } from './config/secrets-file.ts'
import type { KeyUse } from './journey/operation.ts'
import { type IdTokenAlgorithm, idTokenAlgorithms } from './protocol/client.ts'
import type { KeyKeeper } from './signing/key-keeper.ts'
import { openLocalKeeper } from './signing/local/local-keeper.ts'
import type { SigningKeyMaterial } from './signing/signer.ts'
import type { DurableStore } from './storage/durable-store.ts'
import type { Clock } from './system/clock.ts'
import type { Log } from './system/log.ts'
import { rewrapKeys } from './usecases/operations/rewrap-keys.ts'
import { allUses, environmentOfRing, ringName, type SigningRing } from './usecases/operations/signing-ring.ts'

/** Keys that a running program looks after. */
export interface TendedKeys {
  /** Takes what others have changed; a small query. */
  refresh(): Promise<void>
  /** Does what is due. */
  keep(): Promise<void>
}

export interface RingParts {
  readonly durable: DurableStore
  readonly keeper: KeyKeeper
  readonly clock: Clock
  /** For the journal; the program itself unless given. */
  readonly actor?: SigningRing['actor']
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
    actor: parts.actor ?? { kind: 'system', id: 'signing-keys' },
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

/** Encrypts what an earlier version left in the clear (KEY-12); almost always there is nothing, and it costs a few queries. */
export async function encryptExposedKeys(
  parts: RingParts,
  environments: readonly Environment[],
  log: Log,
): Promise<void> {
  let count = 0
  for (const environment of environments)
    for (const use of allUses) count += await rewrapKeys(signingRing(parts, environment, use))('exposed')
  if (count > 0)
    log.warn({ count }, 'signing keys lay in the clear and are encrypted now; backups from before still hold them')
}

const keptKey = ({ kid, alg, privateKey }: SigningKeyMaterial) =>
  privateKey === null ? undefined : { kid, alg, privateKey }

/** What a module of the operator's own exports to keep the keys in a hardware module or key vault (KEY-12). */
type OpenKeyKeeper = (options: {
  /** The encryption keys of the secrets file for the environment of a ring; the first encrypts. */
  readonly encryptionKeysOf: (ring: string) => EnvironmentSecrets['keyEncryption']
}) => KeyKeeper | Promise<KeyKeeper>

/** Who keeps the private keys, as the setting says: `local`, or the path of a module. A text tells why it cannot be. */
export async function openKeyKeeper(
  signer: string,
  secrets: ReadonlyMap<string, EnvironmentSecrets>,
): Promise<KeyKeeper | string> {
  const encryptionKeysOf = (ring: string) => secrets.get(environmentOfRing(ring))?.keyEncryption ?? []
  if (signer === 'local') return openLocalKeeper(encryptionKeysOf)
  const refused = `GATEWAY_KEYS_SIGNER: ${JSON.stringify(signer)} is neither local nor a module that can be loaded`
  try {
    const { openKeyKeeper: open } = (await import(pathToFileURL(resolve(signer)).href)) as Record<string, unknown>
    if (typeof open !== 'function') return `${refused}: it exports no function openKeyKeeper (docs/operate/keys.md).`
    return await (open as OpenKeyKeeper)({ encryptionKeysOf })
  } catch (error) {
    return `${refused}: ${error instanceof Error ? error.message : error} (docs/operate/keys.md).`
  }
}

const keepEverySeconds = 60

/**
 * Looks every second whether anybody has changed the keys, and once a minute what is due. What fails is logged when it
 * begins and tried again.
 */
export function openKeyRound(tended: readonly TendedKeys[], log: Log) {
  let timer: NodeJS.Timeout | undefined
  let underWay: Promise<void> | undefined
  let ticks = 0
  let lastFault = ''
  const tend = async (isKept: boolean): Promise<void> => {
    for (const keys of tended)
      for (const work of isKept ? [keys.keep, keys.refresh] : [keys.refresh])
        try {
          await work()
          if (isKept) lastFault = ''
        } catch (error) {
          if (String(error) !== lastFault) log.error({ err: error }, 'the signing keys cannot be looked after')
          lastFault = String(error)
        }
  }
  const step = (): void => {
    underWay ??= tend(ticks++ % keepEverySeconds === 0).finally(() => {
      underWay = undefined
    })
  }
  return {
    start() {
      timer = setInterval(step, 1000)
      timer.unref()
    },
    /** All that is due, now. */
    async tend(): Promise<void> {
      await underWay
      await tend(true)
    },
    async stop(): Promise<void> {
      clearInterval(timer)
      await underWay
    },
  }
}
