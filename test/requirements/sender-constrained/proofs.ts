import { createHash, randomUUID } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'

/** A key of a client that proves that it has it. */
export interface ProofKey {
  readonly alg: string
  readonly privateKey: CryptoKey
  readonly jwk: JWK
  readonly jkt: string
}

export async function makeProofKey(
  alg = 'ES256',
  options: { readonly modulusLength?: number } = {},
): Promise<ProofKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true, ...options })
  const jwk = await exportJWK(publicKey)
  return { alg, privateKey, jwk, jkt: await calculateJwkThumbprint(jwk) }
}

export interface ProofChanges {
  /** Members that differ from the right ones; undefined leaves one out. */
  readonly claims?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
  readonly accessToken?: string
}

/** A proof that is right for this request, but for what the test changes. */
export function makeProof(
  key: ProofKey,
  request: { readonly htm: string; readonly htu: string; readonly nowSeconds: number },
  { claims = {}, header = {}, accessToken }: ProofChanges = {},
): Promise<string> {
  const { htm, htu, nowSeconds } = request
  const ath = accessToken === undefined ? {} : { ath: createHash('sha256').update(accessToken).digest('base64url') }
  const said = without({ jti: randomUUID(), htm, htu, iat: nowSeconds, ...ath, ...claims })
  const protectedHeader = without({ typ: 'dpop+jwt', alg: key.alg, jwk: key.jwk, ...header })
  return new SignJWT(said).setProtectedHeader(protectedHeader as { alg: string }).sign(key.privateKey)
}

const without = (members: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
