import { AsyncLocalStorage } from 'node:async_hooks'
import type { TraceEntry, TraceEvent } from '../../pages/demo/trace-entry.ts'
import type { Clock } from '../../system/clock.ts'
import { shortenField } from './shorten.ts'

const maximumEntries = 200

type Fields = Iterable<readonly [string, string]>

/** The messages of one browser session in the order they were sent. The oldest give way. */
export interface Trace {
  readonly entries: readonly TraceEntry[]
  /** Something that passed through the browser, or that the service decided. */
  add(event: TraceEvent, request: string, fields: Fields): void
  /** A question of the service's own and its answer. */
  addExchange(event: TraceEvent, request: string, fields: Fields, answer: string, received: Fields): void
}

const shown = (fields: Fields): (readonly [string, string])[] =>
  Array.from(fields, ([name, value]) => shortenField(name, value))

export function openTrace(clock: Clock): Trace {
  const entries: TraceEntry[] = []
  const push = (entry: TraceEntry): void => {
    entries.push(entry)
    if (entries.length > maximumEntries) entries.shift()
  }
  return {
    entries,
    add: (event, request, fields) => push({ event, atSeconds: clock.nowSeconds(), request, sent: shown(fields) }),
    addExchange: (event, request, fields, answer, received) =>
      push({ event, atSeconds: clock.nowSeconds(), request, sent: shown(fields), answer, received: shown(received) }),
  }
}

/**
 * The trace that the present request writes to. The OpenID library is shared by all sessions and asks the network on
 * its own; this is how its questions find the session they were asked for.
 */
export const presentTrace = new AsyncLocalStorage<Trace>()
