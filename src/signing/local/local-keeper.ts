import { createPublicKey, generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { IdTokenAlgorithm } from '../../protocol/client.ts'
import type { Secret } from '../../protocol/secret.ts'
import { type PublicMembers, thumbprint } from '../../protocol/thumbprint.ts'
import { derivedKey, openSealer, type Sealer } from '../../system/sealer.ts'
import { type KeptKey, KeyFault, type KeyKeeper } from '../key-keeper.ts'

/** A key that private keys are encrypted under; its id stands beside what it encrypted. */
export interface EncryptionKey {
  readonly id: string
  readonly value: Secret
}

const importAlgorithms = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  PS256: { name: 'RSA-PSS', hash: 'SHA-256' },
  ES256: { name: 'ECDSA', namedCurve: 'P-256' },
} as const

const signAlgorithms = {
  RS256: { name: 'RSASSA-PKCS1-v1_5' },
  PS256: { name: 'RSA-PSS', saltLength: 32 },
  ES256: { name: 'ECDSA', hash: 'SHA-256' },
} as const

const separator = ':'

/**
 * Keys in this process, as CryptoKeys: signatures are made on the thread pool, so the event loop stays free. At rest they
 * are encrypted under the first of the ring's encryption keys; the others only open what they encrypted before. Rows from
 * before that are plain PEM and are read too.
 */
export function openLocalKeeper(encryptionKeysOf: (ring: string) => readonly EncryptionKey[]): KeyKeeper {
  const sealers = new Map<string, readonly { readonly id: string; readonly sealer: Sealer }[]>()
  const sealersOf = (ring: string) => {
    let known = sealers.get(ring)
    if (known === undefined) {
      known = encryptionKeysOf(ring).map(({ id, value }) => ({
        id,
        sealer: openSealer(derivedKey(value.reveal(), 'signing keys')),
      }))
      sealers.set(ring, known)
    }
    return known
  }
  const seal = (ring: string, kid: string, pem: string): string => {
    const [first] = sealersOf(ring)
    if (first === undefined) throw new KeyFault(`there is no encryption key for the signing keys of ${ring}`)
    return `${first.id}${separator}${first.sealer.seal(pem, `${ring} ${kid}`)}`
  }
  const reveal = (ring: string, key: KeptKey): string => {
    if (isPlain(key.privateKey)) return key.privateKey
    const [id = '', sealed = ''] = key.privateKey.split(separator)
    const found = sealersOf(ring).find((known) => known.id === id)
    if (found === undefined)
      throw new KeyFault(
        `signing key ${key.kid} of ${ring} is encrypted under key_encryption ${id}, which the secrets file lacks: put it back after the first (docs/operate/keys.md)`,
      )
    const pem = found.sealer.open(sealed, `${ring} ${key.kid}`)
    if (pem === undefined)
      throw new KeyFault(
        `signing key ${key.kid} of ${ring} does not open with key_encryption ${id}: the secrets file and the database do not belong together (docs/operate/keys.md)`,
      )
    return pem
  }
  return {
    async make(ring, alg) {
      const pem = await generate(alg)
      const publicJwk = publicMembersOf(pem)
      return { publicJwk, privateKey: seal(ring, thumbprint(publicJwk), pem) }
    },

    async open(ring, key) {
      const der = Buffer.from(reveal(ring, key).replace(/-----[^-]+-----|\s/g, ''), 'base64')
      const privateKey = await crypto.subtle.importKey('pkcs8', der, importAlgorithms[key.alg], false, ['sign'])
      const algorithm = signAlgorithms[key.alg]
      return async (bytes) => new Uint8Array(await crypto.subtle.sign(algorithm, privateKey, new Uint8Array(bytes)))
    },

    rewrap(ring, key) {
      const [first] = sealersOf(ring)
      if (first === undefined || key.privateKey.startsWith(`${first.id}${separator}`)) return undefined
      return seal(ring, key.kid, reveal(ring, key))
    },

    isExposed: (key) => isPlain(key.privateKey),

    // The row that held it is gone; it stands nowhere else.
    destroy: async () => undefined,
  }
}

const isPlain = (text: string): boolean => text.startsWith('-----BEGIN')

async function generate(alg: IdTokenAlgorithm): Promise<string> {
  const privateKeyEncoding = { type: 'pkcs8', format: 'pem' } as const
  const publicKeyEncoding = { type: 'spki', format: 'pem' } as const
  const make = promisify(generateKeyPair)
  const { privateKey } =
    alg === 'ES256'
      ? await make('ec', { namedCurve: 'P-256', publicKeyEncoding, privateKeyEncoding })
      : await make('rsa', { modulusLength: 2048, publicKeyEncoding, privateKeyEncoding })
  return privateKey
}

function publicMembersOf(pem: string): PublicMembers {
  const jwk = createPublicKey(pem).export({ format: 'jwk' }) as Record<string, string>
  const { kty = '', n = '', e = '', crv = '', x = '', y = '' } = jwk
  return kty === 'RSA' ? { kty, n, e } : { kty: 'EC', crv, x, y }
}
