import type { RegistrationFault } from '../../protocol/client-registration-fault.ts'
import type { ClientRequest } from '../../protocol/client-registration-fields.ts'
import type { PublicScopeFilter } from '../../usecases/scopes/list-scopes.ts'
import type {
  DatedPrefix,
  DatedScope,
  DelegationSource,
  NamedAccess,
  SavedAccess,
  SavedScope,
} from '../../usecases/scopes/scope-needs.ts'
import type { ClientActor } from '../../usecases/self-service/client-actor.ts'

/** Scope administration of one environment, as its doors see it. */
export interface ScopeUseCases {
  readonly own: (
    orgno: string,
    asked: { readonly withInactive: boolean; readonly name?: string },
  ) => Promise<readonly DatedScope[]>
  readonly find: (orgno: string, name: string) => Promise<DatedScope | undefined>
  readonly publicOnes: (filter: PublicScopeFilter) => Promise<readonly DatedScope[]>
  readonly create: (
    request: ClientRequest,
    acting: ClientActor,
    shapeFaults: readonly RegistrationFault[],
  ) => Promise<SavedScope>
  readonly replace: (
    name: string,
    request: ClientRequest,
    acting: ClientActor,
    shapeFaults: readonly RegistrationFault[],
  ) => Promise<SavedScope>
  readonly deactivate: (name: string, acting: ClientActor) => Promise<SavedScope>
  readonly given: (
    orgno: string,
    asked: { readonly withInactive: boolean; readonly scope?: string; readonly consumerOrgno?: string },
  ) => Promise<readonly NamedAccess[]>
  readonly received: (orgno: string, asked: { readonly withInactive: boolean }) => Promise<readonly NamedAccess[]>
  readonly approve: (scope: string, consumerOrgno: string, acting: ClientActor) => Promise<SavedAccess>
  readonly deny: (scope: string, consumerOrgno: string, acting: ClientActor) => Promise<SavedAccess>
  /** All, or those of one organisation. */
  readonly prefixes: (orgno?: string) => Promise<readonly DatedPrefix[]>
  readonly delegationSources: () => readonly DelegationSource[]
}
