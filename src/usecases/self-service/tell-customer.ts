import type { Environment } from '../../config/environments.ts'
import type { Client } from '../../protocol/client.ts'
import type { DurableStore } from '../../storage/durable-store.ts'

/** Tells a customer, in the transaction of the registration, that its supplier made a client for it (M-30). */
export type TellCustomer = (
  store: DurableStore,
  environment: Environment,
  client: Client,
  nowSeconds: number,
) => Promise<void>
