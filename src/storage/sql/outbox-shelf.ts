import { randomUUID } from 'node:crypto'
import type { MailContent, OutboxMail, OutboxShelf, OutboxStatus } from '../outbox.ts'
import { bind } from './bind.ts'
import { compiled } from './compiled-statements.ts'
import type { BoundStatement, Row, SqlDatabase } from './sql-database.ts'

export const openOutboxShelf = (database: SqlDatabase): OutboxShelf => {
  const changed = async (statement: BoundStatement): Promise<number> => {
    const [rows] = await database.write([statement])
    return rows ?? 0
  }

  return {
    async add(mail, nowSeconds) {
      // Part of an address for bounces, and not everybody keeps capitals in those.
      const { id = randomUUID(), status = 'READY', code, orgno, thread, reference } = mail
      const { to, toName, language, subject, inReplyTo, text, html, attachment } = mail
      await changed(
        bind(compiled.addMail, {
          id,
          code,
          status,
          orgno: orgno ?? null,
          thread: thread ?? null,
          reference: reference ?? null,
          now: nowSeconds,
          releasedAt: status === 'READY' ? nowSeconds : null,
          document: JSON.stringify({ to, toName, language, subject, inReplyTo }),
          body: JSON.stringify({ text, html }),
          attachment: attachment === undefined ? null : JSON.stringify(attachment),
          hadAttachment: attachment === undefined ? 0 : 1,
        }),
      )
      return id
    },

    async find(id) {
      const [row] = await database.query(bind(compiled.findMail, { id }))
      return row === undefined ? undefined : readMail(row)
    },

    async list(filter, limit) {
      const { status = null, code = null, orgno = null, reference = null } = filter
      const rows = await database.query(
        bind(compiled.listMails, {
          before: Number.MAX_SAFE_INTEGER,
          status,
          code,
          orgno,
          reference,
          limit,
        }),
      )
      return rows.map(readMail)
    },

    async claim(nowSeconds, leaseSeconds, limit) {
      const due = (await database.query(bind(compiled.dueMails, { now: nowSeconds, limit }))).map(readMail)
      if (due.length === 0) return []
      const leaseEndsAt = nowSeconds + leaseSeconds
      const counts = await database.write(
        due.map(({ id, attempts, nextAttemptAtSeconds: nextAttemptAt }) =>
          bind(compiled.claimMail, { id, attempts, nextAttemptAt, leaseEndsAt }),
        ),
      )
      // What another worker claimed meanwhile was not changed by us.
      return due
        .filter((_, index) => counts[index] === 1)
        .map((mail) => ({ ...mail, attempts: mail.attempts + 1, nextAttemptAtSeconds: leaseEndsAt }))
    },

    release: async (id, nowSeconds) => (await changed(bind(compiled.releaseMail, { id, now: nowSeconds }))) === 1,

    async sent(id, nowSeconds) {
      await changed(bind(compiled.mailSent, { id, now: nowSeconds }))
    },

    async failed(id, fault, nextAttemptAtSeconds) {
      const status: OutboxStatus = nextAttemptAtSeconds === null ? 'FAILED' : 'READY'
      await changed(bind(compiled.mailFailed, { id, fault, status, nextAttemptAt: nextAttemptAtSeconds ?? 0 }))
    },

    retry: async (id, nowSeconds) => (await changed(bind(compiled.retryMail, { id, now: nowSeconds }))) === 1,
    remove: async (id) => (await changed(bind(compiled.removeMail, { id }))) === 1,

    async heldBefore(beforeSeconds) {
      return (await database.query(bind(compiled.mailsHeldBefore, { before: beforeSeconds }))).map(readMail)
    },

    async counts() {
      const rows = await database.query(bind(compiled.countMails, {}))
      const of = (status: OutboxStatus): Row | undefined => rows.find((row) => row.status === status)
      return {
        held: Number(of('HELD')?.count ?? 0),
        ready: Number(of('READY')?.count ?? 0),
        failed: Number(of('FAILED')?.count ?? 0),
        oldestReadyAtSeconds: numberOrNull(of('READY')?.oldest),
        oldestHeldAtSeconds: numberOrNull(of('HELD')?.oldest),
      }
    },

    eraseAttachments: (releasedBeforeSeconds) =>
      changed(bind(compiled.eraseMailAttachments, { before: releasedBeforeSeconds })),
    eraseBodies: (beforeSeconds) => changed(bind(compiled.eraseMailBodies, { before: beforeSeconds })),
  }
}

const erased = { text: '' }

function readMail(row: Row): OutboxMail {
  return {
    id: String(row.id),
    code: String(row.code),
    status: row.status as OutboxStatus,
    ...optional('orgno', row.orgno),
    ...optional('thread', row.thread),
    ...optional('reference', row.reference),
    ...(JSON.parse(String(row.document)) as Pick<MailContent, 'to' | 'language' | 'subject'>),
    ...(row.body === null ? erased : (JSON.parse(String(row.body)) as Pick<MailContent, 'text'>)),
    ...(row.attachment === null ? {} : { attachment: JSON.parse(String(row.attachment)) }),
    attempts: Number(row.attempts),
    nextAttemptAtSeconds: Number(row.next_attempt_at),
    createdAtSeconds: Number(row.created_at),
    releasedAtSeconds: numberOrNull(row.released_at),
    sentAtSeconds: numberOrNull(row.sent_at),
    lastFault: row.last_fault === null ? null : String(row.last_fault),
    attachmentErased: row.had_attachment === 1 && row.attachment === null,
  }
}

const optional = (name: string, value: Row[string] | undefined): Readonly<Record<string, string>> =>
  typeof value === 'string' ? { [name]: value } : {}
const numberOrNull = (value: Row[string] | undefined): number | null => (typeof value === 'number' ? value : null)
