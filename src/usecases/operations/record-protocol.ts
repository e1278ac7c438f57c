import type { ProtocolEvent } from '../../audit/event.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { LoginCount } from '../../storage/login-counts.ts'
import type { NewProtocolLogEntry } from '../../storage/protocol-log.ts'
import type { Clock } from '../../system/clock.ts'
import type { Log } from '../../system/log.ts'

/** Writes protocol events down, in batches: no request waits for it. */
export interface ProtocolRecorder {
  /** Keeps an event until the next flush. Never throws. */
  note(event: ProtocolEvent): void
  /** Writes what was noted, and has it read by the observers. One flush at a time; another waits for it. */
  flush(): Promise<void>
}

/** Reads a batch that has been written. A failure of one is told in the log and keeps nobody from the rest. */
export type ProtocolReader = (entries: readonly NewProtocolLogEntry[]) => Promise<void>

interface Needs {
  readonly durable: Pick<DurableStore, 'protocolLog' | 'loginCounts'>
  readonly readers: readonly ProtocolReader[]
  readonly clock: Clock
  readonly log: Log
}

/** More than the store takes in a second: then the newest are lost, and the log says so. */
const mostWaiting = 20_000
const batchSize = 1000

export function openProtocolRecorder(needs: Needs): ProtocolRecorder {
  let waiting: NewProtocolLogEntry[] = []
  let lost = 0
  let underWay: Promise<void> = Promise.resolve()
  const writeBatch = async (batch: readonly NewProtocolLogEntry[]): Promise<void> => {
    await needs.durable.protocolLog.append(batch)
    const counts = countLogins(batch)
    if (counts.length > 0) await needs.durable.loginCounts.add(counts)
    for (const read of needs.readers)
      await read(batch).catch((error: unknown) => needs.log.error({ err: error }, 'protocol events could not be read'))
  }
  const writeAll = async (): Promise<void> => {
    if (lost > 0) needs.log.warn({ lost }, 'protocol events came faster than they could be written down')
    lost = 0
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchSize)
      waiting = waiting.slice(batchSize)
      try {
        await writeBatch(batch)
      } catch (error) {
        needs.log.error({ err: error, lost: batch.length }, 'protocol events could not be written down')
      }
    }
  }
  return {
    note(event) {
      if (waiting.length >= mostWaiting) lost += 1
      else waiting.push(entryOf(event, needs.clock.nowSeconds()))
    },
    flush() {
      underWay = underWay.then(writeAll)
      return underWay
    },
  }
}

const entryOf = (event: ProtocolEvent, atSeconds: number): NewProtocolLogEntry => {
  const { kind, environment, clientId = '', correlationId, ...details } = event
  return { atSeconds, environment, clientId, correlationId, kind, details }
}

/** Whom a login was by, as far as statistics go: an eID, a session that answered, or nobody. */
const eidOf = ({ kind, details }: NewProtocolLogEntry): string | undefined => {
  if (kind === 'login-completed') return String(details.eid)
  if (kind === 'signed-on') return 'sso'
  return kind === 'automatic-login' ? 'automatic' : undefined
}

function countLogins(entries: readonly NewProtocolLogEntry[]): LoginCount[] {
  const counts = new Map<string, LoginCount>()
  for (const entry of entries) {
    const eid = eidOf(entry)
    if (eid === undefined) continue
    const { environment, clientId, atSeconds } = entry
    const day = new Date(atSeconds * 1000).toISOString().slice(0, 10)
    const key = `${environment} ${day} ${clientId} ${eid}`
    const logins = (counts.get(key)?.logins ?? 0) + 1
    counts.set(key, { environment, day, clientId, eid, logins })
  }
  return [...counts.values()]
}
