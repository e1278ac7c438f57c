/** A message of the local mailbox, as the page shows it and the JSON answers it (ONB-182). */
export interface MailboxEntry {
  readonly id: string
  readonly kind: 'mail' | 'sms'
  readonly code: string
  readonly to: string
  readonly reference?: string
  readonly subject?: string
  readonly text: string
  readonly html?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly attachments?: readonly {
    readonly name: string
    readonly type: string
    /** Bytes. */
    readonly size: number
    readonly url: string
  }[]
  /** ISO 8601, UTC. */
  readonly created: string
}
