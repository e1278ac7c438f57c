/** A message that the local mailbox took instead of sending it. Times in seconds. */
export interface MailboxMessage {
  readonly id: string
  readonly kind: 'mail' | 'sms'
  readonly code: string
  readonly to: string
  readonly reference?: string
  readonly subject?: string
  readonly text: string
  readonly html?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly attachments?: readonly { readonly name: string; readonly type: string; readonly content: Buffer }[]
  readonly createdAtSeconds: number
}

/** How the next messages of a channel fail (ONB-183). */
export type MailboxFault =
  | { readonly channel: 'mail'; readonly mode: 'refuse' | 'timeout' | 'bounce'; readonly times: number }
  | { readonly channel: 'sms'; readonly mode: 'refuse' | 'timeout' | 'receipt_failed'; readonly times: number }

/** What the doors need of the local mailbox. */
export interface Mailbox {
  /** Newest first. */
  messages(): readonly MailboxMessage[]
  clear(): void
  fail(fault: MailboxFault): void
  /** Calls `listener` after every new message, until the function it returns is called. */
  listen(listener: () => void): () => void
}
