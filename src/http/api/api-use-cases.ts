import type { Environment } from '../../config/environments.ts'
import type { Withdrawal } from '../../usecases/authorizations/end-authorization.ts'
import type { AuthorizationQuestion, GrantedAccess } from '../../usecases/authorizations/list-authorizations.ts'
import type { listRevokedTokens } from '../../usecases/authorizations/revoked-tokens.ts'
import type { ChangedClient } from '../../usecases/self-service/change-client.ts'
import type { ClientActor } from '../../usecases/self-service/client-actor.ts'
import type { ClientCredentials } from '../../usecases/self-service/client-credentials.ts'
import type { ClientKeys } from '../../usecases/self-service/client-keys.ts'
import type { IssuedSecret } from '../../usecases/self-service/issue-client-secret.ts'
import type { LookedUp } from '../../usecases/self-service/look-up-refusal.ts'
import type { NewSecretOptions } from '../../usecases/self-service/new-client-secret.ts'
import type { OnBehalfOfEntries } from '../../usecases/self-service/on-behalf-of.ts'
import type { RegistrableIntegration } from '../../usecases/self-service/registrable-integrations.ts'
import type { SavedOwnClient, SaveOwnClientCommand } from '../../usecases/self-service/save-own-client.ts'
import type { Standing } from '../../usecases/self-service/standing.ts'
import type { DatedClient } from './describe.ts'
import type { HistoryUseCases } from './history-operations.ts'
import type { ScopeUseCases } from './scope-use-cases.ts'

/** What the API does with what citizens have given. */
export interface AuthorizationUseCases {
  readonly environment: Environment
  readonly subjectSecret: Uint8Array
  readonly list: (question: AuthorizationQuestion) => Promise<readonly GrantedAccess[]>
  readonly end: (withdrawal: Withdrawal) => Promise<'ended' | 'unknown'>
  readonly revokedTokens: ReturnType<typeof listRevokedTokens>
  /** Seconds to wait, when the organisation has asked about too many persons. */
  readonly countLookups: (orgno: string, personRef: string) => Promise<number | undefined>
  readonly nowSeconds: () => number
}

/** What the API does in one environment, as its doors see it. */
export interface ApiUseCases extends HistoryUseCases {
  readonly environment: Environment
  readonly list: (orgno: string, withInactive: boolean) => Promise<readonly DatedClient[]>
  readonly read: (orgno: string, clientId: string) => Promise<DatedClient | undefined>
  readonly save: (command: SaveOwnClientCommand) => Promise<SavedOwnClient>
  readonly close: (clientId: string, acting: ClientActor, revisions?: readonly number[]) => Promise<ChangedClient>
  readonly issueSecret: (
    clientId: string,
    acting: ClientActor,
    options: NewSecretOptions & { readonly revisions?: readonly number[] },
  ) => Promise<IssuedSecret>
  readonly credentials: (clientId: string) => Promise<ClientCredentials | undefined>
  readonly keys: ClientKeys
  readonly onBehalfOf: OnBehalfOfEntries
  readonly integrations: (orgno: string) => Promise<readonly RegistrableIntegration[]>
  readonly findRefusal: (orgno: string, reference: string) => Promise<LookedUp>
  readonly scopes: ScopeUseCases
  readonly standing: Standing
  readonly authorizations: AuthorizationUseCases
  readonly nowSeconds: () => number
}
