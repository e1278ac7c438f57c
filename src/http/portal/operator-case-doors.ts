import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor } from '../../journey/actor.ts'
import type { QueueItem } from '../../journey/records.ts'
import { refuse } from '../../journey/refusal.ts'
import { isAllowed } from '../../journey/roles.ts'
import { type StaffCaseView, staffCasePage, staffCasesPage } from '../../pages/operator/case-pages.ts'
import { exposedPage, inboundMailPage, inboundMailsPage } from '../../pages/operator/inbound-pages.ts'
import type { PortalEnvironment } from '../../pages/portal/portal-page.ts'
import type { listAllCases, readCaseAsStaff } from '../../usecases/onboarding/cases/read-case.ts'
import type { CaseSnapshot } from '../../usecases/onboarding/cases/snapshot-case.ts'
import type { triageCase } from '../../usecases/onboarding/cases/work-case.ts'
import type {
  listInboundMails,
  readInboundMail,
  settleInboundMail,
} from '../../usecases/onboarding/inbound/finish-draft.ts'
import { type FormErrors, noErrors, type PortalDoors, type SignedInVisit } from './portal-doors.ts'
import { typedIn } from './typed-in.ts'

type CaseWork = (actor: Actor, caseNo: string, text: string) => Promise<void>

export interface OperatorCaseUseCases {
  readonly environments: readonly PortalEnvironment[]
  readonly organisationName: (orgno: string) => Promise<string | undefined>
  readonly list: ReturnType<typeof listAllCases>
  readonly read: ReturnType<typeof readCaseAsStaff>
  readonly triage: ReturnType<typeof triageCase>
  readonly claim: (actor: Actor, caseNo: string) => Promise<void>
  readonly takeOver: (actor: Actor, caseNo: string) => Promise<void>
  readonly ask: CaseWork
  readonly resolve: CaseWork
  readonly note: CaseWork
  readonly recordAnswer: CaseWork
  readonly mails: ReturnType<typeof listInboundMails>
  readonly mail: ReturnType<typeof readInboundMail>
  readonly settleMail: ReturnType<typeof settleInboundMail>
  readonly exposed: (actor: Actor, objectId: string) => Promise<QueueItem>
}

interface OfCase {
  readonly Params: { readonly no: string }
}

/** `/operator/cases`, `/operator/inbound` and `/operator/exposed`: support's side of §16 and §21. */
export function addOperatorCaseDoors(app: FastifyInstance, doors: PortalDoors, useCases: OperatorCaseUseCases): void {
  const nameOf = async (orgno: string) => (orgno === '' ? '' : ((await useCases.organisationName(orgno)) ?? orgno))
  const environmentOf = (name: string | undefined) => useCases.environments.find((one) => one.name === name)
  const mayWork = ({ operatorRoles }: Actor) => isAllowed(operatorRoles, 'case.work', false)

  app.get('/operator/cases', async (request, reply) => {
    const { frame, actor } = await doors.signedIn(request)
    const cases = await useCases.list(actor)
    const named = await Promise.all(cases.map(async (one) => ({ ...one, organisationName: await nameOf(one.orgno) })))
    return doors.page(reply, staffCasesPage(frame, named))
  })

  const viewOf = async (
    { actor }: SignedInVisit,
    caseNo: string,
    errors: FormErrors = noErrors,
    values: Readonly<Record<string, string>> = {},
  ): Promise<StaffCaseView> => {
    const { about, log } = await useCases.read(actor, caseNo)
    const empty = { errors: [], orders: [] }
    return {
      about,
      organisationName: await nameOf(about.orgno),
      environment: environmentOf(about.environment),
      environments: useCases.environments,
      errors,
      values,
      mayWork: mayWork(actor),
      isClaimer: about.claimer?.userId === actor.id,
      snapshot: (about.snapshot as unknown as CaseSnapshot | undefined) ?? empty,
      references: log.references,
      recent: log.recent,
    }
  }

  app.get<OfCase>('/operator/cases/:no', async (request, reply) => {
    const visit = await doors.signedIn(request)
    return doors.page(reply, staffCasePage(visit.frame, await viewOf(visit, request.params.no)))
  })

  const onForm = (
    path: string,
    work: (actor: Actor, caseNo: string, request: FastifyRequest) => Promise<void>,
  ): void => {
    app.post<OfCase>(`/operator/cases/:no/${path}`, async (request, reply) => {
      const visit = await doors.signedIn(request)
      const { no } = request.params
      return doors.tryForm(
        reply,
        visit.language,
        async () => {
          await work(visit.actor, no, request)
          return reply.redirect(`/operator/cases/${no}`, 303)
        },
        async (errors) => staffCasePage(visit.frame, await viewOf(visit, no, errors, Object.fromEntries(request.form))),
      )
    })
  }
  onForm('triage', (actor, no, request) => {
    const typed = typedIn(request)
    return useCases.triage(actor, no, {
      category: typed('category'),
      severity: typed('severity'),
      orgno: typed('orgno'),
      clientId: typed('clientId'),
      environment: typed('environment'),
    })
  })
  onForm('claim', useCases.claim)
  onForm('take-over', useCases.takeOver)
  // Each text has a field of its own, so that what was typed comes back to where it was.
  const text = (work: CaseWork, field: string) => (actor: Actor, no: string, request: FastifyRequest) =>
    work(actor, no, typedIn(request)(field))
  onForm('ask', text(useCases.ask, 'question'))
  onForm('resolve', text(useCases.resolve, 'solution'))
  onForm('note', text(useCases.note, 'note'))
  onForm('answer', text(useCases.recordAnswer, 'answer'))

  app.get('/operator/inbound', async (request, reply) => {
    const { frame, actor } = await doors.signedIn(request)
    return doors.page(reply, inboundMailsPage(frame, await useCases.mails(actor)))
  })

  app.get<{ Params: { id: string } }>('/operator/inbound/:id', async (request, reply) => {
    const { frame, actor } = await doors.signedIn(request)
    const { mail, draft } = await useCases.mail(actor, request.params.id)
    return doors.page(reply, inboundMailPage(frame, { mail, draft, mayWork: mayWork(actor) }))
  })

  app.post<{ Params: { id: string } }>('/operator/inbound/:id/settled', async (request, reply) => {
    const { actor } = await doors.signedIn(request)
    await useCases.settleMail(actor, request.params.id)
    return reply.redirect('/operator/inbound', 303)
  })

  app.get('/operator/exposed', async (request, reply) => {
    const { frame, actor } = await doors.signedIn(request)
    const { of } = request.query as Readonly<Record<string, unknown>>
    if (typeof of !== 'string') refuse('not_found', 'which one is not said')
    const item = await useCases.exposed(actor, of)
    return doors.page(
      reply,
      exposedPage(frame, {
        item,
        organisationName: await nameOf(item.orgno),
        environment: environmentOf(item.environment),
      }),
    )
  })
}
