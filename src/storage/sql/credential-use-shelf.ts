import type { CredentialUseShelf } from '../credential-use.ts'
import { bind } from './bind.ts'
import { compiled } from './compiled-statements.ts'
import type { SqlDatabase } from './sql-database.ts'

export const openCredentialUseShelf = (database: SqlDatabase, environment: string): CredentialUseShelf => ({
  async note(clientId, credentialId, nowSeconds) {
    const day = new Date(nowSeconds * 1000).toISOString().slice(0, 10)
    const values = { environment, clientId, credentialId, now: nowSeconds, day }
    await database.write([bind(compiled.noteCredentialUse, values)])
  },

  async list(clientId) {
    const rows = await database.query(bind(compiled.listCredentialUses, { environment, clientId }))
    return rows.map((row) => ({
      credentialId: String(row.credential_id),
      firstUsedAtSeconds: Number(row.first_used_at),
      lastUsedDay: String(row.last_used_day),
    }))
  },
})
