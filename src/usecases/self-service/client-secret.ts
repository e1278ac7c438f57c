import { argon2, createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Client, StoredSecret } from '../../protocol/client.ts'
import { Secret } from '../../protocol/secret.ts'
import type { Random } from '../../system/random.ts'

/** A key for hashing secrets, kept outside the database (REG-71). The first of a list makes new hashes, all are tried. */
export interface Pepper {
  readonly id: string
  readonly value: Secret
}

export const longestSecretDays = 360
const daySeconds = 86_400
const slowHash = promisify(argon2)
const slowSettings = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const

/**
 * Makes a secret of 256 random bits whose prefix tells test from production (REG-70) and the hash that is kept.
 * `lifetimeDays` is 1 to 360 (REG-72).
 */
export function makeClientSecret(
  random: Random,
  pepper: Pepper,
  environment: 'test' | 'production',
  nowSeconds: number,
  lifetimeDays: number = longestSecretDays,
): { readonly secret: Secret; readonly stored: StoredSecret } {
  const secret = new Secret((environment === 'test' ? 'cs_t_' : 'cs_p_') + random.token(32))
  const stored: StoredSecret = {
    secretId: random.token(9),
    createdAtSeconds: nowSeconds,
    expiresAtSeconds: nowSeconds + lifetimeDays * daySeconds,
    kind: 'generated',
    pepperId: pepper.id,
    hmac: keyedHash(pepper, secret.reveal()).toString('base64url'),
  }
  return { secret, stored }
}

/** The kept form of a secret that a seed file chose: a slow hash, since it may be a weak one (REG-71, REG-165). */
export async function storeChosenSecret(secret: Secret, random: Random, nowSeconds: number): Promise<StoredSecret> {
  const nonce = Buffer.from(random.token(16), 'base64url')
  const digest = await slowHash('argon2id', { ...slowSettings, message: secret.reveal(), nonce })
  const { memory, passes, parallelism } = slowSettings
  return {
    secretId: random.token(9),
    createdAtSeconds: nowSeconds,
    expiresAtSeconds: null,
    kind: 'seeded',
    argon2id: `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(nonce)}$${unpadded(digest)}`,
  }
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')

/**
 * Which of the secrets that live now `presented` is, or undefined. An empty list costs what a list of generated ones costs, so
 * an unknown client is not told apart by time (REG-71). Comparison is in constant time.
 */
export async function verifyClientSecret(
  stored: Client['secrets'],
  presented: string,
  peppers: readonly Pepper[],
  nowSeconds: number,
): Promise<StoredSecret | undefined> {
  // Not for chosen secrets alone, which no keyed hash is held against.
  const isKeyed = stored.length === 0 || stored.some(({ kind }) => kind === 'generated')
  const hashes = (isKeyed ? peppers : []).map((pepper) => ({ id: pepper.id, hash: keyedHash(pepper, presented) }))
  let right: StoredSecret | undefined
  for (const secret of stored) {
    if (secret.expiresAtSeconds !== null && secret.expiresAtSeconds <= nowSeconds) continue
    let isRight: boolean
    if (secret.kind === 'seeded') isRight = await isChosen(secret.argon2id, presented)
    else {
      const own = hashes.find(({ id }) => id === secret.pepperId)?.hash
      const kept = Buffer.from(secret.hmac, 'base64url')
      isRight = own !== undefined && kept.length === own.length && timingSafeEqual(own, kept)
    }
    // The rest is compared all the same: the time must not tell which one it was.
    if (isRight) right = secret
  }
  return right
}

const keyedHash = (pepper: Pepper, text: string): Buffer =>
  createHmac('sha256', pepper.value.reveal()).update(text).digest()

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

// The slow hash takes tens of milliseconds on every token request of a seeded client. What it proved once is remembered
// in this process under a key that dies with it, so only guesses pay the whole price.
const memoryKey = randomBytes(32).toString('base64url')
const proven = new Map<string, Buffer>()
const mostProven = 10_000

/** Whether `presented` is the chosen secret behind a hash of `storeChosenSecret`. */
export async function isChosen(argon2id: string, presented: string): Promise<boolean> {
  const fast = hash('sha256', memoryKey + presented, 'buffer')
  const known = proven.get(argon2id)
  if (known !== undefined && timingSafeEqual(known, fast)) return true
  const parts = phc.exec(argon2id)
  if (parts === null) return false
  const expected = Buffer.from(parts[5] ?? '', 'base64')
  const digest = await slowHash('argon2id', {
    message: presented,
    nonce: Buffer.from(parts[4] ?? '', 'base64'),
    memory: Number(parts[1]),
    passes: Number(parts[2]),
    parallelism: Number(parts[3]),
    tagLength: expected.length,
  })
  if (!timingSafeEqual(digest, expected)) return false
  if (proven.size >= mostProven) proven.clear()
  proven.set(argon2id, fast)
  return true
}
