import type { IdTokenAlgorithm } from '../protocol/client.ts'
import { thumbprint } from '../protocol/thumbprint.ts'
import type { KeyKeeper } from './key-keeper.ts'
import { selfSignedCertificate } from './self-signed-certificate.ts'
import type { SigningKeyMaterial } from './signer.ts'

/** Whose key it is. */
export interface KeyOwner {
  readonly keeper: KeyKeeper
  readonly ring: string
  /** Stands in the certificate. */
  readonly commonName: string
}

/** A new key with a certificate of its own (KEY-1, KEY-4); it may sign from `signsFromSeconds` on. */
export async function makeSigningKey(
  owner: KeyOwner,
  alg: IdTokenAlgorithm,
  nowSeconds: number,
  signsFromSeconds: number,
): Promise<SigningKeyMaterial> {
  const { publicJwk, privateKey } = await owner.keeper.make(owner.ring, alg)
  const key: SigningKeyMaterial = {
    kid: thumbprint(publicJwk),
    alg,
    createdAtSeconds: nowSeconds,
    signsFromSeconds,
    retiredAtSeconds: null,
    compromisedAtSeconds: null,
    publicJwk,
    x5c: [],
    privateKey,
  }
  return renewCertificate(owner, key, nowSeconds)
}

/** The same key with a certificate that begins now; one without a private key keeps what it has. */
export async function renewCertificate(
  { keeper, ring, commonName }: KeyOwner,
  key: SigningKeyMaterial,
  nowSeconds: number,
): Promise<SigningKeyMaterial> {
  const { kid, alg, publicJwk, privateKey } = key
  if (privateKey === null) return key
  const sign = await keeper.open(ring, { kid, alg, privateKey })
  return { ...key, x5c: [await selfSignedCertificate({ commonName, alg, publicJwk, sign, nowSeconds })] }
}
