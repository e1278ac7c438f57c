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
  const stream = destination({ dest: 1, sync: false, minLength: 4096 })
  const log = pino({ level, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` }, stream)
  const timer = setInterval(() => stream.flush(), 1000)
  timer.unref()
  return { log, flush: () => stream.flushSync() }
}
