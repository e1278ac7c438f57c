import type { ExpiringStore } from '../../storage/expiring-store.ts'
import type { Clock } from '../../system/clock.ts'

/** Counts a call; answers the seconds to wait when there were too many in this minute (REG-109). */
export type CallLimit = (caller: string, mostPerMinute: number) => Promise<number | undefined>

const windowSeconds = 60

/** Counted in the store, for all processes; a window begins at each full minute, so that all name it alike. */
export const openCallLimit =
  (needs: { readonly expiring: ExpiringStore; readonly clock: Clock }): CallLimit =>
  async (caller, mostPerMinute) => {
    const nowSeconds = needs.clock.nowSeconds()
    const endsAt = (Math.floor(nowSeconds / windowSeconds) + 1) * windowSeconds
    const calls = await needs.expiring.count(`api-calls ${endsAt} ${caller}`, endsAt)
    return calls > mostPerMinute ? endsAt - nowSeconds : undefined
  }
