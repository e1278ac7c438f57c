import type { ProtocolEvent } from '../../audit/event.ts'
import type { ProtocolLogEntry, ProtocolLogShelf } from '../protocol-log.ts'
import { bind } from './bind.ts'
import { compiled } from './compiled-statements.ts'
import type { Row, SqlDatabase } from './sql-database.ts'

/** The compiler sees that none is missing. */
const kinds = Object.keys({
  'login-started': 0,
  'login-completed': 0,
  'login-cancelled': 0,
  'signed-on': 0,
  'consent-given': 0,
  'consent-declined': 0,
  'automatic-login': 0,
  'tokens-issued': 0,
  'credential-used': 0,
  'reuse-detected': 0,
  'authorization-revoked': 0,
  'logged-out': 0,
  'service-logout': 0,
  refused: 0,
} satisfies Readonly<Record<ProtocolEvent['kind'], 0>>) as ProtocolEvent['kind'][]

const mostOfReference = 50

export const openProtocolLogShelf = (database: SqlDatabase): ProtocolLogShelf => ({
  async append(entries) {
    await database.write(
      entries.map(({ environment, clientId, atSeconds, correlationId, kind, details }) =>
        bind(compiled.appendProtocolLog, {
          environment,
          clientId,
          at: atSeconds,
          correlationId,
          kind,
          document: JSON.stringify(details),
        }),
      ),
    )
  },

  async list({ environment, clientId, kind, fromSeconds, untilSeconds, beforeId }, limit) {
    const values = {
      environment,
      clientId,
      before: beforeId ?? Number.MAX_SAFE_INTEGER,
      from: fromSeconds ?? 0,
      until: untilSeconds ?? Number.MAX_SAFE_INTEGER,
      limit,
    }
    const found: ProtocolLogEntry[] = []
    for (const one of kind === undefined ? kinds : [kind]) {
      const rows = await database.query(bind(compiled.listProtocolLog, { ...values, kind: one }))
      found.push(...rows.map(readEntry))
    }
    return found.sort((a, b) => b.id - a.id).slice(0, limit)
  },

  async byReference(correlationId) {
    const rows = await database.query(bind(compiled.findInProtocolLog, { correlationId, limit: mostOfReference }))
    return rows.map(readEntry)
  },

  async firstOfKind(environment, clientId, kind) {
    const [row] = await database.query(bind(compiled.firstInProtocolLog, { environment, clientId, kind, limit: 1 }))
    return row === undefined ? undefined : Number(row.at)
  },

  async sweep(beforeSeconds, limit) {
    const [oldest] = await database.query(bind(compiled.oldestInProtocolLog, { after: -1, limit: 1 }))
    if (oldest === undefined) return 0
    const from = Number(oldest.place)
    const values = { from, until: from + limit, before: beforeSeconds }
    const [rows] = await database.write([bind(compiled.sweepProtocolLog, values)])
    return rows ?? 0
  },
})

const readEntry = (row: Row): ProtocolLogEntry => ({
  id: Number(row.place),
  atSeconds: Number(row.at),
  environment: String(row.environment),
  clientId: String(row.client_id),
  correlationId: String(row.correlation_id),
  kind: String(row.kind) as ProtocolEvent['kind'],
  details: JSON.parse(String(row.document)),
})
