import type { Delegation } from '../../storage/delegations.ts'
import type { DelegationSource } from '../scopes/scope-needs.ts'

/** A source of delegations that can be asked (API-41). A new one is a file with this and a line in compose-delegations.ts. */
export interface DelegationAdapter extends DelegationSource {
  /** Rejects when the source cannot say. Once `signal` aborts nobody waits for the answer. */
  hasDelegation(delegation: Delegation, signal: AbortSignal): Promise<boolean>
}

/** What can be asked in an environment. */
export type DelegationAdapters = (environmentName: string) => readonly DelegationAdapter[]
