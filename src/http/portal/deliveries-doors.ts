import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor } from '../../journey/actor.ts'
import type { Delivery } from '../../journey/order-records.ts'
import { refuse } from '../../journey/refusal.ts'
import { deliveryPage, deniedPage, denyPage, rotationPage } from '../../pages/member/orders/delivery-pages.ts'
import { deliveriesPage } from '../../pages/operator/deliveries-page.ts'
import type { PortalEnvironment } from '../../pages/portal/portal-page.ts'
import type { listDeliveries, readDelivery, readRotation } from '../../usecases/onboarding/orders/read-orders.ts'
import { type FormErrors, noErrors, type PortalDoors, type SignedInVisit } from './portal-doors.ts'

export interface DeliveriesUseCases {
  readonly environmentOf: (name: string) => PortalEnvironment
  readonly supportPhone: string
  readonly read: ReturnType<typeof readDelivery>
  readonly list: ReturnType<typeof listDeliveries>
  readonly readRotation: ReturnType<typeof readRotation>
  readonly confirm: (actor: Actor, reference: string) => Promise<void>
  /** Resolves with the new delivery's reference. */
  readonly resend: (actor: Actor, reference: string) => Promise<string>
  readonly stop: (actor: Actor, reference: string) => Promise<void>
  readonly findByDenyToken: (reference: string, token: string) => Promise<Delivery>
  readonly deny: (reference: string, token: string) => Promise<void>
  readonly rotate: (actor: Actor, environment: string, clientId: string, overlapDays: number) => Promise<string>
  readonly revokeSecret: (actor: Actor, environment: string, clientId: string, secretId: string) => Promise<void>
}

const parameter = (request: FastifyRequest, name: string): string =>
  String((request.params as Readonly<Record<string, unknown>>)[name] ?? '')

/** The handing over of secrets: its page, the link in the mail, and new secrets in production (§12, §14). */
export function addDeliveriesDoors(app: FastifyInstance, doors: PortalDoors, useCases: DeliveriesUseCases): void {
  const page = async ({ frame, actor }: SignedInVisit, reference: string, errors: FormErrors = noErrors) => {
    const view = await useCases.read(actor, reference)
    return deliveryPage(frame, { ...view, environment: useCases.environmentOf(view.delivery.environment), errors })
  }

  app.get('/deliveries/:ref', async (request, reply) =>
    doors.page(reply, await page(await doors.signedIn(request), parameter(request, 'ref'))),
  )

  const onForm = (path: string, work: (visit: SignedInVisit, request: FastifyRequest) => Promise<string>): void => {
    app.post(`/deliveries/:ref/${path}`, async (request, reply) => {
      const visit = await doors.signedIn(request)
      return doors.tryForm(
        reply,
        visit.language,
        async () => reply.redirect(`/deliveries/${await work(visit, request)}`, 303),
        (errors) => page(visit, parameter(request, 'ref'), errors),
      )
    })
  }
  onForm('confirm', async ({ actor }, request) => {
    await useCases.confirm(actor, parameter(request, 'ref'))
    return parameter(request, 'ref')
  })
  onForm('resend', ({ actor }, request) => useCases.resend(actor, parameter(request, 'ref')))
  onForm('stop', async ({ actor }, request) => {
    if (request.form.get('sure') !== 'yes') refuse('required', 'the box must be ticked', { field: 'sure' })
    await useCases.stop(actor, parameter(request, 'ref'))
    return parameter(request, 'ref')
  })

  app.get('/deliveries/:ref/deny/:token', async (request, reply) => {
    const { frame } = await doors.visit(request)
    const token = parameter(request, 'token')
    const delivery = await useCases.findByDenyToken(parameter(request, 'ref'), token)
    return doors.page(reply, denyPage(frame, delivery, token))
  })
  app.post('/deliveries/:ref/deny/:token', async (request, reply) => {
    const { frame } = await doors.visit(request)
    await useCases.deny(parameter(request, 'ref'), parameter(request, 'token'))
    return doors.page(reply, deniedPage(frame, useCases.supportPhone))
  })

  app.get('/operator/deliveries', async (request, reply) => {
    const { frame, actor } = await doors.signedIn(request)
    return doors.page(reply, deliveriesPage(frame, await useCases.list(actor)))
  })

  const rotation = async (
    request: FastifyRequest,
    { frame, actor, orgno }: Awaited<ReturnType<PortalDoors['member']>>,
    errors: FormErrors = noErrors,
  ) => {
    const [environment, clientId] = [parameter(request, 'environment'), parameter(request, 'clientId')]
    const { client, secrets, deliveries } = await useCases.readRotation(actor, orgno, environment, clientId)
    const to = deliveries[0]?.receiver
    return rotationPage(frame, {
      orgno,
      clientId,
      clientName: client.clientName,
      environment: useCases.environmentOf(environment),
      receiver: to === undefined ? undefined : { name: to.name, email: to.email, last2: to.mobile.slice(-2) },
      secrets,
      deliveries,
      values: Object.fromEntries(request.form),
      errors,
    })
  }
  const own = '/o/:orgno/clients/:environment/:clientId/deliveries'

  app.get(own, async (request, reply) => doors.page(reply, await rotation(request, await doors.member(request))))

  app.post(own, async (request, reply) => {
    const visit = await doors.member(request)
    return doors.tryForm(
      reply,
      visit.language,
      async () => {
        const days = Number(request.form.get('overlap_days') ?? '7')
        const [environment, clientId] = [parameter(request, 'environment'), parameter(request, 'clientId')]
        return reply.redirect(`/deliveries/${await useCases.rotate(visit.actor, environment, clientId, days)}`, 303)
      },
      (errors) => rotation(request, visit, errors),
    )
  })

  app.post(`${own}/revoke`, async (request, reply) => {
    const visit = await doors.member(request)
    const [environment, clientId] = [parameter(request, 'environment'), parameter(request, 'clientId')]
    await useCases.revokeSecret(visit.actor, environment, clientId, request.form.get('secret_id') ?? '')
    return reply.redirect(`/o/${visit.orgno}/clients/${environment}/${clientId}/deliveries`, 303)
  })
}
