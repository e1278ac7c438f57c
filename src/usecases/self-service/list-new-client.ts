import type { Environment } from '../../config/environments.ts'
import type { Client } from '../../protocol/client.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { ClientActor } from './client-actor.ts'

/** Gives a client that an organisation made by itself its place in the journey, in the transaction of the registration (J-22). */
export type ListNewClient = (
  store: DurableStore,
  environment: Environment,
  client: Client,
  acting: ClientActor,
  nowSeconds: number,
) => Promise<void>
