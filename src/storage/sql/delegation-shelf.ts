import type { Delegation, DelegationShelf } from '../delegations.ts'
import type { Origin } from '../records.ts'
import { bind } from './bind.ts'
import { compiled } from './compiled-statements.ts'
import { growRegistryVersion } from './registry-version.ts'
import type { SqlDatabase } from './sql-database.ts'

export const openDelegationShelf = (database: SqlDatabase, environment: string): DelegationShelf => {
  const keyOf = ({ scope, consumerOrgno, supplierOrgno }: Delegation) => ({
    environment,
    scope,
    consumerOrgno,
    supplierOrgno,
  })
  return {
    async has(delegation) {
      return (await database.query(bind(compiled.findDelegation, keyOf(delegation)))).length > 0
    },

    async list() {
      return (await database.query(bind(compiled.listDelegations, { environment }))).map((row) => ({
        scope: String(row.scope),
        consumerOrgno: String(row.consumer_orgno),
        supplierOrgno: String(row.supplier_orgno),
        origin: row.origin as Origin,
        createdAtSeconds: Number(row.created_at),
      }))
    },

    // The version grows, so that a seed is compared again with what stands here.
    async add(delegation) {
      const { origin, createdAtSeconds } = delegation
      const values = { ...keyOf(delegation), origin, createdAt: createdAtSeconds }
      const [added] = await database.write([bind(compiled.addDelegation, values), growRegistryVersion(environment)])
      return added === 1
    },

    async remove(delegation) {
      const statement = bind(compiled.removeDelegation, keyOf(delegation))
      const [removed] = await database.write([statement, growRegistryVersion(environment)])
      return removed === 1
    },
  }
}
