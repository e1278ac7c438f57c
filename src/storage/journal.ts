/** What happened, who did it and to what: everything of an audit record but its place in the chain (ONB-170). */
export interface JournalEntry {
  readonly atSeconds: number
  readonly actor: {
    readonly kind: 'user' | 'operator' | 'machine' | 'system'
    readonly id: string
    readonly name?: string
    readonly orgno?: string
    readonly roles?: readonly string[]
    readonly acr?: string
  }
  /** A code such as `order.submitted`. */
  readonly action: string
  readonly object: { readonly kind: string; readonly id: string }
  /** Whose the object is; empty: nobody's but the operator's. */
  readonly orgno: string
  readonly environment?: string
  /** Changed members only. No secret, no national id, no whole mobile number. */
  readonly before?: Readonly<Record<string, unknown>>
  readonly after?: Readonly<Record<string, unknown>>
  readonly reason?: string
  readonly ip?: string
  readonly userAgent?: string
  readonly correlationId?: string
}

export interface JournalRecord extends JournalEntry {
  /** Counted from 1 without a gap. */
  readonly id: number
  /** Hexadecimal; of the first record 64 zeros. */
  readonly prevHash: string
  /** SHA-256 over `prevHash`'s bytes and the canonical JSON of everything else (ONB-171). */
  readonly hash: string
}

export interface JournalFilter {
  readonly orgno?: string
  readonly objectKind?: string
  readonly objectId?: string
  readonly actorId?: string
  /** The whole code, or what it begins with when it ends in a dot: `order.`. */
  readonly action?: string
  readonly fromSeconds?: number
  readonly untilSeconds?: number
  /** Only records before this id: the next page. */
  readonly beforeId?: number
}

/** Append-only; the database itself refuses to change or remove a row (ONB-171). */
export interface JournalShelf {
  /** Adds the next record of the chain. */
  append(entry: JournalEntry): Promise<JournalRecord>
  /** Newest first, at most `limit`. */
  list(filter: JournalFilter, limit: number): Promise<JournalRecord[]>
  /** Oldest first after `afterId`, at most `limit`, each as the row stands there: for verifying the chain. */
  walk(afterId: number, limit: number): Promise<JournalRow[]>
  /** The newest record's id and hash. */
  head(): Promise<{ readonly id: number; readonly hash: string }>
}

/** A row as stored: the text that was hashed, and what it must hash to. */
export interface JournalRow {
  readonly id: number
  readonly prevHash: string
  readonly hash: string
  /** Canonical JSON of `id` and the entry. */
  readonly document: string
}
