import type { Actor } from '../../../journey/actor.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { OutboxMail } from '../../../storage/outbox.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'
import { mayRemove, mayRetry, type OutboxNeeds } from './read-outbox.ts'

interface Needs extends OutboxNeeds {
  /** Told of a mail that will not be sent, so that what hangs on it can end (ONB-165). */
  readonly mailGivenUp: (mail: OutboxMail, fault: string) => Promise<unknown>
}

const shortestReason = 20

/** Lets a mail that failed be tried again from the beginning. */
export const retryMail =
  ({ durable, clock }: OutboxNeeds) =>
  (actor: Actor, id: string): Promise<void> =>
    durable.transaction(async (store) => {
      const mail = await mailToWork(store, actor, id)
      const nowSeconds = clock.nowSeconds()
      if (!mayRetry(mail) || !(await store.outbox.retry(id, nowSeconds))) illegal(mail, 'retry')
      await record(store, actor, happening(mail, 'mail.retried', 'READY'), nowSeconds)
    })

/** Takes a mail out of the outbox for good; the reason stands in the journal. Its words are erased. */
export const removeMail =
  ({ durable, clock, mailGivenUp }: Needs) =>
  async (actor: Actor, id: string, reason: string): Promise<void> => {
    const removed = await durable.transaction(async (store) => {
      const mail = await mailToWork(store, actor, id)
      if (reason.trim().length < shortestReason)
        refuse('reason_too_short', `a reason of at least ${shortestReason} characters is needed`, {
          field: 'reason',
          values: { min: String(shortestReason) },
        })
      if (!mayRemove(mail) || !(await store.outbox.remove(id))) illegal(mail, 'remove')
      await record(store, actor, { ...happening(mail, 'mail.removed', 'REMOVED'), reason }, clock.nowSeconds())
      return mail
    })
    // Of one that failed they have been told already.
    if (removed.status === 'READY') await mailGivenUp(removed, 'removed by the operator')
  }

async function mailToWork(store: DurableStore, actor: Actor, id: string): Promise<OutboxMail> {
  requireRight(actor, 'outbox.retry', undefined)
  const mail = await store.outbox.find(id)
  if (mail === undefined) refuse('not_found', 'there is no such mail')
  return mail
}

function illegal({ status }: OutboxMail, event: string): never {
  refuse('illegal_transition', `${event} is not possible for a mail in state ${status}`, {
    values: { state: status, event },
  })
}

const happening = (mail: OutboxMail, action: string, status: string) => ({
  action,
  object: { kind: 'mail', id: mail.id },
  orgno: mail.orgno ?? '',
  before: { code: mail.code, status: mail.status },
  after: { status },
})
