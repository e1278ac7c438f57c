import type { DurableStore, EnvironmentShelves } from '../durable-store.ts'
import { openAuthorizationShelf } from './authorization-shelf.ts'
import { openClientShelf } from './client-shelf.ts'
import { openCredentialUseShelf } from './credential-use-shelf.ts'
import { openDelegationShelf } from './delegation-shelf.ts'
import { openJournalShelf } from './journal-shelf.ts'
import { openLoginCountShelf } from './login-count-shelf.ts'
import { openLoginHistoryShelf } from './login-history-shelf.ts'
import { openLogoShelf } from './logo-shelf.ts'
import { openLogoutNoticeShelf } from './logout-notice-shelf.ts'
import { openNoteShelf } from './note-shelf.ts'
import { openOrganisationShelf } from './organisation-shelf.ts'
import { openOutboxShelf } from './outbox-shelf.ts'
import { openPortalShelves } from './portal-shelves.ts'
import { openProtocolLogShelf } from './protocol-log-shelf.ts'
import { openScopeAccessShelf } from './scope-access-shelf.ts'
import { openPrefixShelf, openScopeShelf } from './scope-shelf.ts'
import { openSigningKeyShelf } from './signing-key-shelf.ts'
import type { SqlDatabase } from './sql-database.ts'
import { openTestUserShelf } from './test-user-shelf.ts'

/** The durable store on a database that speaks SQL. Closing the store closes the database. */
export const openSqlDurableStore = (database: SqlDatabase): DurableStore => {
  const environments = new Map<string, EnvironmentShelves>()
  return {
    organisations: openOrganisationShelf(database),
    notes: openNoteShelf(database),
    portal: openPortalShelves(database),
    journal: openJournalShelf(database),
    outbox: openOutboxShelf(database),
    protocolLog: openProtocolLogShelf(database),
    loginCounts: openLoginCountShelf(database),
    loginHistory: openLoginHistoryShelf(database),

    environment(name) {
      let shelves = environments.get(name)
      if (shelves === undefined) {
        shelves = openEnvironmentShelves(database, name)
        environments.set(name, shelves)
      }
      return shelves
    },

    transaction: (work) => database.transaction((inside) => work(openSqlDurableStore(inside))),

    close: () => database.close(),
  }
}

const openEnvironmentShelves = (database: SqlDatabase, name: string): EnvironmentShelves => ({
  clients: openClientShelf(database, name),
  scopes: openScopeShelf(database, name),
  scopeAccess: openScopeAccessShelf(database, name),
  prefixes: openPrefixShelf(database, name),
  delegations: openDelegationShelf(database, name),
  authorizations: openAuthorizationShelf(database, name),
  signingKeys: openSigningKeyShelf(database, name),
  testUsers: openTestUserShelf(database, name),
  credentialUses: openCredentialUseShelf(database, name),
  logoutNotices: openLogoutNoticeShelf(database, name),
  logos: openLogoShelf(database, name),
})
