import type { IdTokenAlgorithm } from '../protocol/client.ts'
import type { PublicMembers } from '../protocol/thumbprint.ts'

/** Makes the signatures of one environment, with whichever key signs now. */
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
export type PublishedKey = PublicMembers & {
  readonly use: 'sig'
  readonly alg: IdTokenAlgorithm
  readonly kid: string
  readonly x5c: readonly string[]
}

/** The public side of the keys of one environment. */
export interface KeyRing {
  /** By algorithm, RS256 first, of each the newest first. The very same list as long as it has not changed. */
  published(): readonly PublishedKey[]
  /**
   * The claims of a token that one of our keys signed, also a key that has left the JWKS (KEY-10, LOGOUT-3); undefined for
   * anything else, a key that was removed in an emergency too (KEY-9). Times are not judged.
   */
  verify(token: string): Promise<Readonly<Record<string, unknown>> | undefined>
  /** Was it signed by a key that was removed in an emergency (KEY-9)? Costs nothing while there is none. */
  isCompromised(token: string): boolean
}

/** What a signing key is made of. Times in seconds; the members are those of the record that it is stored as. */
export interface SigningKeyMaterial {
  readonly kid: string
  readonly alg: IdTokenAlgorithm
  readonly createdAtSeconds: number
  readonly signsFromSeconds: number
  readonly retiredAtSeconds: number | null
  readonly compromisedAtSeconds: number | null
  readonly publicJwk: PublicMembers
  readonly x5c: readonly string[]
  readonly privateKey: string | null
}
