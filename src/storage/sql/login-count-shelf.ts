import type { LoginCountShelf } from '../login-counts.ts'
import { bind } from './bind.ts'
import { compiled } from './compiled-statements.ts'
import type { SqlDatabase } from './sql-database.ts'

export const openLoginCountShelf = (database: SqlDatabase): LoginCountShelf => ({
  async add(counts) {
    await database.write(counts.map((count) => bind(compiled.addLoginCount, { ...count })))
  },

  async list({ environment, fromDay, untilDay, clientId }) {
    const rows = await database.query(bind(compiled.listLoginCounts, { environment, fromDay, untilDay }))
    return rows
      .map((row) => ({
        environment: String(row.environment),
        day: String(row.day),
        clientId: String(row.client_id),
        eid: String(row.eid),
        logins: Number(row.logins),
      }))
      .filter((count) => clientId === undefined || count.clientId === clientId)
  },
})
