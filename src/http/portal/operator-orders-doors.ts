import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor } from '../../journey/actor.ts'
import { type Checklist, checklistItems } from '../../journey/order-checklist.ts'
import type { Order } from '../../journey/order-records.ts'
import { isAllowed } from '../../journey/roles.ts'
import { queuePage } from '../../pages/operator/queue-page.ts'
import { reviewPage } from '../../pages/operator/review-page.ts'
import type { PortalEnvironment } from '../../pages/portal/portal-page.ts'
import type { Approval } from '../../usecases/onboarding/orders/approve-order.ts'
import type { QueueView, readQueue, readReview } from '../../usecases/onboarding/orders/read-orders.ts'
import type { workQueueItem } from '../../usecases/onboarding/orders/work-queue.ts'
import { type FormErrors, noErrors, type PortalDoors, type SignedInVisit } from './portal-doors.ts'

export interface OperatorOrdersUseCases {
  readonly environmentOf: (name: string) => PortalEnvironment
  readonly environmentNames: readonly string[]
  readonly nowSeconds: () => number
  readonly queue: ReturnType<typeof readQueue>
  readonly workItem: ReturnType<typeof workQueueItem>
  readonly recordExport: (actor: Actor, format: string) => Promise<void>
  readonly read: ReturnType<typeof readReview>
  readonly claim: (actor: Actor, orderNo: string) => Promise<Order>
  readonly release: (actor: Actor, orderNo: string) => Promise<Order>
  readonly ask: (actor: Actor, orderNo: string, text: string) => Promise<Order>
  readonly reject: (actor: Actor, orderNo: string, reason: string, text: string) => Promise<Order>
  readonly note: (actor: Actor, orderNo: string, text: string) => Promise<Order>
  readonly approve: (actor: Actor, orderNo: string, approval: Approval) => Promise<Order>
}

const filters = ['kind', 'environment', 'claimer', 'orgno', 'flag'] as const

/** The operator's queue and the review of orders (§11). */
export function addOperatorOrdersDoors(
  app: FastifyInstance,
  doors: PortalDoors,
  useCases: OperatorOrdersUseCases,
): void {
  const shown = async (request: FastifyRequest, actor: Actor) => {
    const query = request.query as Readonly<Record<string, unknown>>
    const filter = Object.fromEntries(
      filters.flatMap((name) =>
        typeof query[name] === 'string' && query[name] !== '' ? [[name, String(query[name])]] : [],
      ),
    )
    const all = await useCases.queue(actor)
    return { all, filter, items: all.filter((item) => fits(item, filter)) }
  }

  app.get('/operator', async (request, reply) => {
    const { frame, actor } = await doors.signedIn(request)
    const { all, filter, items } = await shown(request, actor)
    const claimers = [...new Set(all.flatMap(({ claimer }) => (claimer === undefined ? [] : [claimer.name])))]
    return doors.page(
      reply,
      queuePage(frame, {
        items,
        filter,
        environments: useCases.environmentNames,
        claimers,
        isEmpty: all.length === 0,
        nowSeconds: useCases.nowSeconds(),
        mayWork: isAllowed(actor.operatorRoles, 'case.work', false),
      }),
    )
  })

  for (const work of ['claim', 'release', 'settle'] as const)
    app.post(`/operator/queue/:id/${work}`, async (request, reply) => {
      const { actor } = await doors.signedIn(request)
      await useCases.workItem(actor, String((request.params as { id?: unknown }).id ?? ''), work)
      return reply.redirect('/operator', 303)
    })

  app.get('/operator/queue.json', async (request, reply) => {
    const { actor } = await doors.signedIn(request)
    const { items } = await shown(request, actor)
    await useCases.recordExport(actor, 'json')
    return reply.type('application/json').send(JSON.stringify({ items: items.map(exported) }, null, 2))
  })

  app.get('/operator/queue.csv', async (request, reply) => {
    const { actor } = await doors.signedIn(request)
    const { items } = await shown(request, actor)
    await useCases.recordExport(actor, 'csv')
    const rows = items.map(exported)
    const names = Object.keys(exported(emptyItem))
    const lines = [names, ...rows.map((row) => Object.values(row))]
    reply.header('content-disposition', 'attachment; filename="queue.csv"')
    return reply.type('text/csv; charset=utf-8').send(lines.map((line) => line.map(csvCell).join(',')).join('\r\n'))
  })

  const page = async ({ frame, actor }: SignedInVisit, request: FastifyRequest, errors: FormErrors = noErrors) => {
    const view = await useCases.read(actor, numberOf(request))
    const { order } = view
    const typed = checklistOf(request.form)
    return reviewPage(frame, {
      ...view,
      environment: useCases.environmentOf(order.environment),
      answers: Object.keys(typed).length > 0 ? typed : (order.approvals[0]?.checklist ?? {}),
      isClaimer: order.claimer?.userId === actor.id,
      isFirstApprover: order.approvals.some(({ by }) => by === actor.id),
      values: Object.fromEntries(request.form),
      errors,
    })
  }

  app.get('/operator/orders/:no', async (request, reply) =>
    doors.page(reply, await page(await doors.signedIn(request), request)),
  )

  const onForm = (
    path: string,
    work: (actor: Actor, orderNo: string, form: URLSearchParams) => Promise<unknown>,
  ): void => {
    app.post(`/operator/orders/:no/${path}`, async (request, reply) => {
      const visit = await doors.signedIn(request)
      return doors.tryForm(
        reply,
        visit.language,
        async () => {
          await work(visit.actor, numberOf(request), request.form)
          return reply.redirect(`/operator/orders/${numberOf(request)}`, 303)
        },
        (errors) => page(visit, request, errors),
      )
    })
  }
  onForm('claim', (actor, no) => useCases.claim(actor, no))
  onForm('release', (actor, no) => useCases.release(actor, no))
  onForm('needs-info', (actor, no, form) => useCases.ask(actor, no, form.get('question') ?? ''))
  onForm('reject', (actor, no, form) => useCases.reject(actor, no, form.get('reason') ?? '', form.get('text') ?? ''))
  onForm('note', (actor, no, form) => useCases.note(actor, no, form.get('note') ?? ''))
  for (const path of ['approve', 'second-approval'])
    onForm(path, (actor, no, form) =>
      useCases.approve(actor, no, { revision: Number(form.get('revision')), checklist: checklistOf(form) }),
    )
}

