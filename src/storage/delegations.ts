import type { Origin } from './records.ts'

/** The consumer lets the supplier use the scope for it (API-41). */
export interface Delegation {
  readonly scope: string
  readonly consumerOrgno: string
  readonly supplierOrgno: string
}

export const sameDelegation = (one: Delegation, other: Delegation): boolean =>
  one.scope === other.scope && one.consumerOrgno === other.consumerOrgno && one.supplierOrgno === other.supplierOrgno

export interface KeptDelegation extends Delegation {
  readonly origin: Origin
  readonly createdAtSeconds: number
}

/** What was delegated in the source that is for development (API-43). */
export interface DelegationShelf {
  has(delegation: Delegation): Promise<boolean>
  /** By scope, consumer and supplier. */
  list(): Promise<KeptDelegation[]>
  /** Keeps one that is there already as it is; true if it is new. */
  add(delegation: KeptDelegation): Promise<boolean>
  /** True if it was there. */
  remove(delegation: Delegation): Promise<boolean>
}
