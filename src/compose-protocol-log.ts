import type { EmitEvent } from './audit/event.ts'
import type { Settings } from './config/settings.ts'
import type { DurableStore } from './storage/durable-store.ts'
import type { Clock } from './system/clock.ts'
import type { Log } from './system/log.ts'
import { mailIntegrationsTexts } from './texts/mail-integrations-text.ts'
import { historySeconds } from './usecases/history/read-history.ts'
import { type HistoryRecorder, openHistoryRecorder } from './usecases/history/record-history.ts'
import { type CredentialUsed, openProtocolObserver } from './usecases/onboarding/observe-protocol.ts'
import { openProtocolRecorder } from './usecases/operations/record-protocol.ts'

export interface ProtocolLogHouse {
  readonly emit: EmitEvent
  /** Who logged in where, which no event tells. */
  readonly historyOf: HistoryRecorder['of']
  /** Writes down what waits: once a second, and at the end. */
  flush(): Promise<void>
  /** Removes a few of the oldest entries that are past their time; resolves with how many. */
  sweep(): Promise<number>
}

const retentionSeconds = 13 * 31 * 86_400
const sweepLimit = 200

/** What is written down beside the requests: protocol log, statistics, the journey of integrations, the history of citizens. */
export function composeProtocolLog(parts: {
  readonly settings: Settings
  readonly durable: DurableStore
  /** May be added to later. */
  readonly hooks: readonly CredentialUsed[]
  readonly clock: Clock
  readonly log: Log
}): ProtocolLogHouse {
  const { settings, durable, hooks, clock, log } = parts
  const observer = openProtocolObserver({
    durable,
    hooks,
    environments: settings.environments,
    // Every key of these mails is named in the room that writes them; the table holds them all.
    mails: (language) => mailIntegrationsTexts(language) as (key: string, values?: object) => string,
    productName: settings.productName,
    portalUrl: settings.portal.baseUrl,
  })
  const recorder = openProtocolRecorder({ durable, readers: [observer], clock, log })
  const history = openHistoryRecorder({ durable, clock, log })
  return {
    emit: (event) => recorder.note(event),
    historyOf: history.of,
    async flush() {
      await Promise.all([recorder.flush(), history.flush()])
    },
    async sweep() {
      const nowSeconds = clock.nowSeconds()
      const logged = await durable.protocolLog.sweep(nowSeconds - retentionSeconds, sweepLimit)
      return logged + (await durable.loginHistory.sweep(nowSeconds - historySeconds, sweepLimit))
    },
  }
}
