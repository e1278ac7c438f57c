import type { FastifyInstance } from 'fastify'
import { allBusyPeriodsPage, busyPeriodsPage } from '../../pages/member/busy-periods-page.ts'
import type {
  listAllPeriods,
  listPeriods,
  reportPeriod,
  withdrawPeriod,
} from '../../usecases/onboarding/notices/busy-periods.ts'
import { noErrors, type PortalDoors } from './portal-doors.ts'
import { typedIn } from './typed-in.ts'

export interface BusyPeriodUseCases {
  readonly list: ReturnType<typeof listPeriods>
  readonly listAll: ReturnType<typeof listAllPeriods>
  readonly report: ReturnType<typeof reportPeriod>
  readonly withdraw: ReturnType<typeof withdrawPeriod>
}

/** Periods in which login matters most: reported by organisations, seen by the operator (ONB-134). */
export function addBusyPeriodDoors(app: FastifyInstance, doors: PortalDoors, useCases: BusyPeriodUseCases): void {
  app.get('/o/:orgno/periods', async (request, reply) => {
    const { frame, actor, orgno } = await doors.member(request)
    const periods = await useCases.list(actor, orgno)
    return doors.page(reply, busyPeriodsPage(frame, { orgno, periods, typed: () => '', errors: noErrors }))
  })

  app.post('/o/:orgno/periods', async (request, reply) => {
    const { frame, actor, orgno, language } = await doors.member(request)
    const typed = typedIn(request)
    return doors.tryForm(
      reply,
      language,
      async () => {
        await useCases.report(actor, orgno, {
          kind: typed('kind'),
          fromDay: typed('from_day').trim(),
          untilDay: typed('until_day').trim(),
          text: typed('text'),
          peakLogins: typed('peak_logins'),
        })
        return reply.redirect(`/o/${orgno}/periods`, 303)
      },
      async (errors) => busyPeriodsPage(frame, { orgno, periods: await useCases.list(actor, orgno), typed, errors }),
    )
  })

  app.post<{ readonly Params: { readonly id: string } }>('/o/:orgno/periods/:id/withdraw', async (request, reply) => {
    const { actor, orgno } = await doors.member(request)
    await useCases.withdraw(actor, orgno, request.params.id)
    return reply.redirect(`/o/${orgno}/periods`, 303)
  })

  app.get('/operator/periods', async (request, reply) => {
    const { actor, frame } = await doors.signedIn(request)
    return doors.page(reply, allBusyPeriodsPage(frame, await useCases.listAll(actor)))
  })
}
