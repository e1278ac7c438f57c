import { randomBytes } from 'node:crypto'

/** Makes unguessable values. Injected, so that a test can make them repeat. */
export interface Random {
  /** `byteCount` cryptographically random bytes as base64url without padding. */
  token(byteCount: number): string
}

const poolSize = 8192

/** Draws from a pool that is filled by one system call per 8 KiB: a call per value is felt on the hot path. */
export const openSystemRandom = (): Random => {
  let pool = randomBytes(poolSize)
  let used = 0
  return {
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
