import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../../journey/actor.ts'
import {
  type DayRange,
  dayOf,
  lastDays,
  loginsPerMonth,
  settlementYear,
  settlementYearOf,
} from '../../journey/login-statistics.ts'
import type { StatisticsFacts } from '../../pages/statistics-page.ts'
import { statisticsPage } from '../../pages/statistics-page.ts'
import type { readStatistics } from '../../usecases/onboarding/console/read-statistics.ts'
import type { PortalDoors } from './portal-doors.ts'

export interface StatisticsOptions {
  readonly readStatistics: ReturnType<typeof readStatistics>
  readonly environments: StatisticsFacts['environments']
  readonly nowSeconds: () => number
}

const yearsShown = 3
const fixedDays: Readonly<Record<string, number>> = { '30': 30, '90': 90, '365': 365 }

interface Asked {
  readonly environmentName: string
  readonly range: string
  readonly days: DayRange
}

/** Logins in figures, for the operator and for each organisation, as a page and as CSV (ONB-133). */
export function addStatisticsDoors(app: FastifyInstance, doors: PortalDoors, options: StatisticsOptions): void {
  const { environments } = options
  const yearNow = (): number => settlementYearOf(dayOf(options.nowSeconds()))

  const readQuery = (request: FastifyRequest): Asked => {
    const query = request.query as Readonly<Record<string, unknown>>
    const environment = environments.find(({ name }) => name === query.environment) ?? environments[0]
    const range = String(query.range ?? '30')
    const days = fixedDays[range]
    const environmentName = environment?.name ?? ''
    if (days !== undefined) return { environmentName, range, days: lastDays(days, options.nowSeconds()) }
    const year = /^20\d\d$/.test(range) ? Number(range) : undefined
    return year === undefined
      ? { environmentName, range: '30', days: lastDays(30, options.nowSeconds()) }
      : { environmentName, range, days: settlementYear(year) }
  }

  const facts = async (actor: Actor, request: FastifyRequest, orgno?: string): Promise<StatisticsFacts> => {
    const asked = readQuery(request)
    const { counts, clients } = await options.readStatistics(actor, {
      environmentName: asked.environmentName,
      ...asked.days,
      ...(orgno === undefined ? {} : { orgno }),
    })
    return {
      ...asked,
      path: orgno === undefined ? '/operator/statistics' : `/o/${orgno}/statistics`,
      environments,
      years: Array.from({ length: yearsShown }, (_, ago) => yearNow() - ago),
      counts,
      clientName: (clientId) => clients.get(clientId)?.name ?? '',
    }
  }

  const sendCsv = (request: FastifyRequest, reply: FastifyReply, found: StatisticsFacts): FastifyReply => {
    const byMonth = (request.query as Readonly<Record<string, unknown>>).by === 'month'
    const { environmentName, range } = found
    const name = `logins-${environmentName}-${range}${byMonth ? '-months' : ''}.csv`
    return reply
      .header('content-disposition', `attachment; filename="${name}"`)
      .type('text/csv; charset=utf-8')
      .send(byMonth ? monthLines(found) : dayLines(found))
  }

  app.get('/operator/statistics', async (request, reply) => {
    const { actor, frame } = await doors.signedIn(request)
    return doors.page(reply, statisticsPage(frame, await facts(actor, request)))
  })
  app.get('/operator/statistics.csv', async (request, reply) => {
    const { actor } = await doors.signedIn(request)
    return sendCsv(request, reply, await facts(actor, request))
  })
  app.get('/o/:orgno/statistics', async (request, reply) => {
    const { actor, frame, orgno } = await doors.member(request)
    return doors.page(reply, statisticsPage(frame, await facts(actor, request, orgno)))
  })
  app.get('/o/:orgno/statistics.csv', async (request, reply) => {
    const { actor, orgno } = await doors.member(request)
    return sendCsv(request, reply, await facts(actor, request, orgno))
  })
}

const dayLines = ({ counts, environmentName }: StatisticsFacts): string =>
  csv(
    ['environment', 'day', 'client_id', 'eid', 'logins'],
    [...counts.map(({ day, clientId, eid, logins }) => [environmentName, day, clientId, eid, String(logins)])],
  )

const monthLines = ({ counts, environmentName, clientName }: StatisticsFacts): string =>
  csv(
    ['environment', 'month', 'client_id', 'client_name', 'logins'],
    [
      ...loginsPerMonth(counts).map(({ clientId, month, logins }) => [
        environmentName,
        month,
        clientId,
        clientName(clientId),
        String(logins),
      ]),
    ],
  )

const csv = (head: readonly string[], lines: readonly (readonly string[])[]): string =>
  `${[head, ...lines].map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`

/** RFC 4180. What a spreadsheet would run as a formula begins with a quote mark, so that it stays text. */
const quoted = (value: string): string => {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
