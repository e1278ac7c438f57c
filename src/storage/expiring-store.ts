import type { TicketKind, Tickets } from './tickets.ts'

/** What became of a ticket that can be used once. `taken-before` hands out the value too: reuse is answered by acting on it (CODE-9). */
export type Taken<Value> =
  | { readonly outcome: 'taken'; readonly value: Value }
  | { readonly outcome: 'taken-before'; readonly value: Value }
  | { readonly outcome: 'absent' }

export type Seen<Value> =
  | { readonly outcome: 'live'; readonly value: Value }
  | { readonly outcome: 'taken-before'; readonly value: Value }
  | { readonly outcome: 'absent' }

/**
 * Holds what dies by itself. Every id is already a hash where the value itself would be a credential
 * (tickets.ts, `ticketId`). A promise resolves when the write survives the death of the process.
 * From `expiresAtSeconds` on (inclusive) a ticket is absent. A taken ticket is remembered as taken for
 * `takenRememberedSeconds` after its expiry at least, so that reuse is recognised.
 */
export interface ExpiringStore {
  put<Kind extends TicketKind>(kind: Kind, id: string, value: Tickets[Kind], expiresAtSeconds: number): Promise<void>
  /** Like `put`, but only if no live ticket has the id; tells whether it was written. Replay guards (CAUTH-13). */
  putIfAbsent<Kind extends TicketKind>(
    kind: Kind,
    id: string,
    value: Tickets[Kind],
    expiresAtSeconds: number,
  ): Promise<boolean>
  read<Kind extends TicketKind>(kind: Kind, id: string): Promise<Seen<Tickets[Kind]>>
  /**
   * Reads, decides and writes as one step; concurrent changes never lose one another's work. `decide` is pure and may
   * run again when another writer came first. It sees undefined where nothing lives, and answers what is to stand
   * there, or 'keep' (write nothing), or 'drop'. Resolves with what stands there afterwards.
   */
  change<Kind extends TicketKind>(
    kind: Kind,
    id: string,
    decide: (
      current: Tickets[Kind] | undefined,
    ) => { readonly value: Tickets[Kind]; readonly expiresAtSeconds: number } | 'keep' | 'drop',
  ): Promise<Tickets[Kind] | undefined>
  /** Exactly one caller ever gets `taken`, however many ask at once (CODE-11). */
  take<Kind extends TicketKind>(kind: Kind, id: string): Promise<Taken<Tickets[Kind]>>
  drop(kind: TicketKind, id: string): Promise<void>
  /** Adds one to a counter that disappears at `expiresAtSeconds` of its first count; resolves with the new number. */
  count(name: string, expiresAtSeconds: number): Promise<number>
  /** Forgets everything: tickets, what was taken, counters. For a gateway under development (REG-168). */
  clear(): Promise<void>
  /** Removes expired tickets, at most `limit` looked at; resolves with how many went. Called often, never stalls a request. */
  sweep(limit: number): Promise<number>
}

export const takenRememberedSeconds = 600
