import { at } from './describe.ts'
import { limitOf } from './page-of.ts'
import type { PortalApiUseCases } from './portal-api-use-cases.ts'
import type { PortalRoute } from './portal-route.ts'

type JournalRecord = Awaited<ReturnType<PortalApiUseCases['readJournal']>>['records'][number]

/** What happened, and whether that is as it was written. */
export const journalRoutes = (useCases: PortalApiUseCases): readonly PortalRoute[] => [
  {
    method: 'GET',
    path: '/audit',
    run: async ({ actor, query }) => {
      const seconds = (name: string): number | undefined => {
        const moment = Date.parse(query.get(name) ?? '')
        return Number.isNaN(moment) ? undefined : Math.floor(moment / 1000)
      }
      const [fromSeconds, untilSeconds] = [seconds('from'), seconds('to')]
      const before = Number(query.get('cursor') ?? '')
      const optional = {
        ...(query.get('object') === null ? {} : { objectId: query.get('object') ?? '' }),
        ...(query.get('action') === null ? {} : { action: query.get('action') ?? '' }),
        ...(fromSeconds === undefined ? {} : { fromSeconds }),
        ...(untilSeconds === undefined ? {} : { untilSeconds }),
        ...(before > 0 ? { beforeId: before } : {}),
      }
      const { records, nextBeforeId } = await useCases.readJournal(actor, query.get('orgno') ?? undefined, optional)
      const shown = records.slice(0, limitOf(query))
      const last = shown.at(-1)?.id
      return {
        body: {
          items: shown.map(recordAnswer),
          next_cursor: shown.length < records.length ? last?.toString() : nextBeforeId?.toString(),
        },
      }
    },
  },
  {
    method: 'GET',
    path: '/operator/audit/verify',
    run: async ({ actor }) => {
      useCases.mayVerifyJournal(actor)
      return { body: await useCases.verifyJournal() }
    },
  },
]

/** By the names of ONB-170. */
const recordAnswer = (record: JournalRecord) => {
  const { atSeconds, userAgent, correlationId, prevHash, ...rest } = record
  return {
    time: at(atSeconds),
    ...rest,
    user_agent: userAgent,
    correlation_id: correlationId,
    prev_hash: prevHash,
  }
}
