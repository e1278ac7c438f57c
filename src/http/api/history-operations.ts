import { eidLabel } from '../../pages/login/eid-label.ts'
import type { PastLogin } from '../../usecases/history/read-history.ts'
import type { ApiOperation } from './api-operation.ts'
import { ApiRefusal } from './api-refusal.ts'

/** The logins of a token's citizen to the services of the token's organisation (apis section 4). */
export interface HistoryUseCases {
  readonly readHistory: (clientId: string, personRef: string, limit: number) => Promise<readonly PastLogin[]>
}

const [fewest, most, usual] = [1, 500, 50]

export const historyOperations = ({ readHistory }: HistoryUseCases): readonly ApiOperation[] => [
  {
    method: 'GET',
    path: '/innlogginger/logg/idporten',
    summary: "The citizen's completed logins to services of the caller's organisation in twelve months, newest first.",
    scopes: ['idporten:user.log.read'],
    tokens: 'user',
    query: { maxhits: `How many, ${fewest} to ${most}; ${usual} unless given.` },
    answer: { schema: 'LoggedIn', list: true },
    run: async ({ query, caller, accept }) => {
      if (query.has('pid'))
        throw new ApiRefusal(400, [
          { field: 'pid', message: 'is not taken: the person is the one of the access token' },
        ])
      const personRef = caller.personRef ?? ''
      const logins = await readHistory(caller.clientId, personRef, readMaxHits(query))
      const describe = wantsMore(accept) ? describeMore : describeLogin
      return {
        person: personRef,
        headers: { 'cache-control': 'no-store', pragma: 'no-cache', vary: 'accept' },
        body: logins.map(describe),
      }
    },
  },
]

/** Throws 400 (API-71). */
function readMaxHits(query: URLSearchParams): number {
  const asked = query.getAll('maxhits')
  if (asked.length === 0) return usual
  const hits = /^[0-9]{1,3}$/.test(asked[0] ?? '') ? Number(asked[0]) : 0
  if (asked.length > 1 || hits < fewest || hits > most)
    throw new ApiRefusal(400, [{ field: 'maxhits', message: `must be a number from ${fewest} to ${most}, sent once` }])
  return hits
}

/** `application/json; profile=v2` asks for the members that came later (API-74). */
const wantsMore = (accept: string): boolean =>
  accept.split(',').some((range) => /^\s*application\/json\s*;.*\bprofile\s*=\s*"?v2"?\s*(?:;|$)/i.test(range))

const describeLogin = ({ atSeconds, ownerName, ownerOrgno, onbehalfof, eid, clientId }: PastLogin) => ({
  tidspunkt: norwegianTime(atSeconds),
  tjeneste: onbehalfof?.name ?? ownerName,
  eid: eid === undefined ? 'Federated' : eidLabel(eid, 'nb').name,
  integrasjon_id: clientId,
  orgno: onbehalfof?.orgno ?? ownerOrgno,
})

const describeMore = (entry: PastLogin) => ({
  ...describeLogin(entry),
  time: new Date(entry.atSeconds * 1000).toISOString(),
  acr: entry.acr,
  sso: entry.eid === undefined,
  correlation_id: entry.correlationId,
})

// Swedish writes dates as ISO 8601 does: 2026-01-05 11:00:00.
const wallTime = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Europe/Oslo' })

/** `YYYY-MM-DDTHH:mm:ss` as clocks in Norway show it; the last hour of summer time comes twice (API-74). */
const norwegianTime = (seconds: number): string => wallTime.format(seconds * 1000).replace(' ', 'T')
