import { destination, pino } from 'pino'
import type { Log } from './log.ts'

/**
 * A log on standard output, one JSON line a call. Lines are gathered for up to a second, since a write per line is felt on
 * the hot path; `flush` before the process ends.
 */
export function openPinoLog(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): {
  readonly log: Log
  flush(): void
} {
  const stream = destination({ dest: 1, sync: false, minLength: 12_288 })
  const log = pino({ level, base: null, timestamp: openTimestamps() }, stream)
  const timer = setInterval(() => stream.flush(), 1000)
  timer.unref()
  return { log, flush: () => stream.flushSync() }
}

/** ISO 8601 in UTC; what lines of one second share is written out once. */
function openTimestamps(): () => string {
  let second = Number.NaN
  let upToSecond = ''
  return () => {
    const now = Date.now()
    const millisecond = now % 1000
    if (now - millisecond !== second) {
      second = now - millisecond
      upToSecond = new Date(second).toISOString().slice(0, 20)
    }
    return `,"time":"${upToSecond}${String(millisecond).padStart(3, '0')}Z"`
  }
}
