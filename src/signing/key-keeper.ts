import type { IdTokenAlgorithm } from '../protocol/client.ts'
import type { PublicMembers } from '../protocol/thumbprint.ts'

/** A key that cannot be had; the message says which and what an operator should do. */
export class KeyFault extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'KeyFault'
  }
}

/** Signs bytes as the algorithm of the key says (RFC 7518 §3); for ES256 `r` and `s` stand side by side, 64 bytes. */
export type SignBytes = (bytes: Uint8Array) => Promise<Uint8Array>

/** A key as its keeper knows it. `privateKey` is the keeper's own word: a sealed key, or the name of one in a module. */
export interface KeptKey {
  readonly kid: string
  readonly alg: IdTokenAlgorithm
  readonly privateKey: string
}

/**
 * Who has the private keys: the seam where a hardware module or key vault is put in (KEY-12). All else, such as which key
 * signs when, what is published and the certificates, is the same for every keeper. `ring` is the issuer that the key
 * belongs to, such as `test` or `test/machine`; a key of one ring must not open in another (KEY-7).
 */
export interface KeyKeeper {
  /** A new key. What stands in `privateKey` is stored in the database and must be of no use to who has only that. */
  make(ring: string, alg: IdTokenAlgorithm): Promise<{ readonly publicJwk: PublicMembers; readonly privateKey: string }>
  /** Ready to sign. Throws `KeyFault` when the key cannot be had. */
  open(ring: string, key: KeptKey): Promise<SignBytes>
  /** `privateKey` as it would be written today, when that is another; undefined when it may stay. */
  rewrap(ring: string, key: KeptKey): string | undefined
  /** Does the key stand in the database in the clear, from a version that kept it so? Then it is rewrapped at the next start. */
  isExposed(key: KeptKey): boolean
  /** The key will never sign again; the database has forgotten it already. */
  destroy(ring: string, key: KeptKey): Promise<void>
}
