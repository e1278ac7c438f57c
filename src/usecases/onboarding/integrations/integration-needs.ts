import type { Environment } from '../../../config/environments.ts'
import type { Actor } from '../../../journey/actor.ts'
import type { MailLanguage } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { Client } from '../../../protocol/client.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Clock } from '../../../system/clock.ts'
import type { Random } from '../../../system/random.ts'
import type { NewSecretNeeds } from '../../self-service/new-client-secret.ts'
import type { MailWords } from '../mail-words.ts'

/** What the use cases about integrations and their clients stand on. */
export interface IntegrationNeeds extends NewSecretNeeds {
  readonly durable: DurableStore
  readonly clock: Clock
  readonly random: Random
  readonly environments: readonly Environment[]
  /** Called after a write to the registry, so that the gateways of this process look again. */
  readonly written: (environmentName: string) => void
  readonly mails: MailWords
  readonly productName: string
  readonly portalUrl: string
  /** The client sheet as text for a mail; it holds no secret (ONB-60). */
  readonly clientSheet: (environment: Environment, client: Client, language: MailLanguage) => string
  /** Gives an organisation its first test users (ONB-55); does nothing when it has some. */
  readonly handOutFirstPool: (
    store: DurableStore,
    actor: Actor,
    orgno: string,
    environmentName: string,
    nowSeconds: number,
  ) => Promise<void>
}

/** The environment that is meant; refuses `not_found` for a name that no environment has. */
export function environmentOf({ environments }: Pick<IntegrationNeeds, 'environments'>, name: string): Environment {
  const found = environments.find((environment) => environment.name === name)
  if (found === undefined) refuse('not_found', `there is no environment ${name}`)
  return found
}
