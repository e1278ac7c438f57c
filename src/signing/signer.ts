import type { IdTokenAlgorithm } from '../protocol/client.ts'

/** Makes the signatures of one environment. Replaceable: an HSM is a folder beside local/ (KEY-12). */
export interface Signer {
  /**
   * Signs the claims as a compact JWS with the key of `alg` (RS256 by default) that signs now; header `alg` and `kid` only,
   * unless a `typ` is given (KEY-5, KEY-6).
   */
  sign(
    claims: Readonly<Record<string, unknown>>,
    how?: { readonly alg?: IdTokenAlgorithm; readonly typ?: string },
  ): Promise<string>
}

/** A public key as `/jwks.json` shows it (KEY-2). */
export interface PublishedKey {
  readonly kty: 'RSA'
  readonly use: 'sig'
  readonly alg: 'RS256'
  readonly kid: string
  readonly n: string
  readonly e: string
  readonly x5c: readonly string[]
}

/** The public side of the keys of one environment. */
export interface KeyRing {
  published(): readonly PublishedKey[]
  /**
   * The claims of a token that one of our keys signed, also a key that has left the JWKS (KEY-10, LOGOUT-3); undefined for
   * anything else. Times are not judged.
   */
  verify(token: string): Promise<Readonly<Record<string, unknown>> | undefined>
}

/** What a signer is opened with. Times in seconds. */
export interface SigningKeyMaterial {
  readonly kid: string
  readonly createdAtSeconds: number
  readonly signsFromSeconds: number
  readonly retiredAtSeconds: number | null
  readonly publicJwk: { readonly kty: 'RSA'; readonly n: string; readonly e: string }
  readonly x5c: readonly string[]
  readonly privateKey: string
}
