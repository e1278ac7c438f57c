import type { Client } from '../../protocol/client.ts'
import type { ClientShelf } from '../durable-store.ts'
import { openRegistrationShelf } from './registration-shelf.ts'
import { growRegistryVersion, readRegistryVersion } from './registry-version.ts'
import type { SqlDatabase } from './sql-database.ts'

export const openClientShelf = (database: SqlDatabase, environment: string): ClientShelf => {
  const nameOf = (client: Client): string => client.clientId
  const shelf = openRegistrationShelf(database, environment, 'client', nameOf, [growRegistryVersion(environment)])
  return {
    find: shelf.find,
    list: shelf.list,
    former: shelf.former,
    save: shelf.save,
    version: () => readRegistryVersion(database, environment),
    growVersion: async () => void (await database.write([growRegistryVersion(environment)])),
  }
}
