import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

// The far side of child-keeper.ts: has the private keys and answers with signatures, never with a key.

interface Ask {
  readonly id: number
  readonly make?: { readonly ring: string; readonly alg: string }
  readonly sign?: { readonly handle: string; readonly bytes: string }
  readonly destroy?: { readonly handle: string }
}

const keys = new Map<string, { readonly alg: string; readonly privateKey: KeyObject }>()

process.on('message', (ask: Ask) => {
  try {
    process.send?.({ id: ask.id, answer: answer(ask) })
  } catch (error) {
    process.send?.({ id: ask.id, fault: String(error) })
  }
})

function answer({ make, sign: asked, destroy }: Ask): unknown {
  if (make !== undefined) {
    const pair =
      make.alg === 'ES256'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('rsa', { modulusLength: 2048 })
    const handle = `slot-${keys.size + 1}`
    keys.set(handle, { alg: make.alg, privateKey: pair.privateKey })
    return { handle, publicJwk: pair.publicKey.export({ format: 'jwk' }) }
  }
  if (destroy !== undefined) return keys.delete(destroy.handle)
  const key = keys.get(asked?.handle ?? '')
  if (key === undefined || asked === undefined) throw new Error('no such slot')
  // 6 is RSA_PKCS1_PSS_PADDING.
  const how = { RS256: {}, PS256: { padding: 6, saltLength: 32 }, ES256: { dsaEncoding: 'ieee-p1363' as const } }
  const options = how[key.alg as keyof typeof how]
  return sign('sha256', Buffer.from(asked.bytes, 'base64'), { key: key.privateKey, ...options }).toString('base64')
}
