import type { Origin } from './records.ts'

export type ScopeAccessState = 'REQUESTED' | 'APPROVED' | 'DENIED'

/** What one organisation may do with a scope of another (ScopeAccess). Never removed, so that a denial is remembered. */
export interface ScopeAccess {
  readonly scope: string
  readonly consumerOrgno: string
  readonly state: ScopeAccessState
  /** Who approved it: a seed may take back only what a seed gave (REG-162). */
  readonly origin: Origin
  readonly createdAtSeconds: number
  readonly updatedAtSeconds: number
  /** When the consumer was told of the state; null: not yet (API-27). */
  readonly toldAtSeconds: number | null
}

/** Who was given access to which scopes. A scope's own `access` is what is approved here. */
export interface ScopeAccessShelf {
  find(scope: string, consumerOrgno: string): Promise<ScopeAccess | undefined>
  /** Inserts or replaces; caches of clients and scopes look again (ENV-5). */
  save(access: ScopeAccess): Promise<void>
  /** By the number of the consumer. */
  listOfScope(scope: string): Promise<ScopeAccess[]>
  /** By the name of the scope. */
  listOfConsumer(consumerOrgno: string): Promise<ScopeAccess[]>
  /** By scope and consumer. */
  listApproved(): Promise<Pick<ScopeAccess, 'scope' | 'consumerOrgno'>[]>
  /** What no consumer was told of yet, the oldest change first. */
  listUntold(): Promise<ScopeAccess[]>
  /** The consumer was told now; the version does not grow. */
  told(scope: string, consumerOrgno: string, nowSeconds: number): Promise<void>
}
