import type { Client } from '../../protocol/client.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { ProtocolLogEntry } from '../../storage/protocol-log.ts'
import type { CallLimit } from './call-limit.ts'
import { maySee } from './client-actor.ts'

export interface LookUpNeeds {
  readonly durable: DurableStore
  /** Writes down what was seen until now. */
  readonly flushProtocolLog: () => Promise<void>
  readonly limit: CallLimit
}

/** Look-ups a minute and organisation: a person at work, and nobody who tries references. */
const mostPerMinute = 60

export type LookedUp =
  | { readonly outcome: 'found'; readonly entry: ProtocolLogEntry; readonly client: Client }
  /** Also what is another organisation's, and what no client of anybody sent. */
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'wait'; readonly seconds: number }

/** Seconds to wait, when the organisation has looked up too much in this minute. */
export const countLookUp = (limit: CallLimit, orgno: string): Promise<number | undefined> =>
  limit(`error look-ups ${orgno}`, mostPerMinute)

/** The refusal under a reference, if it was of a client of this organisation; the newest, where a proxy repeated the reference. */
export const lookUpRefusal =
  (needs: LookUpNeeds) =>
  async (environmentName: string, orgno: string, reference: string): Promise<LookedUp> => {
    const seconds = await countLookUp(needs.limit, orgno)
    if (seconds !== undefined) return { outcome: 'wait', seconds }
    await needs.flushProtocolLog()
    const { clients } = needs.durable.environment(environmentName)
    const entries = await needs.durable.protocolLog.byReference(reference)
    for (const entry of entries.toReversed()) {
      if (entry.kind !== 'refused' || entry.environment !== environmentName || entry.clientId === '') continue
      const client = (await clients.find(entry.clientId))?.thing
      if (client !== undefined && maySee(orgno, client)) return { outcome: 'found', entry, client }
    }
    return { outcome: 'unknown' }
  }
