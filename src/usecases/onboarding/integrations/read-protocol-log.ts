import type { Actor } from '../../../journey/actor.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { Client } from '../../../protocol/client.ts'
import type { ProtocolLogEntry, ProtocolLogFilter } from '../../../storage/protocol-log.ts'
import type { CallLimit } from '../../self-service/call-limit.ts'
import { maySee } from '../../self-service/client-actor.ts'
import { isProduction } from '../../self-service/environment-registry.ts'
import { countLookUp } from '../../self-service/look-up-refusal.ts'
import { requireRight } from '../require-right.ts'
import { environmentOf, type IntegrationNeeds } from './integration-needs.ts'
import { type ClientPlace, ownClient } from './own-client.ts'

export interface LogNeeds extends Pick<IntegrationNeeds, 'durable' | 'environments' | 'clock'> {
  /** Writes down what was seen until now. */
  readonly flushProtocolLog: () => Promise<void>
}

export interface ClientLog {
  readonly client: Client
  /** Newest first. */
  readonly entries: readonly ProtocolLogEntry[]
  /** Set when there are older ones: give it as `beforeId`. */
  readonly olderThan: number | undefined
  readonly milestones: Milestones
  /** The entry that the last five requests all ended with (ONB-65). */
  readonly sameFault: ProtocolLogEntry | undefined
}

/** When each was first seen; seconds (ONB-63). */
export interface Milestones {
  readonly asked?: number
  readonly loggedIn?: number
  readonly tokens?: number
}

const pageSize = 50
const requestsInARow = 5

/** What became of a client's requests, for its people (§17, ONB-65). */
export const readProtocolLog =
  (needs: LogNeeds) =>
  async (
    actor: Actor,
    place: ClientPlace,
    asked: Pick<ProtocolLogFilter, 'kind' | 'fromSeconds' | 'untilSeconds' | 'beforeId'>,
  ): Promise<ClientLog> => {
    const { environment, found } = await ownClient(needs, needs.durable, actor, place, 'protocol-log.read')
    await needs.flushProtocolLog()
    const { protocolLog } = needs.durable
    const own = { environment: environment.name, clientId: place.clientId }
    const entries = await protocolLog.list({ ...own, ...asked }, pageSize + 1)
    const shown = entries.slice(0, pageSize)
    return {
      client: found.thing,
      entries: shown,
      olderThan: entries.length > pageSize ? shown.at(-1)?.id : undefined,
      milestones: await milestonesOf(needs, own.environment, own.clientId),
      sameFault: sameFault(await protocolLog.list(own, 4 * requestsInARow)),
    }
  }

/** "asked → logged in → token fetched", by the first time of each. Fetching metadata cannot be told to be one client's. */
export async function milestonesOf(
  { durable }: Pick<LogNeeds, 'durable'>,
  environment: string,
  clientId: string,
): Promise<Milestones> {
  const first = (kind: 'login-started' | 'login-completed' | 'signed-on' | 'tokens-issued') =>
    durable.protocolLog.firstOfKind(environment, clientId, kind)
  const [started, completed, signedOn, tokens] = [
    await first('login-started'),
    await first('login-completed'),
    await first('signed-on'),
    await first('tokens-issued'),
  ]
  const earliest = (...times: readonly (number | undefined)[]) => {
    const known = times.filter((time) => time !== undefined)
    return known.length === 0 ? undefined : Math.min(...known)
  }
  const asked = earliest(started, signedOn)
  const loggedIn = earliest(completed, signedOn)
  return {
    ...(asked === undefined ? {} : { asked }),
    ...(loggedIn === undefined ? {} : { loggedIn }),
    ...(tokens === undefined ? {} : { tokens }),
  }
}

/** Not the end of a request of the service. */
const passing: ReadonlySet<ProtocolLogEntry['kind']> = new Set(['login-started', 'logged-out', 'service-logout'])

/** The newest refusal, if the last five requests that ended all ended in the same. */
function sameFault(newestFirst: readonly ProtocolLogEntry[]): ProtocolLogEntry | undefined {
  const ended = newestFirst.filter(({ kind }) => !passing.has(kind))
  const last = ended.slice(0, requestsInARow)
  const [newest] = last
  if (newest === undefined || last.length < requestsInARow) return undefined
  const same = last.every(
    ({ kind, details }) =>
      kind === 'refused' && details.code === newest.details.code && details.description === newest.details.description,
  )
  return same ? newest : undefined
}

/** What stands under a reference, as far as it is of clients of this organisation. Refuses `rate_limited`. */
export const findReference =
  (needs: LogNeeds & { readonly limit: CallLimit }) =>
  async (
    actor: Actor,
    orgno: string,
    reference: string,
  ): Promise<readonly { readonly entry: ProtocolLogEntry; readonly client: Client }[]> => {
    requireRight(actor, 'protocol-log.read', orgno, { inTestOnly: true })
    if (reference === '') return []
    if ((await countLookUp(needs.limit, orgno)) !== undefined)
      refuse('rate_limited', 'the organisation has looked up many references within a minute')
    await needs.flushProtocolLog()
    const found: { entry: ProtocolLogEntry; client: Client }[] = []
    for (const entry of await needs.durable.protocolLog.byReference(reference)) {
      const environment = environmentOf(needs, entry.environment)
      const client = (await needs.durable.environment(entry.environment).clients.find(entry.clientId))?.thing
      if (client === undefined || !maySee(orgno, client)) continue
      requireRight(actor, 'protocol-log.read', orgno, { inTestOnly: !isProduction(environment) })
      found.push({ entry, client })
    }
    return found
  }
