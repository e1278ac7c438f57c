import type { Environment } from '../../../config/environments.ts'
import type { Actor } from '../../../journey/actor.ts'
import type { CountedLogins, DayRange } from '../../../journey/login-statistics.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { maySee } from '../../self-service/client-actor.ts'
import { requireRight } from '../require-right.ts'

/** Logins of an environment, with the names of what was logged in to. */
export interface LoginStatistics {
  readonly counts: readonly CountedLogins[]
  readonly clients: ReadonlyMap<string, { readonly name: string; readonly orgno: string }>
}

interface Needs {
  readonly durable: DurableStore
  readonly environments: readonly Environment[]
  /** Writes down what was seen until now. */
  readonly flushProtocolLog: () => Promise<void>
}

/**
 * How many logged in where, with what and when (ONB-133). `orgno` undefined: all, for the operator's staff; else what the
 * organisation owns or runs. An environment that nobody has is answered with nothing.
 */
export const readStatistics =
  ({ durable, environments, flushProtocolLog }: Needs) =>
  async (
    actor: Actor,
    asked: DayRange & { readonly environmentName: string; readonly orgno?: string },
  ): Promise<LoginStatistics> => {
    const { environmentName, orgno, fromDay, untilDay } = asked
    requireRight(actor, orgno === undefined ? 'operation.read' : 'client.read', orgno, { inTestOnly: true })
    const environment = environments.find(({ name }) => name === environmentName)
    if (environment === undefined) return { counts: [], clients: new Map() }
    await flushProtocolLog()
    const registered = await durable.environment(environmentName).clients.list()
    const clients = new Map(
      registered
        .filter(({ thing }) => orgno === undefined || maySee(orgno, thing))
        .map(({ thing }) => [thing.clientId, { name: thing.clientName, orgno: thing.clientOrgno }]),
    )
    const counts = await durable.loginCounts.list({ environment: environmentName, fromDay, untilDay })
    return {
      counts: orgno === undefined ? counts : counts.filter(({ clientId }) => clients.has(clientId)),
      clients,
    }
  }
