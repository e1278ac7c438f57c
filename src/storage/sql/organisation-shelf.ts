import { newOrganisation } from '../../journey/organisation.ts'
import type { Organisation } from '../../journey/records.ts'
import type { OrganisationShelf, Registered } from '../durable-store.ts'
import { openRegistrationShelf } from './registration-shelf.ts'
import type { SqlDatabase } from './sql-database.ts'

/** No environment has this name: what is kept under it belongs to the portal. */
const portal = ''

export const openOrganisationShelf = (database: SqlDatabase): OrganisationShelf => {
  const shelf = openRegistrationShelf(database, portal, 'organisation', (known: Organisation) => known.orgno)
  // Version 0.1 kept number, name and kind only.
  const complete = (found: Registered<Organisation>) => ({ ...found, thing: newOrganisation(found.thing) })
  return {
    async find(orgno) {
      const found = await shelf.find(orgno)
      return found === undefined ? undefined : complete(found)
    },
    list: async () => (await shelf.list()).map(complete),
    save: shelf.save,
  }
}
