import type { ExpiringStore } from '../../storage/expiring-store.ts'
import type { Clock } from '../../system/clock.ts'

/** Says "later" (429): the caller failed too often (CAUTH-5, REG-76). */
export class TooManyFailures extends Error {
  readonly retryAfterSeconds: number

  constructor(retryAfterSeconds: number) {
    super(`too many failed authentications; try again in ${retryAfterSeconds} s`)
    this.name = 'TooManyFailures'
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/**
 * Slows down whoever guesses at one client from one address, and nobody else: the client stays open to its owner at other
 * addresses (REG-76). Failures are counted in the store, for all processes; success costs one look at a small map.
 */
export interface FailureLimit {
  /** Throws `TooManyFailures`. */
  refuseIfBlocked(clientId: string, remoteAddress: string): void
  count(clientId: string, remoteAddress: string): Promise<void>
}

export const mostFailures = 10
export const failureWindowSeconds = 60
const mostBlocked = 50_000

export function openFailureLimit(needs: { readonly expiring: ExpiringStore; readonly clock: Clock }): FailureLimit {
  const blockedUntil = new Map<string, number>()
  return {
    refuseIfBlocked(clientId, remoteAddress) {
      if (blockedUntil.size === 0) return
      const key = keyOf(clientId, remoteAddress)
      const until = blockedUntil.get(key)
      if (until === undefined) return
      const nowSeconds = needs.clock.nowSeconds()
      if (nowSeconds < until) throw new TooManyFailures(until - nowSeconds)
      blockedUntil.delete(key)
    },
    async count(clientId, remoteAddress) {
      const nowSeconds = needs.clock.nowSeconds()
      // One window begins at each full minute, so that all processes name it alike.
      const windowEndsAt = (Math.floor(nowSeconds / failureWindowSeconds) + 1) * failureWindowSeconds
      const key = keyOf(clientId, remoteAddress)
      const failures = await needs.expiring.count(`client-failures ${windowEndsAt} ${key}`, windowEndsAt)
      if (failures < mostFailures) return
      if (blockedUntil.size >= mostBlocked) blockedUntil.clear()
      blockedUntil.set(key, nowSeconds + failureWindowSeconds)
    },
  }
}

const keyOf = (clientId: string, remoteAddress: string): string => `${remoteAddress} ${clientId.slice(0, 255)}`
