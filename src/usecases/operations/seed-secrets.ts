import type { Seed } from '../../config/seed.ts'
import type { StoredSecret } from '../../protocol/client.ts'
import type { Secret } from '../../protocol/secret.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { Random } from '../../system/random.ts'
import { isChosen, storeChosenSecret } from '../self-service/client-secret.ts'

interface Needs {
  readonly durable: DurableStore
  readonly random: Random
}

/** What stands as secrets of each seeded client that names one; by environment and client id, as `secretKey` writes it. */
export type SeedSecrets = ReadonlyMap<string, readonly StoredSecret[]>

export const secretKey = (environment: string, clientId: string): string => `${environment} ${clientId}`

/** Keeps the secret that a client has if it is the chosen one (REG-161), else hashes the chosen one (REG-165). */
export async function prepareSeedSecrets(needs: Needs, seed: Seed, nowSeconds: number): Promise<SeedSecrets> {
  // Demo clients tend to share one secret, and the hash is slow on purpose: one hash for equal ones keeps a start short.
  const hashed = new Map<string, Promise<StoredSecret>>()
  const hash = (secret: Secret): Promise<StoredSecret> => {
    const made = hashed.get(secret.reveal()) ?? storeChosenSecret(secret, needs.random, nowSeconds)
    hashed.set(secret.reveal(), made)
    return made
  }
  const proofs = new Map<string, Promise<boolean>>()
  const proves = (argon2id: string, secret: Secret): Promise<boolean> => {
    const key = `${argon2id} ${secret.reveal()}`
    const proof = proofs.get(key) ?? isChosen(argon2id, secret.reveal())
    proofs.set(key, proof)
    return proof
  }
  const prepare = async (environment: string, clientId: string, secret: Secret) => {
    const kept = (await needs.durable.environment(environment).clients.find(clientId))?.thing.secrets ?? []
    const isKept = kept[0]?.kind === 'seeded' && kept.length === 1 && (await proves(kept[0].argon2id, secret))
    const secrets = isKept ? kept : [{ ...(await hash(secret)), secretId: needs.random.token(9) }]
    return [secretKey(environment, clientId), secrets] as const
  }
  const prepared = seed.environments.flatMap(({ environment, clients }) =>
    clients.flatMap(({ clientId, secret }) => (secret === undefined ? [] : [prepare(environment, clientId, secret)])),
  )
  return new Map(await Promise.all(prepared))
}
