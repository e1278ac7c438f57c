import type { Environment } from '../../config/environments.ts'
import type { ChangedClient } from '../../usecases/self-service/change-client.ts'
import type { ClientActor } from '../../usecases/self-service/client-actor.ts'
import type { ClientCredentials } from '../../usecases/self-service/client-credentials.ts'
import type { ClientKeys } from '../../usecases/self-service/client-keys.ts'
import type { IssuedSecret } from '../../usecases/self-service/issue-client-secret.ts'
import type { NewSecretOptions } from '../../usecases/self-service/new-client-secret.ts'
import type { OnBehalfOfEntries } from '../../usecases/self-service/on-behalf-of.ts'
import type { RegistrableIntegration } from '../../usecases/self-service/registrable-integrations.ts'
import type { SavedOwnClient, SaveOwnClientCommand } from '../../usecases/self-service/save-own-client.ts'
import type { Standing } from '../../usecases/self-service/standing.ts'
import type { DatedClient } from './describe.ts'

/** What the API does in one environment, as its doors see it. */
export interface ApiUseCases {
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
  readonly standing: Standing
  readonly nowSeconds: () => number
}
