import { type ExpressionBuilder, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { builder, given } from './statement-builder.ts'

const mailColumns = [
  'place',
  'id',
  'code',
  'status',
  'orgno',
  'thread',
  'reference',
  'attempts',
  'next_attempt_at',
  'created_at',
  'released_at',
  'sent_at',
  'last_fault',
  'document',
  'body',
  'attachment',
  'had_attachment',
] as const

export const addMail = builder.insertInto('outbox_mail').values((eb) => ({
  id: given('id'),
  code: given('code'),
  status: given('status'),
  orgno: given('orgno'),
  thread: given('thread'),
  reference: given('reference'),
  attempts: eb.lit(0),
  next_attempt_at: given('now'),
  created_at: given('now'),
  released_at: given('releasedAt'),
  document: given('document'),
  body: given('body'),
  attachment: given('attachment'),
  had_attachment: given('hadAttachment'),
}))

export const findMail = builder.selectFrom('outbox_mail').select(mailColumns).where('id', '=', given('id'))

/** What is not asked for is given as null. */
export const listMails = builder
  .selectFrom('outbox_mail')
  .select(mailColumns)
  // Newest first by the table's own order, as far as `limit` goes.
  .where('place', '<', given('before'))
  .where((eb) => eb('status', '=', eb.fn.coalesce(eb.val(given('status')), 'status')))
  .where((eb) => eb('code', '=', eb.fn.coalesce(eb.val(given('code')), 'code')))
  .where((eb) => eb('orgno', 'is not distinct from', eb.fn.coalesce(eb.val(given('orgno')), 'orgno')))
  .where((eb) => eb('reference', 'is not distinct from', eb.fn.coalesce(eb.val(given('reference')), 'reference')))
  .orderBy('place', 'desc')
  .limit(given('limit'))

/** Of a thread the first that waits: a later one is not offered before it, though it were due (ONB-165). */
export const dueMails = builder
  .selectFrom('outbox_mail as mail')
  .select(mailColumns)
  .where((eb) => eb('status', '=', sql.lit('READY')))
  .where('next_attempt_at', '<=', given('now'))
  .where((eb) =>
    eb.not(
      eb.exists(
        eb
          .selectFrom('outbox_mail as earlier')
          .select('earlier.id')
          .where((inner) => inner('earlier.status', '=', sql.lit('READY')))
          .whereRef('earlier.thread', '=', 'mail.thread')
          .whereRef('earlier.place', '<', 'mail.place'),
      ),
    ),
  )
  .orderBy('next_attempt_at')
  .orderBy('place')
  .limit(given('limit'))

const isReady = (eb: ExpressionBuilder<Tables, 'outbox_mail'>) => eb('status', '=', sql.lit('READY'))

/** Only if nobody else claimed it since it was read: then its time would be another. */
export const claimMail = builder
  .updateTable('outbox_mail')
  .set((eb) => ({ next_attempt_at: given('leaseEndsAt'), attempts: eb('attempts', '+', eb.lit(1)) }))
  .where('id', '=', given('id'))
  .where(isReady)
  .where('next_attempt_at', '=', given('nextAttemptAt'))
  .where('attempts', '=', given('attempts'))

export const releaseMail = builder
  .updateTable('outbox_mail')
  .set({ status: sql.lit('READY'), released_at: given('now'), next_attempt_at: given('now') })
  .where('id', '=', given('id'))
  .where((eb) => eb('status', '=', sql.lit('HELD')))

export const mailSent = builder
  .updateTable('outbox_mail')
  .set((eb) => ({
    status: sql.lit('SENT'),
    sent_at: given('now'),
    attachment: eb.lit(null),
    last_fault: eb.lit(null),
  }))
  .where('id', '=', given('id'))
  .where(isReady)

export const mailFailed = builder
  .updateTable('outbox_mail')
  .set({ status: given('status'), last_fault: given('fault'), next_attempt_at: given('nextAttemptAt') })
  .where('id', '=', given('id'))
  .where(isReady)

export const retryMail = builder
  .updateTable('outbox_mail')
  .set((eb) => ({ status: sql.lit('READY'), attempts: eb.lit(0), next_attempt_at: given('now') }))
  .where('id', '=', given('id'))
  .where((eb) => eb('status', '=', sql.lit('FAILED')))
  .where((eb) => eb.or([eb('had_attachment', '=', eb.lit(0)), eb('attachment', 'is not', null)]))
  .where('body', 'is not', null)

export const removeMail = builder
  .updateTable('outbox_mail')
  .set((eb) => ({ status: sql.lit('REMOVED'), body: eb.lit(null), attachment: eb.lit(null) }))
  .where('id', '=', given('id'))
  .where((eb) => eb('status', 'in', [sql.lit('HELD'), sql.lit('READY'), sql.lit('FAILED')]))

export const mailsHeldBefore = builder
  .selectFrom('outbox_mail')
  .select(mailColumns)
  .where((eb) => eb('status', '=', sql.lit('HELD')))
  .where('created_at', '<', given('before'))
  .orderBy('place')

export const countMails = builder
  .selectFrom('outbox_mail')
  .select((eb) => [
    'status',
    eb.fn.countAll().as('count'),
    eb.fn.min(eb.fn.coalesce('released_at', 'created_at')).as('oldest'),
  ])
  .where((eb) => eb('status', 'in', [sql.lit('HELD'), sql.lit('READY'), sql.lit('FAILED')]))
  .groupBy('status')

export const eraseMailAttachments = builder
  .updateTable('outbox_mail')
  .set((eb) => ({ attachment: eb.lit(null) }))
  .where('attachment', 'is not', null)
  .where('released_at', '<', given('before'))

export const eraseMailBodies = builder
  .updateTable('outbox_mail')
  .set((eb) => ({ body: eb.lit(null), attachment: eb.lit(null) }))
  .where('body', 'is not', null)
  // What is still to be sent keeps its words: after a long pause they must not go out empty.
  .where((eb) => eb('status', 'not in', [sql.lit('HELD'), sql.lit('READY')]))
  .where('created_at', '<', given('before'))
