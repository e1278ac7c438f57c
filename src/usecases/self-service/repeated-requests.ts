import type { ExpiringStore } from '../../storage/expiring-store.ts'
import { type KeptAnswerTicket, ticketId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'

export type KeptAnswer = NonNullable<KeptAnswerTicket['answer']>

/**
 * Lets a write be sent again without being done again (REG-109). `name` tells whose key it is and for what; `request`
 * tells one body from another.
 */
export interface RepeatedRequests {
  begin(
    name: string,
    request: string,
  ): Promise<
    | { readonly outcome: 'first' }
    | { readonly outcome: 'repeated'; readonly answer: KeptAnswer }
    | { readonly outcome: 'under-way' }
    | { readonly outcome: 'different' }
  >
  /** Keeps the answer for the rest of the day. */
  finish(name: string, request: string, answer: KeptAnswer): Promise<void>
  /** It was not done: the next one is the first again. */
  abandon(name: string): Promise<void>
}

const keptSeconds = 86_400
/** A request that ended without a word, with its process, may be sent again after this. */
const underWaySeconds = 30

export function openRepeatedRequests(needs: {
  readonly expiring: ExpiringStore
  readonly clock: Clock
}): RepeatedRequests {
  const { expiring, clock } = needs
  const idOf = (name: string) => ticketId(`repeated request ${name}`)
  return {
    async begin(name, request) {
      const isFirst = await expiring.putIfAbsent(
        'kept-answer',
        idOf(name),
        { request },
        clock.nowSeconds() + underWaySeconds,
      )
      if (isFirst) return { outcome: 'first' }
      const seen = await expiring.read('kept-answer', idOf(name))
      if (seen.outcome !== 'live') return { outcome: 'under-way' }
      if (seen.value.request !== request) return { outcome: 'different' }
      const { answer } = seen.value
      return answer === undefined ? { outcome: 'under-way' } : { outcome: 'repeated', answer }
    },
    finish: (name, request, answer) =>
      expiring.put('kept-answer', idOf(name), { request, answer }, clock.nowSeconds() + keptSeconds),
    abandon: (name) => expiring.drop('kept-answer', idOf(name)),
  }
}
