import type { Actor } from '../../../journey/actor.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { OutboxCounts, OutboxMail, OutboxStatus } from '../../../storage/outbox.ts'
import type { Clock } from '../../../system/clock.ts'
import { requireRight } from '../require-right.ts'

/** A mail as the console shows it: no text, no attachment, and of the receiver only what tells one from another. */
export interface ConsoleMail {
  readonly id: string
  readonly code: string
  readonly status: OutboxStatus
  readonly receiver: string
  readonly orgno: string
  readonly reference: string
  readonly attempts: number
  readonly createdAtSeconds: number
  readonly nextAttemptAtSeconds: number
  readonly sentAtSeconds: number | null
  readonly lastFault: string
  readonly mayRetry: boolean
  readonly mayRemove: boolean
}

export interface ConsoleOutbox {
  readonly nowSeconds: number
  readonly counts: OutboxCounts
  /** What has failed stands first, then what waits, then the rest; of each kind the newest first. */
  readonly mails: readonly ConsoleMail[]
}

export interface OutboxNeeds {
  readonly durable: DurableStore
  readonly clock: Clock
}

const shown = 100
const order: readonly OutboxStatus[] = ['FAILED', 'HELD', 'READY', 'SENT', 'REMOVED']

/** What is on its way out of the house and what did not get there (§16 of the console). */
export const readOutbox =
  ({ durable, clock }: OutboxNeeds) =>
  async (actor: Actor, filter: { readonly status?: OutboxStatus; readonly code?: string }): Promise<ConsoleOutbox> => {
    requireRight(actor, 'outbox.read', undefined)
    const { status, code } = filter
    const mails: OutboxMail[] = []
    for (const one of status === undefined ? order : [status])
      mails.push(
        ...(await durable.outbox.list(
          { status: one, ...(code === undefined ? {} : { code }) },
          Math.max(0, shown - mails.length),
        )),
      )
    return { nowSeconds: clock.nowSeconds(), counts: await durable.outbox.counts(), mails: mails.map(consoleMail) }
  }

/** One of them; refuses `not_found`. */
export const readMail =
  ({ durable }: OutboxNeeds) =>
  async (actor: Actor, id: string): Promise<ConsoleMail> => {
    requireRight(actor, 'outbox.read', undefined)
    const mail = await durable.outbox.find(id)
    if (mail === undefined) refuse('not_found', 'there is no such mail')
    return consoleMail(mail)
  }

const consoleMail = (mail: OutboxMail): ConsoleMail => ({
  id: mail.id,
  code: mail.code,
  status: mail.status,
  receiver: maskedAddress(mail.to),
  orgno: mail.orgno ?? '',
  reference: mail.reference ?? '',
  attempts: mail.attempts,
  createdAtSeconds: mail.createdAtSeconds,
  nextAttemptAtSeconds: mail.nextAttemptAtSeconds,
  sentAtSeconds: mail.sentAtSeconds,
  lastFault: mail.lastFault ?? '',
  mayRetry: mayRetry(mail),
  mayRemove: mayRemove(mail),
})

/** What had an attachment that is gone cannot be sent again: the delivery makes a new one with a new secret (ONB-99). */
export const mayRetry = ({ status, attachmentErased }: OutboxMail): boolean => status === 'FAILED' && !attachmentErased

/** A mail that is held belongs to a delivery, which releases or removes it itself (D-3, D-4). */
export const mayRemove = ({ status }: OutboxMail): boolean => status === 'READY' || status === 'FAILED'

/** `k…@etat.example`: the first letter and the house. */
const maskedAddress = (address: string): string => {
  const at = address.lastIndexOf('@')
  return at < 1 ? '…' : `${address.slice(0, 1)}…${address.slice(at)}`
}
