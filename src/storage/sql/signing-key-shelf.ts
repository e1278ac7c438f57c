import type { SigningKeyShelf } from '../durable-store.ts'
import type { SigningKeyRecord } from '../records.ts'
import { bind } from './bind.ts'
import { compiled } from './compiled-statements.ts'
import type { Row, SqlDatabase } from './sql-database.ts'

export const openSigningKeyShelf = (database: SqlDatabase, environment: string): SigningKeyShelf => ({
  async list() {
    const rows = await database.query(bind(compiled.listSigningKeys, { environment }))
    return rows.map(readSigningKey)
  },

  async save(key) {
    await database.write([
      bind(compiled.saveSigningKey, {
        environment,
        kid: key.kid,
        createdAt: key.createdAtSeconds,
        signsFrom: key.signsFromSeconds,
        retiredAt: key.retiredAtSeconds,
        publicJwk: JSON.stringify(key.publicJwk),
        x5c: JSON.stringify(key.x5c),
        privateKey: key.privateKey,
      }),
    ])
  },

  async remove(kid) {
    await database.write([bind(compiled.removeSigningKey, { environment, kid })])
  },
})

const readSigningKey = (row: Row): SigningKeyRecord => ({
  kid: String(row.kid),
  createdAtSeconds: Number(row.created_at),
  signsFromSeconds: Number(row.signs_from),
  retiredAtSeconds: row.retired_at === null ? null : Number(row.retired_at),
  publicJwk: JSON.parse(String(row.public_jwk)),
  x5c: JSON.parse(String(row.x5c)),
  privateKey: String(row.private_key),
})
