import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { Clock } from '../../system/clock.ts'
import type { DelegationAdapter } from './delegation-adapter.ts'

/** Asks a source whether `consumer` lets `supplier` use `scope` for it (API-41). Throws `temporarily_unavailable`. */
export type HasDelegation = (source: string, scope: string, consumer: string, supplier: string) => Promise<boolean>

interface Needs {
  readonly adapters: readonly DelegationAdapter[]
  readonly clock: Clock
  /** How long a source may take; 5000 unless a test is in more of a hurry. */
  readonly timeLimitMilliseconds?: number
}

/** How long a yes is believed, in seconds. A no is never kept: a delegation that was just given works at once. */
const keptSeconds = 60
const mostKept = 10_000
const usualTimeLimit = 5000
const tryAgainSeconds = 5

/** A source that nobody here knows has delegated nothing. */
export function askDelegation(needs: Needs): HasDelegation {
  const { clock, timeLimitMilliseconds = usualTimeLimit } = needs
  const adapters = new Map(needs.adapters.map((adapter) => [adapter.issuer, adapter]))
  const saidYesAt = new Map<string, number>()
  return async (source, scope, consumerOrgno, supplierOrgno) => {
    const adapter = adapters.get(source)
    if (adapter === undefined) return false
    const key = JSON.stringify([source, scope, consumerOrgno, supplierOrgno])
    // From the question, not from the answer: what the source knew then is what is believed.
    const askedAt = clock.nowSeconds()
    const former = saidYesAt.get(key)
    if (former !== undefined && Math.abs(askedAt - former) < keptSeconds) return true
    saidYesAt.delete(key)
    const isDelegated = await within(timeLimitMilliseconds, source, (signal) =>
      adapter.hasDelegation({ scope, consumerOrgno, supplierOrgno }, signal),
    )
    if (isDelegated) {
      const [oldest] = saidYesAt.keys()
      if (saidYesAt.size >= mostKept && oldest !== undefined) saidYesAt.delete(oldest)
      saidYesAt.set(key, askedAt)
    }
    return isDelegated
  }
}

/** The answer of a source, or `temporarily_unavailable`: the client may try again, for nothing is known yet. */
async function within(
  milliseconds: number,
  source: string,
  ask: (signal: AbortSignal) => Promise<boolean>,
): Promise<boolean> {
  const waiting = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject({ code: `not within ${milliseconds} ms` }), milliseconds)
  })
  try {
    return await Promise.race([ask(waiting.signal), tooLate])
  } catch (error) {
    // Its name or code alone: a message could repeat an address with credentials, and owners of clients read this.
    const { code, name = 'unknown' } = error as { code?: string; name?: string }
    const refusal = new ProtocolError(
      'temporarily_unavailable',
      'the source of delegations gives no answer; try again in a few seconds with a new assertion',
      undefined,
      `the source of delegations ${source} gives no answer: ${code ?? name}`,
    )
    refusal.retryAfterSeconds = tryAgainSeconds
    throw refusal
  } finally {
    clearTimeout(timer)
    waiting.abort()
  }
}
