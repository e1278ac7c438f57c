import type { Environment } from '../../config/environments.ts'
import { type ChangeClientNeeds, type ChangedClient, changeClient } from './change-client.ts'
import type { ClientActor } from './client-actor.ts'

/** Closes a client for its owner or supplier; nothing is removed, and closing twice does no harm (REG-4, REG-112). */
export const closeClient =
  (needs: ChangeClientNeeds) =>
  (
    environment: Environment,
    clientId: string,
    acting: ClientActor,
    revisions?: readonly number[],
  ): Promise<ChangedClient> =>
    changeClient(needs)(environment, clientId, acting, {
      action: 'client.deactivated',
      right: 'close',
      ...(revisions === undefined ? {} : { revisions }),
      work: (client) => ({ ...client, active: false }),
    })
