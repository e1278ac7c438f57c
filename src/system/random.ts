import { randomBytes } from 'node:crypto'

/** Makes unguessable values. Injected, so that a test can make them repeat. */
export interface Random {
  /** `byteCount` cryptographically random bytes as base64url without padding. */
  token(byteCount: number): string
  /** The same bytes as they are, in memory of their own, to be overwritten by whoever is done with them. */
  bytes(byteCount: number): Buffer
}

const poolSize = 8192

/** Draws from a pool that is filled by one system call per 8 KiB: a call per value is felt on the hot path. */
export const openSystemRandom = (): Random => {
  let pool = randomBytes(poolSize)
  let used = 0
  return {
    bytes: (byteCount) => randomBytes(byteCount),

    token(byteCount) {
      if (used + byteCount > poolSize) {
        pool = randomBytes(poolSize)
        used = 0
      }
      const value = pool.toString('base64url', used, used + byteCount)
      pool.fill(0, used, used + byteCount)
      used += byteCount
      return value
    },
  }
}
