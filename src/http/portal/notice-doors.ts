import type { FastifyInstance } from 'fastify'
import type { Environment } from '../../config/environments.ts'
import { noticesPage } from '../../pages/operator/notices-page.ts'
import { osloMinute } from '../../pages/oslo-time.ts'
import { statusPage } from '../../pages/portal/status-page.ts'
import type { listNotices, readStatus } from '../../usecases/onboarding/notices/read-notices.ts'
import type { endNotice, writeNotice } from '../../usecases/onboarding/notices/write-notice.ts'
import { noErrors, type PortalDoors } from './portal-doors.ts'
import { shownEnvironment } from './shown-environment.ts'
import { typedIn } from './typed-in.ts'

export interface NoticeUseCases {
  readonly environments: readonly Environment[]
  readonly status: ReturnType<typeof readStatus>
  readonly list: ReturnType<typeof listNotices>
  readonly write: ReturnType<typeof writeNotice>
  readonly end: ReturnType<typeof endNotice>
}

/** The public status page, and where the operator's staff write what stands on it. */
export function addNoticeDoors(app: FastifyInstance, doors: PortalDoors, useCases: NoticeUseCases): void {
  const { environments } = useCases
  app.get('/status', async (request, reply) => {
    const { frame } = await doors.visit(request)
    return doors.page(reply, statusPage(frame, environments.map(shownEnvironment), await useCases.status()))
  })

  app.get<{ readonly Querystring: { readonly sent?: unknown } }>('/operator/notices', async (request, reply) => {
    const { actor, frame } = await doors.signedIn(request)
    const { sent } = request.query
    const sentTo = typeof sent === 'string' && /^\d{1,6}$/.test(sent) ? sent : undefined
    const notices = await useCases.list(actor)
    return doors.page(reply, noticesPage(frame, { notices, environments, sentTo, typed: () => '', errors: noErrors }))
  })

  app.post('/operator/notices', async (request, reply) => {
    const { actor, frame, language } = await doors.signedIn(request)
    const typed = typedIn(request)
    return doors.tryForm(
      reply,
      language,
      async () => {
        const until = typed('until_day').trim() + typed('until_time').trim()
        const count = await useCases.write(actor, {
          kind: typed('kind'),
          environment: typed('environment'),
          title: typed('title'),
          text: typed('text'),
          action: typed('action'),
          fromSeconds: inOslo(typed('from_day'), typed('from_time')),
          untilSeconds: until === '' ? undefined : inOslo(typed('until_day'), typed('until_time')),
        })
        return reply.redirect(`/operator/notices?sent=${count}`, 303)
      },
      async (errors) =>
        noticesPage(frame, { notices: await useCases.list(actor), environments, sentTo: undefined, typed, errors }),
    )
  })

  app.post<{ readonly Params: { readonly id: string } }>('/operator/notices/:id/end', async (request, reply) => {
    const { actor } = await doors.signedIn(request)
    await useCases.end(actor, request.params.id)
    return reply.redirect('/operator/notices', 303)
  })
}

/** The moment that clocks in Norway show so; not a number when they never do. */
function inOslo(day: string, time: string): number {
  const shown = `${day.trim()} ${time.trim().padStart(5, '0')}`
  const asUtc = Date.parse(`${shown.replace(' ', 'T')}:00Z`) / 1000
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(shown) || Number.isNaN(asUtc)) return Number.NaN
  return [7200, 3600].map((offset) => asUtc - offset).find((at) => osloMinute(at) === shown) ?? Number.NaN
}
