import type { LogoutNotice, LogoutNoticeShelf, LogoutNoticeStatus, NewLogoutNotice } from '../logout-notices.ts'
import { bind } from './bind.ts'
import { compiled } from './compiled-statements.ts'
import type { BoundStatement, Row, SqlDatabase } from './sql-database.ts'

export const openLogoutNoticeShelf = (database: SqlDatabase, environment: string): LogoutNoticeShelf => {
  const changed = async (statement: BoundStatement): Promise<number> => {
    const [rows] = await database.write([statement])
    return rows ?? 0
  }

  return {
    async add(notices, nowSeconds) {
      if (notices.length === 0) return
      await database.write(
        notices.map(({ logoutRef, clientId, subject, sid, correlationId }) =>
          bind(compiled.addLogoutNotice, {
            environment,
            logoutRef,
            clientId,
            now: nowSeconds,
            document: JSON.stringify({ subject, sid, correlationId }),
          }),
        ),
      )
    },

    async claim(nowSeconds, leaseSeconds, limit) {
      const due = await database.query(bind(compiled.dueLogoutNotices, { environment, now: nowSeconds, limit }))
      if (due.length === 0) return []
      const leaseEndsAt = nowSeconds + leaseSeconds
      const counts = await database.write(
        due.map((row) =>
          bind(compiled.claimLogoutNotice, {
            place: Number(row.place),
            attempts: Number(row.attempts),
            nextAttemptAt: Number(row.next_attempt_at),
            leaseEndsAt,
          }),
        ),
      )
      // What another worker claimed meanwhile was not changed by us.
      return due.filter((_, index) => counts[index] === 1).map(readClaimed)
    },

    async end(id, status) {
      await changed(bind(compiled.endLogoutNotice, { place: Number(id), status }))
    },

    async later(id, nextAttemptAtSeconds, attempts) {
      await changed(
        bind(compiled.delayLogoutNotice, { place: Number(id), nextAttemptAt: nextAttemptAtSeconds, attempts }),
      )
    },

    async states(logoutRef) {
      const rows = await database.query(bind(compiled.statesOfLogout, { environment, logoutRef }))
      return rows.map((row) => ({
        clientId: String(row.client_id),
        status: row.status as LogoutNoticeStatus,
        failures: Number(row.failures),
      }))
    },

    sweep: (beforeSeconds, limit) =>
      changed(bind(compiled.sweepLogoutNotices, { environment, before: beforeSeconds, limit })),
  }
}

const readClaimed = (row: Row): LogoutNotice => ({
  ...(JSON.parse(String(row.document)) as Pick<NewLogoutNotice, 'subject' | 'sid' | 'correlationId'>),
  id: String(row.place),
  logoutRef: String(row.logout_ref),
  clientId: String(row.client_id),
  status: 'READY',
  attempts: Number(row.attempts) + 1,
  createdAtSeconds: Number(row.created_at),
})
