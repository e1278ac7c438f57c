import type { SigningKeyShelf } from '../durable-store.ts'
import type { SigningKeyRecord } from '../records.ts'
import { bind } from './bind.ts'
import { compiled } from './compiled-statements.ts'
import { growRegistryVersion, readRegistryVersion } from './registry-version.ts'
import type { Row, SqlDatabase } from './sql-database.ts'

export const openSigningKeyShelf = (database: SqlDatabase, environment: string): SigningKeyShelf => {
  // A counter of their own: what caches clients need not read them again for a key.
  const counter = `${environment}#keys`
  return {
    async list() {
      const rows = await database.query(bind(compiled.listSigningKeys, { environment }))
      return rows.map(readSigningKey)
    },

    async save(key) {
      await database.write([
        bind(compiled.saveSigningKey, {
          environment,
          kid: key.kid,
          alg: key.alg,
          createdAt: key.createdAtSeconds,
          signsFrom: key.signsFromSeconds,
          retiredAt: key.retiredAtSeconds,
          compromisedAt: key.compromisedAtSeconds,
          publicJwk: JSON.stringify(key.publicJwk),
          x5c: JSON.stringify(key.x5c),
          privateKey: key.privateKey ?? '',
        }),
        growRegistryVersion(counter),
      ])
    },

    async replacePrivateKey(kid, expected, replacement) {
      const [changed] = await database.write([
        bind(compiled.replacePrivateKey, { environment, kid, expected, replacement: replacement ?? '' }),
        growRegistryVersion(counter),
      ])
      return changed === 1
    },

    version: () => readRegistryVersion(database, counter),
  }
}

const readSigningKey = (row: Row): SigningKeyRecord => ({
  kid: String(row.kid),
  alg: String(row.alg) as SigningKeyRecord['alg'],
  createdAtSeconds: Number(row.created_at),
  signsFromSeconds: Number(row.signs_from),
  retiredAtSeconds: row.retired_at === null ? null : Number(row.retired_at),
  compromisedAtSeconds: row.compromised_at === null ? null : Number(row.compromised_at),
  publicJwk: JSON.parse(String(row.public_jwk)),
  x5c: JSON.parse(String(row.x5c)),
  privateKey: row.private_key === '' ? null : String(row.private_key),
})
