import type { ExpiringStore } from '../../storage/expiring-store.ts'
import { ticketId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'
import type { Random } from '../../system/random.ts'
import { newCredential } from './names.ts'

/** Posted requests that wait for the GET which follows at once (HTTP-15). */
export interface ParkedRequests {
  /** Keeps the form's text; resolves with the handle that the GET shows. */
  park(form: string): Promise<string>
  /** The form's text, once; undefined when unknown, used or two minutes old. */
  take(handle: string): Promise<string | undefined>
}

const parkedSeconds = 120

export const openParkedRequests = (needs: {
  readonly expiring: ExpiringStore
  readonly clock: Clock
  readonly random: Random
}): ParkedRequests => ({
  async park(form) {
    const handle = newCredential(needs.clock.nowSeconds(), needs.random)
    await needs.expiring.put(
      'parked-request',
      ticketId(handle),
      { parameters: form },
      needs.clock.nowSeconds() + parkedSeconds,
    )
    return handle
  },
  async take(handle) {
    const taken = await needs.expiring.take('parked-request', ticketId(handle))
    return taken.outcome === 'taken' ? taken.value.parameters : undefined
  },
})
