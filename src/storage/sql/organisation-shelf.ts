import type { OrganisationShelf } from '../durable-store.ts'
import type { Organisation } from '../records.ts'
import { openRegistrationShelf } from './registration-shelf.ts'
import type { SqlDatabase } from './sql-database.ts'

/** No environment has this name: what is kept under it belongs to the portal. */
const portal = ''

export const openOrganisationShelf = (database: SqlDatabase): OrganisationShelf => {
  const shelf = openRegistrationShelf(database, portal, 'organisation', (known: Organisation) => known.orgno)
  return { find: shelf.find, list: shelf.list, save: shelf.save }
}
