import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../system/clock.ts'

/** Nonces that an environment demands in proofs, so that none can be made in store (RFC 9449 §8, §9). */
export interface ProofNonces {
  /** The one that is handed out now. */
  current(): string
  /** The present one, or the one before it. */
  isFresh(nonce: unknown): boolean
}

/** How long one is handed out, in seconds; it is good for as long again. */
const turnSeconds = 180

/** They are made from the time and a secret that all processes of an environment share, so none has to be kept. */
export function openProofNonces(needs: { readonly secret: Uint8Array; readonly clock: Clock }): ProofNonces {
  const make = (turn: number): string =>
    createHmac('sha256', needs.secret).update(`dpop-nonce ${turn}`).digest('base64url')
  const turn = (): number => Math.floor(needs.clock.nowSeconds() / turnSeconds)
  return {
    current: () => make(turn()),
    isFresh: (nonce) => typeof nonce === 'string' && (isEqual(nonce, make(turn())) || isEqual(nonce, make(turn() - 1))),
  }
}

const isEqual = (one: string, other: string): boolean =>
  one.length === other.length &&
  Buffer.byteLength(one) === other.length &&
  timingSafeEqual(Buffer.from(one), Buffer.from(other))
