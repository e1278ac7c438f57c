import { Secret } from '../../protocol/secret.ts'
import type { Clock } from '../../system/clock.ts'
import type { Random } from '../../system/random.ts'
import { type MailIdentity, outgoingMail } from '../message.ts'
import type { MailSender, SendFault, SmsSender } from '../sender.ts'

/** A message as it would have been received. Times in seconds. */
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

/** How the next messages of a channel fail (ONB-183). `bounce` and `receipt_failed` are accepted first and fail afterwards. */
export interface MailboxFault {
  readonly channel: 'mail' | 'sms'
  readonly mode: 'refuse' | 'timeout' | 'bounce' | 'receipt_failed'
  readonly times: number
}

export interface Mailbox {
  readonly mailSender: MailSender
  readonly smsSender: SmsSender
  /** Newest first. */
  messages(): readonly MailboxMessage[]
  clear(): void
  /** Takes the place of an earlier fault of the same channel. */
  fail(fault: MailboxFault): void
  /** Calls `listener` after every new message, until the function it returns is called. */
  listen(listener: () => void): () => void
}

export interface MailboxOptions {
  readonly identity: MailIdentity
  readonly clock: Clock
  readonly random: Random
  /** The outbox id of a mail that came back. */
  readonly bounced: (mailId: string) => Promise<unknown>
  /** The id that was given when an SMS was accepted, which did not arrive. */
  readonly undeliverable: (smsId: string) => Promise<unknown>
  readonly capacity?: number
}

/**
 * Takes all mail and SMS and keeps the newest in memory, for development: nothing leaves the machine and nothing is
 * written to disk (ONB-180). It holds secrets in clear, so never beside real production.
 */
export function openMailbox({
  identity,
  clock,
  random,
  bounced,
  undeliverable,
  capacity = 500,
}: MailboxOptions): Mailbox {
  let kept: readonly MailboxMessage[] = []
  const faults = new Map<MailboxFault['channel'], MailboxFault>()
  const listeners = new Set<() => void>()

  const keep = (message: Omit<MailboxMessage, 'id' | 'createdAtSeconds'>): string => {
    const id = random.token(9)
    kept = [{ id, createdAtSeconds: clock.nowSeconds(), ...message }, ...kept].slice(0, capacity)
    for (const listener of [...listeners]) listener()
    return id
  }

  const takeFault = (channel: MailboxFault['channel']): MailboxFault['mode'] | undefined => {
    const fault = faults.get(channel)
    if (fault === undefined || fault.times < 1) return undefined
    faults.set(channel, { ...fault, times: fault.times - 1 })
    return fault.mode
  }

  return {
    mailSender: {
      async send(mail, messageId) {
        const outgoing = outgoingMail(mail, messageId, identity)
        if (outgoing === undefined) return { outcome: 'refused', fault: 'the receiver is not one mail address' }
        const mode = takeFault('mail')
        const fault = faultOf(mode)
        if (fault !== undefined) return fault
        if (mode === 'bounce') {
          later(() => bounced(mail.id))
          return { outcome: 'accepted' }
        }
        const { attachment, subject, text, html } = outgoing
        keep({
          kind: 'mail',
          code: mail.code,
          to: mail.to,
          ...(mail.reference === undefined ? {} : { reference: mail.reference }),
          subject,
          text,
          ...(html === undefined ? {} : { html }),
          headers: headersOf(outgoing),
          ...(attachment === undefined
            ? {}
            : {
                attachments: [{ name: attachment.filename, type: attachment.contentType, content: attachment.content }],
              }),
        })
        return { outcome: 'accepted' }
      },
      close: () => {},
    },

    smsSender: {
      async send({ to, text, reference, code }) {
        const mode = takeFault('sms')
        const fault = faultOf(mode)
        if (fault !== undefined) return fault
        const words = text instanceof Secret ? text.reveal() : text
        if (mode !== 'receipt_failed')
          return { outcome: 'accepted', id: keep({ kind: 'sms', code, to, reference, text: words }) }
        const id = random.token(9)
        later(() => undeliverable(id))
        return { outcome: 'accepted', id }
      },
    },

    messages: () => kept,
    clear() {
      kept = []
    },
    fail(fault) {
      faults.set(fault.channel, fault)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** News of a failure comes when the sender has long gone on. */
const later = (tell: () => Promise<unknown>): void => {
  setTimeout(() => void tell(), newsDelayMilliseconds).unref()
}

const newsDelayMilliseconds = 500

function faultOf(mode: MailboxFault['mode'] | undefined): SendFault | undefined {
  if (mode === 'refuse') return { outcome: 'refused', fault: 'refused, as the mailbox was told to' }
  if (mode === 'timeout') return { outcome: 'unreachable', fault: 'no answer, as the mailbox was told' }
  return undefined
}

function headersOf(outgoing: NonNullable<ReturnType<typeof outgoingMail>>): Readonly<Record<string, string>> {
  const { from, to, replyTo, inReplyTo, messageId, subject, headers } = outgoing
  const written = ({ name, address }: { name: string; address: string }): string =>
    name === '' ? address : `${name} <${address}>`
  return {
    From: written(from),
    ...(replyTo === undefined ? {} : { 'Reply-To': replyTo }),
    To: written(to),
    Subject: subject,
    'Message-ID': messageId,
    ...(inReplyTo === undefined ? {} : { 'In-Reply-To': inReplyTo, References: inReplyTo }),
    ...headers,
  }
}
