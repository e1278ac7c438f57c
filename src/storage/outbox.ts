/** HELD waits to be released, READY for its turn; the rest is over. An operator can make FAILED into READY again. */
export type OutboxStatus = 'HELD' | 'READY' | 'SENT' | 'FAILED' | 'REMOVED'

export interface MailAttachment {
  readonly name: string
  /** MIME type. */
  readonly type: string
  readonly base64: string
}

/** What the writer of a mail decides. */
export interface MailContent {
  /** The kind of message, `M-13`. */
  readonly code: string
  /** One address, without a name. */
  readonly to: string
  readonly toName?: string
  readonly language: 'nb' | 'nn' | 'en'
  readonly subject: string
  readonly text: string
  readonly html?: string
  /** Never in clear if it holds a credential (ONB-116). */
  readonly attachment?: MailAttachment
  readonly orgno?: string
  /** Mails of one thread keep their order (ONB-165). */
  readonly thread?: string
  /** A number that people know: of a delivery, an order, a case. */
  readonly reference?: string
  /** Message-ID of the mail that this one answers. */
  readonly inReplyTo?: string
}

export interface NewMail extends MailContent {
  /** Made if not given. */
  readonly id?: string
  /** READY if not given. */
  readonly status?: 'HELD' | 'READY'
}

export interface OutboxMail extends MailContent {
  readonly id: string
  readonly status: OutboxStatus
  /** Tries begun, of which one may have ended with the process. */
  readonly attempts: number
  readonly nextAttemptAtSeconds: number
  readonly createdAtSeconds: number
  /** null while HELD. */
  readonly releasedAtSeconds: number | null
  readonly sentAtSeconds: number | null
  /** Why the latest try failed, without secrets and addresses. */
  readonly lastFault: string | null
  /** It had an attachment, which is no longer kept: it cannot be sent again. */
  readonly attachmentErased: boolean
}

export interface OutboxFilter {
  readonly status?: OutboxStatus
  readonly orgno?: string
  readonly code?: string
  readonly reference?: string
}

export interface OutboxCounts {
  readonly held: number
  readonly ready: number
  readonly failed: number
  /** When the longest waiting READY mail was released. */
  readonly oldestReadyAtSeconds: number | null
  readonly oldestHeldAtSeconds: number | null
}

/** Mails to be sent: written in the transaction of the fact they tell (ONB-161), sent by the courier. Times in seconds. */
export interface OutboxShelf {
  /** Resolves with the id. */
  add(mail: NewMail, nowSeconds: number): Promise<string>
  find(id: string): Promise<OutboxMail | undefined>
  /** Newest first. */
  list(filter: OutboxFilter, limit: number): Promise<OutboxMail[]>
  /**
   * Mails that are READY and due, for one worker alone until the lease is over; each counts as a try. Of a thread only
   * the first that is not sent.
   */
  claim(nowSeconds: number, leaseSeconds: number, limit: number): Promise<OutboxMail[]>
  /** HELD → READY; false if it is not HELD. */
  release(id: string, nowSeconds: number): Promise<boolean>
  /** READY → SENT, whoever has it; the attachment is erased (ONB-116). */
  sent(id: string, nowSeconds: number): Promise<void>
  /** A try failed: it is due again at `nextAttemptAtSeconds`, or with null FAILED for good. No longer READY: nothing. */
  failed(id: string, fault: string, nextAttemptAtSeconds: number | null): Promise<void>
  /** FAILED → READY with all its tries; false if it is not FAILED or its attachment is gone. */
  retry(id: string, nowSeconds: number): Promise<boolean>
  /** HELD, READY or FAILED → REMOVED; text and attachment are erased. False if it was sent or removed before. */
  remove(id: string): Promise<boolean>
  /** HELD mails written before `beforeSeconds`, oldest first (D-5). */
  heldBefore(beforeSeconds: number): Promise<OutboxMail[]>
  counts(): Promise<OutboxCounts>
  /** Erases attachments of mails released before `releasedBeforeSeconds`; resolves with how many (ONB-116). */
  eraseAttachments(releasedBeforeSeconds: number): Promise<number>
  /** Erases text and attachment of mails written before `beforeSeconds` that nobody is to send any more; resolves with how many (retention). */
  eraseBodies(beforeSeconds: number): Promise<number>
}
