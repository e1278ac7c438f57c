import type { OutboxShelf } from '../storage/outbox.ts'
import type { Clock } from '../system/clock.ts'

/** How it stands with the two channels, for those who run the house (ONB-188). Times in seconds. */
export interface ChannelHealth {
  readonly mail: {
    readonly queued: number
    readonly held: number
    readonly failed: number
    readonly oldestQueuedAtSeconds: number | null
    readonly lastSuccessAtSeconds: number | null
  }
  readonly sms: { readonly lastSuccessAtSeconds: number | null }
  /** `mail-waits`: one is queued for more than 15 minutes. `mail-held`: one is held for more than 5. */
  readonly alerts: readonly ('mail-waits' | 'mail-held')[]
}

interface Needs {
  readonly outbox: OutboxShelf
  readonly clock: Clock
  readonly lastMailSeconds: () => number | null
  readonly lastSmsSeconds: () => number | null
}

const queuedAtMostSeconds = 15 * 60
const heldAtMostSeconds = 5 * 60

/** Asks the outbox how it stands. */
export const openChannelHealth =
  ({ outbox, clock, lastMailSeconds, lastSmsSeconds }: Needs) =>
  async (): Promise<ChannelHealth> => {
    const counts = await outbox.counts()
    const nowSeconds = clock.nowSeconds()
    const isOver = (sinceSeconds: number | null, mostSeconds: number): boolean =>
      sinceSeconds !== null && nowSeconds - sinceSeconds > mostSeconds
    return {
      mail: {
        queued: counts.ready,
        held: counts.held,
        failed: counts.failed,
        oldestQueuedAtSeconds: counts.oldestReadyAtSeconds,
        lastSuccessAtSeconds: lastMailSeconds(),
      },
      sms: { lastSuccessAtSeconds: lastSmsSeconds() },
      alerts: [
        ...(isOver(counts.oldestReadyAtSeconds, queuedAtMostSeconds) ? (['mail-waits'] as const) : []),
        ...(isOver(counts.oldestHeldAtSeconds, heldAtMostSeconds) ? (['mail-held'] as const) : []),
      ],
    }
  }
