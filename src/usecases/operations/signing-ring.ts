import { type KeyUse, keyUses } from '../../journey/operation.ts'
import type { IdTokenAlgorithm } from '../../protocol/client.ts'
import type { SigningKeyMaterial } from '../../signing/signer.ts'
import type { DurableStore, SigningKeyShelf } from '../../storage/durable-store.ts'
import type { JournalEntry } from '../../storage/journal.ts'
import type { Clock } from '../../system/clock.ts'

export type RingKey = SigningKeyMaterial

/** The keys of one issuer and how they are made: what everything that is done with signing keys needs. */
export interface SigningRing {
  /** Such as `test` for logins, `test/machine` and `test/reports`; each has keys of its own (KEY-7). */
  readonly name: string
  /** Those that a key is kept of, the first for whoever says nothing. */
  readonly algorithms: readonly IdTokenAlgorithm[]
  readonly durable: DurableStore
  readonly clock: Clock
  /** Who does it, for the journal: the program by itself, or somebody by command. */
  readonly actor: JournalEntry['actor']
  /** The longest that a self-contained token may live that is signed now, in seconds (LIFE-4). */
  readonly longestTokenSeconds: () => Promise<number>
  readonly makeKey: (alg: IdTokenAlgorithm, nowSeconds: number, signsFromSeconds: number) => Promise<SigningKeyMaterial>
  /** The same key with a certificate that begins now. */
  readonly renewCertificate: (key: SigningKeyMaterial, nowSeconds: number) => Promise<SigningKeyMaterial>
  /** Its private part as it would be written today, if that is another. */
  readonly rewrap: (key: SigningKeyMaterial, what: 'exposed' | 'all') => string | undefined
  /** Tells whoever keeps the private part that it may be destroyed. */
  readonly destroy: (key: SigningKeyMaterial) => Promise<void>
}

const ringNames: Readonly<Record<KeyUse, (environmentName: string) => string>> = {
  login: (name) => name,
  machine: (name) => `${name}/machine`,
  reports: (name) => `${name}/reports`,
}

/** The name that the keys of a use are stored under. */
export const ringName = (use: KeyUse, environmentName: string): string => ringNames[use](environmentName)

/** The environment that a ring belongs to. */
export const environmentOfRing = (ring: string): string => ring.split('/', 1)[0] ?? ring

export const allUses = keyUses

export const shelfOf = (ring: Pick<SigningRing, 'durable' | 'name'>): SigningKeyShelf =>
  ring.durable.environment(ring.name).signingKeys

/** Writes into the journal what was done to a key, in the transaction `store`. */
export const noteInJournal = async (
  ring: SigningRing,
  store: DurableStore,
  action: `signing_key.${string}`,
  key: SigningKeyMaterial,
  after: Readonly<Record<string, unknown>>,
): Promise<void> => {
  await store.journal.append({
    atSeconds: ring.clock.nowSeconds(),
    actor: ring.actor,
    action,
    object: { kind: 'signing_key', id: key.kid },
    orgno: '',
    environment: environmentOfRing(ring.name),
    after: { ring: ring.name, alg: key.alg, ...after },
  })
}

/** In the JWKS now (KEY-2). */
export const isPublished = (key: SigningKeyMaterial, nowSeconds: number): boolean =>
  key.compromisedAtSeconds === null && (key.retiredAtSeconds === null || key.retiredAtSeconds > nowSeconds)

/** Of the published keys of the algorithm, the newest that may sign (KEY-8). */
export const signingNow = (
  keys: readonly SigningKeyMaterial[],
  alg: IdTokenAlgorithm,
  nowSeconds: number,
): SigningKeyMaterial | undefined =>
  newestFirst(keys, alg, nowSeconds).find(({ signsFromSeconds }) => signsFromSeconds <= nowSeconds)

/** The published keys of the algorithm, the one that signs last first. */
export const newestFirst = (
  keys: readonly SigningKeyMaterial[],
  alg: IdTokenAlgorithm,
  nowSeconds: number,
): SigningKeyMaterial[] =>
  keys
    .filter((key) => key.alg === alg && isPublished(key, nowSeconds))
    .sort((a, b) => b.signsFromSeconds - a.signsFromSeconds)

/** Published this long before it signs, and after it has signed its last (KEY-8, LIFE-14). Seconds. */
export const overlapSeconds = 86_400

/** `leaving`: in the JWKS, followed by another, with a time to leave. */
export type KeyState = 'waiting' | 'signing' | 'published' | 'leaving' | 'retired' | 'compromised'

/** How a key of the ring stands now. */
export function keyState(key: SigningKeyMaterial, keys: readonly SigningKeyMaterial[], nowSeconds: number): KeyState {
  if (key.compromisedAtSeconds !== null) return 'compromised'
  if (!isPublished(key, nowSeconds)) return 'retired'
  if (key.signsFromSeconds > nowSeconds) return 'waiting'
  if (signingNow(keys, key.alg, nowSeconds)?.kid === key.kid) return 'signing'
  return key.retiredAtSeconds === null ? 'published' : 'leaving'
}
