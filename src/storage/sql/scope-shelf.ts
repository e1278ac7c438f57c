import type { Scope } from '../../protocol/scope.ts'
import type { ScopePrefix } from '../../protocol/scope-prefix.ts'
import type { PrefixShelf, ScopeShelf } from '../durable-store.ts'
import { openRegistrationShelf } from './registration-shelf.ts'
import { growRegistryVersion } from './registry-version.ts'
import { openScopeAccessShelf } from './scope-access-shelf.ts'
import type { SqlDatabase } from './sql-database.ts'

/** A scope is kept without its `access`: that is what the table of accesses says when it is read. */
export const openScopeShelf = (database: SqlDatabase, environment: string): ScopeShelf => {
  const nameOf = (scope: Scope): string => scope.name
  const shelf = openRegistrationShelf(database, environment, 'scope', nameOf, [growRegistryVersion(environment)])
  const accesses = openScopeAccessShelf(database, environment)
  return {
    async find(name) {
      const found = await shelf.find(name)
      if (found === undefined) return undefined
      const approved = (await accesses.listOfScope(name)).filter(({ state }) => state === 'APPROVED')
      return { ...found, thing: { ...found.thing, access: approved.map(({ consumerOrgno }) => consumerOrgno) } }
    },

    async list() {
      const scopes = await shelf.list()
      if (scopes.length === 0) return scopes
      const approved = Map.groupBy(await accesses.listApproved(), ({ scope }) => scope)
      return scopes.map((found) => {
        const access = (approved.get(found.thing.name) ?? []).map(({ consumerOrgno }) => consumerOrgno)
        return { ...found, thing: { ...found.thing, access } }
      })
    },

    former: shelf.former,
    save: (scope, origin, nowSeconds) => shelf.save({ ...scope, access: [] }, origin, nowSeconds),
  }
}

export const openPrefixShelf = (database: SqlDatabase, environment: string): PrefixShelf => {
  const nameOf = ({ prefix }: ScopePrefix): string => prefix
  const shelf = openRegistrationShelf(database, environment, 'prefix', nameOf)
  return { find: shelf.find, list: shelf.list, save: shelf.save }
}