const numberOf = (request: FastifyRequest): string => String((request.params as { no?: unknown }).no ?? '')

function checklistOf(form: URLSearchParams): Checklist {
  return Object.fromEntries(
    checklistItems.flatMap((item) => {
      const answer = form.get(`check.${item}`)
      const note = form.get(`note.${item}`) ?? ''
      return answer === 'yes' || answer === 'no' || answer === 'not_relevant' ? [[item, { answer, note }]] : []
    }),
  )
}

const fits = (item: QueueView, filter: Readonly<Record<string, string | undefined>>): boolean =>
  (filter.kind === undefined || item.kind === filter.kind) &&
  (filter.environment === undefined || item.environment === filter.environment) &&
  (filter.orgno === undefined || item.orgno === filter.orgno) &&
  (filter.flag === undefined || item.flags.includes(filter.flag)) &&
  (filter.claimer === undefined ||
    (filter.claimer === '-' ? item.claimer === undefined : item.claimer?.name === filter.claimer))

const emptyItem: QueueView = {
  id: '',
  kind: 'production_order',
  state: 'OPEN',
  orgno: '',
  environment: '',
  objectId: '',
  title: '',
  flags: [],
  openedAtSeconds: 0,
  targetSeconds: 0,
  organisationName: '',
}

/** No person of the customer's, no number of theirs (ONB-129). */
const exported = (item: QueueView) => ({
  number: item.objectId,
  kind: item.kind,
  orgno: item.orgno,
  organisation: item.organisationName,
  environment: item.environment,
  opened: new Date(item.openedAtSeconds * 1000).toISOString(),
  target: new Date(item.targetSeconds * 1000).toISOString(),
  claimer: item.claimer?.name ?? '',
  flags: item.flags.join(' '),
})

/** A cell that begins like a formula is made text, so that opening the file runs nothing. */
const csvCell = (value: string): string => {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return `"${safe.replaceAll('"', '""')}"`
}
