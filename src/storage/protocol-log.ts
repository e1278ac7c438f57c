import type { ProtocolEvent } from '../audit/event.ts'

/** What a handled protocol request led to, as the service's own people may read it. No code, token, secret or national id. */
export interface NewProtocolLogEntry {
  readonly atSeconds: number
  readonly environment: string
  /** Empty when the client is not known. */
  readonly clientId: string
  readonly correlationId: string
  readonly kind: ProtocolEvent['kind']
  /** What else the event says. */
  readonly details: Readonly<Record<string, string | number>>
}

export interface ProtocolLogEntry extends NewProtocolLogEntry {
  /** Grows with every entry. */
  readonly id: number
}

export interface ProtocolLogFilter {
  readonly environment: string
  readonly clientId: string
  readonly kind?: ProtocolEvent['kind']
  readonly fromSeconds?: number
  readonly untilSeconds?: number
  /** Only entries before this one: the next page. */
  readonly beforeId?: number
}

/** The protocol requests of every client, kept for 13 months. Written in batches, never on the way of a request. */
export interface ProtocolLogShelf {
  append(entries: readonly NewProtocolLogEntry[]): Promise<void>
  /** Newest first, at most `limit`. */
  list(filter: ProtocolLogFilter, limit: number): Promise<ProtocolLogEntry[]>
  /** Oldest first: what stands under one reference (`X-Correlation-Id`). */
  byReference(correlationId: string): Promise<ProtocolLogEntry[]>
  /** When the client's first event of this kind was. */
  firstOfKind(environment: string, clientId: string, kind: ProtocolEvent['kind']): Promise<number | undefined>
  /** Removes what is older, at most about `limit`; resolves with how many went. */
  sweep(beforeSeconds: number, limit: number): Promise<number>
}
