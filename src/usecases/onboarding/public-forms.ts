import { refuse } from '../../journey/refusal.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import { ticketId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'
import type { Random } from '../../system/random.ts'
import type { Sealer } from '../../system/sealer.ts'

/** What keeps forms that anyone may send from being sent by machines (ONB-13). Nothing is kept before one is sent. */
export interface PublicForms {
  /** A token for one sending of one form; it is in the page. */
  token(): string
  /** Lets a form through once. Refuses `form_expired` and, after 5 in an hour or 20 in a day from one address, `rate_limited`. */
  accept(form: string, token: string, address: string): Promise<void>
}

interface Needs {
  readonly expiring: ExpiringStore
  readonly clock: Clock
  readonly random: Random
  readonly sealer: Sealer
}

const validSeconds = 4 * 3600
const limits = [
  { most: 5, withinSeconds: 3600 },
  { most: 20, withinSeconds: 86_400 },
] as const

export const openPublicForms = ({ expiring, clock, random, sealer }: Needs): PublicForms => ({
  token: () => sealer.seal(`form ${clock.nowSeconds()} ${random.token(12)}`),

  async accept(form, token, address) {
    const nowSeconds = clock.nowSeconds()
    const madeAtSeconds = Number(/^form (\d+) /.exec(sealer.open(token) ?? '')?.[1])
    const isCurrent = madeAtSeconds <= nowSeconds && nowSeconds < madeAtSeconds + validSeconds
    const isFirst =
      isCurrent &&
      (await expiring.putIfAbsent('replay-guard', ticketId(token), { seen: true }, madeAtSeconds + validSeconds))
    if (!isFirst) refuse('form_expired', 'the form is too old or has been sent')
    for (const { most, withinSeconds } of limits) {
      const span = Math.floor(nowSeconds / withinSeconds)
      const count = await expiring.count(`${form} ${withinSeconds} ${span} ${address}`, (span + 1) * withinSeconds)
      if (count > most) refuse('rate_limited', `at most ${most} forms in ${withinSeconds} seconds from one address`)
    }
  },
})
