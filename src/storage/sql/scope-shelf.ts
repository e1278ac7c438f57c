import type { Scope } from '../../protocol/scope.ts'
import type { ScopeShelf } from '../durable-store.ts'
import { openRegistrationShelf } from './registration-shelf.ts'
import { growRegistryVersion } from './registry-version.ts'
import type { SqlDatabase } from './sql-database.ts'

export const openScopeShelf = (database: SqlDatabase, environment: string): ScopeShelf => {
  const nameOf = (scope: Scope): string => scope.name
  const shelf = openRegistrationShelf(database, environment, 'scope', nameOf, [growRegistryVersion(environment)])
  return { find: shelf.find, list: shelf.list, save: shelf.save }
}
