import type { OutboxMail, OutboxShelf } from '../storage/outbox.ts'
import type { Clock } from '../system/clock.ts'
import type { Log } from '../system/log.ts'
import { messageIdOf } from './message.ts'
import type { MailSender } from './sender.ts'

interface Needs {
  readonly outbox: OutboxShelf
  readonly mailSender: MailSender
  /** The address mails come from; its domain is part of every Message-ID. */
  readonly from: string
  readonly clock: Clock
  readonly log: Log
  /**
   * Told before a mail is given up, and again should the process die meanwhile (ONB-165). What it throws is logged and
   * the mail is tried once more.
   */
  readonly givenUp: (mail: OutboxMail, fault: string) => Promise<void>
}

export interface Courier {
  /** Sends what is due now; resolves with how many mails were tried. */
  step(): Promise<number>
  /** When a mail was last taken over by the mail server; null before that. */
  lastSuccessSeconds(): number | null
}

const daySeconds = 86_400
const firstPausesSeconds = [60, 300, 900, 3600]
/** Four pauses and 22 hours: the next try would be later than a day after the first (ONB-165). */
const mostAttempts = 27
/** Longer than the slowest mail server is waited for, so that nobody else sends meanwhile. */
const leaseSeconds = 300
const mailsAtOnce = 4
const attachmentKeptSeconds = daySeconds
const bodyKeptSeconds = 90 * daySeconds
const cleaningSeconds = 60

/** How long after the n-th try the next one comes; null when it was the last. Seconds. */
export const pauseAfterAttempt = (attempts: number): number | null =>
  attempts >= mostAttempts ? null : (firstPausesSeconds[attempts - 1] ?? 3600)

/** Takes mails from the outbox to the mail server, at least once each. Several may work on one outbox. */
export function openCourier({ outbox, mailSender, from, clock, log, givenUp }: Needs): Courier {
  let lastSuccess: number | null = null
  let cleanedAtSeconds = Number.NEGATIVE_INFINITY

  /** What must not be kept goes, whether or not there is something to send (ONB-116). */
  const clean = async (nowSeconds: number): Promise<void> => {
    if (nowSeconds - cleanedAtSeconds < cleaningSeconds) return
    await outbox.eraseAttachments(nowSeconds - attachmentKeptSeconds)
    await outbox.eraseBodies(nowSeconds - bodyKeptSeconds)
    cleanedAtSeconds = nowSeconds
  }

  const deliver = async (mail: OutboxMail): Promise<void> => {
    const fields = { mail: mail.id, code: mail.code, reference: mail.reference, attempt: mail.attempts }
    const sending = mail.attachmentErased
      ? ({ outcome: 'refused', fault: 'its attachment may no longer be kept' } as const)
      : await mailSender.send(mail, messageIdOf(mail.id, from))
    if (sending.outcome === 'accepted') {
      lastSuccess = clock.nowSeconds()
      await outbox.sent(mail.id, lastSuccess)
      log.info(fields, 'mail sent')
      return
    }
    const { outcome, fault } = sending
    const pause = outcome === 'refused' ? null : pauseAfterAttempt(mail.attempts)
    log[pause === null ? 'error' : 'warn']({ ...fields, fault }, pause === null ? 'mail given up' : 'mail not sent yet')
    if (pause === null) await givenUp(mail, fault)
    await outbox.failed(mail.id, fault, pause === null ? null : clock.nowSeconds() + pause)
  }

  return {
    async step() {
      await clean(clock.nowSeconds())
      const claimed = await outbox.claim(clock.nowSeconds(), leaseSeconds, mailsAtOnce)
      await Promise.all(
        claimed.map((mail) =>
          deliver(mail).catch((error: unknown) =>
            // The lease keeps it for now; then it is due again.
            log.error({ mail: mail.id, code: mail.code, err: error }, 'mail neither sent nor given up'),
          ),
        ),
      )
      return claimed.length
    },
    lastSuccessSeconds: () => lastSuccess,
  }
}
