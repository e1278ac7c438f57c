import type { Environment } from '../../config/environments.ts'
import type { Client } from '../../protocol/client.ts'
import type { DurableStore, Registered } from '../../storage/durable-store.ts'
import { maySee } from './client-actor.ts'

interface Needs {
  readonly durable: DurableStore
}

/** The organisation's clients and those a supplier made for it or it made for customers, oldest first (REG-112). */
export const listOwnClients =
  (needs: Needs) =>
  async (environment: Environment, orgno: string, withInactive: boolean): Promise<Registered<Client>[]> => {
    const all = await needs.durable.environment(environment.name).clients.list()
    return all
      .filter(({ thing }) => maySee(orgno, thing) && (withInactive || thing.active))
      .sort((a, b) => a.createdAtSeconds - b.createdAtSeconds)
  }

/** undefined for an id that is unknown or another's, which the caller cannot tell apart (REG-107). */
export const readOwnClient =
  (needs: Needs) =>
  async (environment: Environment, orgno: string, clientId: string): Promise<Registered<Client> | undefined> => {
    const found = await needs.durable.environment(environment.name).clients.find(clientId)
    return found !== undefined && maySee(orgno, found.thing) ? found : undefined
  }
