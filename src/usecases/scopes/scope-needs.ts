import type { RegistrationFault } from '../../protocol/client-registration-fault.ts'
import type { Scope } from '../../protocol/scope.ts'
import type { ScopePrefix } from '../../protocol/scope-prefix.ts'
import type { DurableStore, Registered } from '../../storage/durable-store.ts'
import type { ScopeAccess } from '../../storage/scope-access.ts'
import type { Clock } from '../../system/clock.ts'

/** A register of delegations that a scope may name as its source. Times in seconds. */
export interface DelegationSource {
  readonly name: string
  readonly issuer: string
  readonly createdAtSeconds: number
  readonly updatedAtSeconds: number
}

export interface ScopeNeeds {
  readonly durable: DurableStore
  readonly clock: Clock
  /** Called after a write, so that the caches of this process look again. */
  readonly written: (environmentName: string) => void
  readonly delegationSources: (environmentName: string) => readonly DelegationSource[]
}

export type DatedScope = Registered<Scope>
export type DatedPrefix = Registered<ScopePrefix>

/** An access with the names of both sides; '' where an organisation is not known here. */
export interface NamedAccess extends ScopeAccess {
  readonly ownerOrgno: string
  readonly ownerName: string
  readonly consumerName: string
}

/** How a write ended that was not done. */
export type ScopeUndone =
  | { readonly outcome: 'unknown'; readonly what: 'scope' | 'access' | 'prefix' }
  | { readonly outcome: 'refused'; readonly faults: readonly RegistrationFault[] }

export type SavedScope = { readonly outcome: 'saved'; readonly scope: DatedScope } | ScopeUndone
export type SavedAccess = { readonly outcome: 'saved'; readonly access: NamedAccess } | ScopeUndone
