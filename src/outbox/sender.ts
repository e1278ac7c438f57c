import type { Secret } from '../protocol/secret.ts'
import type { OutboxMail } from '../storage/outbox.ts'

/** `refused` is for good; `unreachable` may be tried again. Faults hold no secrets, addresses or text of a message. */
export type SendFault = { readonly outcome: 'refused' | 'unreachable'; readonly fault: string }

export interface MailSender {
  /** Resolves when the mail server has taken it over, or says why not. `messageId` is the same at every try (ONB-165). */
  send(mail: OutboxMail, messageId: string): Promise<{ readonly outcome: 'accepted' } | SendFault>
  close(): void
}

export interface OutgoingSms {
  /** E.164. */
  readonly to: string
  /** A `Secret` when it holds a password or code, so that it cannot be logged (ONB-187). */
  readonly text: Secret | string
  /** The same at every try, so that a gateway can tell a second try from a second message (ONB-97). */
  readonly reference: string
  /** The kind of message, `S-02`. */
  readonly code: string
}

export interface SmsSender {
  /** Resolves when the gateway has accepted it, or when all tries are used up (ONB-97). `id` is the gateway's own. */
  send(sms: OutgoingSms): Promise<{ readonly outcome: 'accepted'; readonly id: string } | SendFault>
}
