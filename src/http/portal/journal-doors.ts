import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../../journey/actor.ts'
import { isAllowed } from '../../journey/roles.ts'
import { type JournalPageFacts, journalPage, type ShownRecord } from '../../pages/member/journal-page.ts'
import type { exportJournal, JournalQuestion, readJournal } from '../../usecases/onboarding/journal/read-journal.ts'
import type { JournalVerdict } from '../../usecases/onboarding/journal/verify-journal.ts'
import { requireRight } from '../../usecases/onboarding/require-right.ts'
import type { PortalDoors, SignedInVisit } from './portal-doors.ts'

export interface JournalUseCases {
  readonly read: ReturnType<typeof readJournal>
  readonly exportAll: ReturnType<typeof exportJournal>
  readonly verify: () => Promise<JournalVerdict>
}

type Query = Readonly<Record<string, unknown>>
type Place = SignedInVisit & { readonly orgno: string | undefined; readonly path: string }

const names = ['object', 'actor', 'action', 'orgno', 'from', 'until'] as const
const daySeconds = 86_400

/** The journal, for the members of an organisation and for the operator; with export, and the chain verified (ONB-171…173). */
export function addJournalDoors(app: FastifyInstance, doors: PortalDoors, useCases: JournalUseCases): void {
  const ofMember = async (request: FastifyRequest): Promise<Place> => {
    const visit = await doors.member(request)
    return { ...visit, path: `/o/${visit.orgno}/journal` }
  }
  const ofOperator = async (request: FastifyRequest): Promise<Place> => {
    const visit = await doors.signedIn(request)
    requireRight(visit.actor, 'journal.read', undefined)
    const orgno = textOf((request.query as Query).orgno)
    return { ...visit, orgno: orgno === '' ? undefined : orgno, path: '/operator/journal' }
  }

  for (const [path, placeOf, side] of [
    ['/o/:orgno/journal', ofMember, 'organisation'],
    ['/operator/journal', ofOperator, 'operator'],
  ] as const) {
    const show = async (
      request: FastifyRequest,
      reply: FastifyReply,
      verification: JournalPageFacts['verification'],
    ): Promise<FastifyReply> => {
      const { frame, actor, orgno, path: own } = await placeOf(request)
      const query = request.query as Query
      const { records, nextBeforeId } = await useCases.read(actor, orgno, questionOf(query))
      const kept = new URLSearchParams(
        names.flatMap((name) => (textOf(query[name]) === '' ? [] : [[name, textOf(query[name])]])),
      )
      const next = nextBeforeId === undefined ? undefined : `${kept}&before=${nextBeforeId}`
      const shown: readonly ShownRecord[] = records
      const asked = (name: string): string => textOf(query[name])
      const facts = { path: own, side, records: shown, asked, next, query: kept.toString(), verification }
      return doors.page(reply, journalPage(frame, facts))
    }
    const offered = (actor: Actor) =>
      side === 'operator' && isAllowed(actor.operatorRoles, 'journal.verify', false) ? 'offered' : undefined

    app.get(path, async (request, reply) => show(request, reply, offered((await placeOf(request)).actor)))
    if (side === 'operator')
      app.post(`${path}/verify`, async (request, reply) => {
        requireRight((await placeOf(request)).actor, 'journal.verify', undefined)
        return show(request, reply, await useCases.verify())
      })
    for (const format of ['csv', 'json'] as const)
      app.get(`${path}.${format}`, async (request, reply) => {
        const { actor, orgno } = await placeOf(request)
        const records = await useCases.exportAll(actor, orgno, questionOf(request.query as Query))
        reply.header('content-disposition', `attachment; filename="journal.${format}"`)
        if (format === 'json')
          return reply.type('application/json; charset=utf-8').send(JSON.stringify(records, null, 2))
        return reply.type('text/csv; charset=utf-8').send(csvOf(records))
      })
  }
}

function questionOf(query: Query): JournalQuestion {
  const [objectId, actorId, action] = [textOf(query.object), textOf(query.actor), textOf(query.action)]
  const [from, until] = [dayOf(query.from), dayOf(query.until)]
  const before = Number(textOf(query.before))
  return {
    ...(objectId === '' ? {} : { objectId }),
    ...(actorId === '' ? {} : { actorId }),
    ...(action === '' ? {} : { action }),
    ...(from === undefined ? {} : { fromSeconds: from }),
    ...(until === undefined ? {} : { untilSeconds: until + daySeconds - 1 }),
    ...(Number.isSafeInteger(before) && before > 0 ? { beforeId: before } : {}),
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, 200) : '')

function dayOf(value: unknown): number | undefined {
  const text = textOf(value)
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return Number.isNaN(at) ? undefined : at / 1000
}

type Exported = Awaited<ReturnType<JournalUseCases['exportAll']>>

/** RFC 4180, with a header line. What a spreadsheet would take for a formula is quoted as text. */
function csvOf(records: Exported): string {
  const lines = records.map((one) => [
    String(one.id),
    new Date(one.atSeconds * 1000).toISOString(),
    one.action,
    one.object.kind,
    one.object.id,
    one.orgno,
    one.environment ?? '',
    one.actor.kind,
    one.actor.id,
    one.actor.name ?? '',
    JSON.stringify(one.before ?? {}),
    JSON.stringify(one.after ?? {}),
    one.reason ?? '',
    one.hash,
  ])
  const header =
    'id,time,action,object_kind,object_id,orgno,environment,actor_kind,actor_id,actor_name,before,after,reason,hash'
  return `${[header, ...lines.map((cells) => cells.map(cell).join(','))].join('\r\n')}\r\n`
}

const cell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
