import type { DelegationShelf } from '../../storage/delegations.ts'
import type { DelegationAdapter } from './delegation-adapter.ts'

/** What scopes and tokens call it, in every environment, so that one seed file fits all of them. */
export const developmentIssuer = 'dev-delegations'

/** It is as old as the house: it was never added. */
const madeAtSeconds = Date.UTC(2026, 0, 1) / 1000

/** The source of test environments: a table that the seed file and a page write (API-43). */
export const developmentSource = (shelf: Pick<DelegationShelf, 'has'>): DelegationAdapter => ({
  name: developmentIssuer,
  issuer: developmentIssuer,
  createdAtSeconds: madeAtSeconds,
  updatedAtSeconds: madeAtSeconds,
  hasDelegation: (delegation) => shelf.has(delegation),
})
