import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assertionKey } from '../../harness/standard-seed.ts'

/** The key pair of a client as files, the way its people keep it, and as it is registered. */
export interface KeyFiles {
  readonly keyId: string
  readonly privateKeyFile: string
  readonly publicKeyFile: string
  readonly jwks: object
  remove(): void
}

export function writeKeyFiles(): KeyFiles {
  const folder = mkdtempSync(join(tmpdir(), 'portvakt-key-'))
  const [keyId, privateKeyFile, publicKeyFile] = ['key-1', join(folder, 'private.pem'), join(folder, 'public.pem')]
  writeFileSync(privateKeyFile, assertionKey.privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 })
  writeFileSync(publicKeyFile, assertionKey.publicKey.export({ format: 'pem', type: 'spki' }))
  const { n, e } = assertionKey.publicKey.export({ format: 'jwk' })
  return {
    keyId,
    privateKeyFile,
    publicKeyFile,
    jwks: { keys: [{ kty: 'RSA', use: 'sig', alg: 'RS256', kid: keyId, n, e }] },
    remove: () => rmSync(folder, { recursive: true }),
  }
}
