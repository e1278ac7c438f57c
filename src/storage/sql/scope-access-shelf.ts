import type { Origin } from '../records.ts'
import type { ScopeAccess, ScopeAccessShelf, ScopeAccessState } from '../scope-access.ts'
import { bind } from './bind.ts'
import { compiled } from './compiled-statements.ts'
import { growRegistryVersion } from './registry-version.ts'
import type { Row, SqlDatabase } from './sql-database.ts'

export const openScopeAccessShelf = (database: SqlDatabase, environment: string): ScopeAccessShelf => ({
  async find(scope, consumerOrgno) {
    const [row] = await database.query(bind(compiled.findScopeAccess, { environment, scope, consumerOrgno }))
    return row === undefined ? undefined : readAccess(row)
  },

  async save({ scope, consumerOrgno, state, origin, createdAtSeconds, updatedAtSeconds, toldAtSeconds }) {
    const times = { createdAt: createdAtSeconds, updatedAt: updatedAtSeconds, toldAt: toldAtSeconds }
    const values = { environment, scope, consumerOrgno, state, origin, ...times }
    await database.write([bind(compiled.saveScopeAccess, values), growRegistryVersion(environment)])
  },

  async listOfScope(scope) {
    return (await database.query(bind(compiled.listScopeAccess, { environment, scope }))).map(readAccess)
  },

  async listOfConsumer(consumerOrgno) {
    return (await database.query(bind(compiled.listConsumerAccess, { environment, consumerOrgno }))).map(readAccess)
  },

  async listApproved() {
    const rows = await database.query(bind(compiled.listApprovedAccess, { environment, state: 'APPROVED' }))
    return rows.map((row) => ({ scope: String(row.scope), consumerOrgno: String(row.consumer_orgno) }))
  },

  async listUntold() {
    return (await database.query(bind(compiled.listUntoldAccess, { environment }))).map(readAccess)
  },

  async told(scope, consumerOrgno, nowSeconds) {
    await database.write([bind(compiled.noteAccessTold, { environment, scope, consumerOrgno, now: nowSeconds })])
  },
})

const readAccess = (row: Row): ScopeAccess => ({
  scope: String(row.scope),
  consumerOrgno: String(row.consumer_orgno),
  state: String(row.state) as ScopeAccessState,
  origin: row.origin as Origin,
  createdAtSeconds: Number(row.created_at),
  updatedAtSeconds: Number(row.updated_at),
  toldAtSeconds: row.told_at === null ? null : Number(row.told_at),
})
