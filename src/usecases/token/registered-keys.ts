import { importJWK } from 'jose/key/import'
import { type Client, type ClientKey, publicMembersOf } from '../../protocol/client.ts'

/** The keys that clients registered, for what clients sign: assertions and request objects. */
export interface RegisteredKeys {
  /** The unexpired key that the client registered under this `kid` for exactly this algorithm, or what is wrong with it. */
  find(client: Client, kid: string, alg: unknown, nowSeconds: number): ClientKey | 'unknown' | 'other-algorithm'
  /** The key, ready to verify with. */
  parsed(key: ClientKey): Promise<CryptoKey | Uint8Array>
}

const mostKeys = 10_000

export function openRegisteredKeys(): RegisteredKeys {
  // By what they are: a key that is registered anew under the same kid is parsed anew.
  const parsed = new Map<string, Promise<CryptoKey | Uint8Array>>()
  return {
    find(client, kid, alg, nowSeconds) {
      const registered = client.jwks.find((key) => key.kid === kid)
      if (registered === undefined || registered.exp <= nowSeconds) return 'unknown'
      return registered.alg === alg ? registered : 'other-algorithm'
    },
    parsed(key) {
      const name = key.kty === 'RSA' ? `${key.alg} ${key.n}` : `${key.alg} ${key.x} ${key.y}`
      const known = parsed.get(name)
      if (known !== undefined) return known
      if (parsed.size >= mostKeys) parsed.clear()
      const importing = importJWK({ ...publicMembersOf(key), alg: key.alg }, key.alg)
      parsed.set(name, importing)
      return importing
    },
  }
}
