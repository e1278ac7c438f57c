import type { FastifyInstance, FastifyRequest } from 'fastify'
import { refuse } from '../../journey/refusal.ts'
import { orderFormPage } from '../../pages/member/orders/order-form-page.ts'
import { orderPage, ordersPage } from '../../pages/member/orders/order-pages.ts'
import type { PortalEnvironment } from '../../pages/portal/portal-page.ts'
import type { answerOrder } from '../../usecases/onboarding/orders/answer-order.ts'
import type { changeReceiver } from '../../usecases/onboarding/orders/change-receiver.ts'
import type { copyOrder, draftOrder } from '../../usecases/onboarding/orders/draft-order.ts'
import type { editOrder } from '../../usecases/onboarding/orders/edit-order.ts'
import type { withdrawOrder } from '../../usecases/onboarding/orders/end-order.ts'
import type { confirmMobileCode, sendMobileCode } from '../../usecases/onboarding/orders/mobile-verification.ts'
import type { listOrders, readOrder } from '../../usecases/onboarding/orders/read-orders.ts'
import type { submitOrder } from '../../usecases/onboarding/orders/submit-order.ts'
import { type OrderFormValues, orderFormValues, readOrderForm, receiver, typedValues } from './order-form.ts'
import { type FormErrors, noErrors, type PortalDoors } from './portal-doors.ts'

export interface OrdersUseCases {
  readonly environmentOf: (name: string) => PortalEnvironment
  readonly list: ReturnType<typeof listOrders>
  readonly read: ReturnType<typeof readOrder>
  readonly draft: ReturnType<typeof draftOrder>
  readonly copy: ReturnType<typeof copyOrder>
  readonly edit: ReturnType<typeof editOrder>
  readonly submit: ReturnType<typeof submitOrder>
  readonly withdraw: ReturnType<typeof withdrawOrder>
  readonly answer: ReturnType<typeof answerOrder>
  readonly changeReceiver: ReturnType<typeof changeReceiver>
  readonly sendCode: ReturnType<typeof sendMobileCode>
  readonly confirmCode: ReturnType<typeof confirmMobileCode>
}

const parameter = (request: FastifyRequest, name: string): string =>
  String((request.params as Readonly<Record<string, unknown>>)[name] ?? '')

/** An organisation's production orders: the form, the list and each order (§10). */
export function addOrdersDoors(app: FastifyInstance, doors: PortalDoors, useCases: OrdersUseCases): void {
  const at = async (request: FastifyRequest) => {
    const visit = await doors.member(request)
    const orderNo = parameter(request, 'no')
    return { ...visit, orderNo, address: `/o/${visit.orgno}/orders/${orderNo}` }
  }
  type At = Awaited<ReturnType<typeof at>>

  const formPage = async (
    { frame, actor, orgno, orderNo }: At,
    more: { readonly errors?: FormErrors; readonly values?: OrderFormValues; readonly isSaved?: boolean } = {},
  ) => {
    const view = await useCases.read(actor, orgno, orderNo)
    return orderFormPage(frame, {
      ...view,
      environment: useCases.environmentOf(view.order.environment),
      values: { ...orderFormValues(view.order.fields), ...more.values },
      errors: more.errors ?? noErrors,
      isSaved: more.isSaved ?? false,
    })
  }

  const viewPage = async (visit: At, errors: FormErrors = noErrors, values: OrderFormValues = {}) => {
    const view = await useCases.read(visit.actor, visit.orgno, visit.orderNo)
    const environment = useCases.environmentOf(view.order.environment)
    return orderPage(visit.frame, {
      ...view,
      environment,
      errors,
      values: { ...orderFormValues(view.order.fields), ...values },
    })
  }

  app.get('/o/:orgno/orders', async (request, reply) => {
    const { frame, actor, orgno } = await doors.member(request)
    const orders = await useCases.list(actor, orgno)
    const shown = orders.map((order) => ({ order, environmentTitle: useCases.environmentOf(order.environment).title }))
    return doors.page(reply, ordersPage(frame, orgno, shown))
  })

  // A draft holds nothing that was not there before, so coming here by a link may begin one.
  app.get('/o/:orgno/integrations/:id/order', async (request, reply) => {
    const { actor, orgno } = await doors.member(request)
    const orderNo = await useCases.draft(actor, parameter(request, 'id'))
    const { order } = await useCases.read(actor, orgno, orderNo)
    return reply.redirect(`/o/${orgno}/orders/${orderNo}${order.state === 'DRAFT' ? '/edit' : ''}`, 303)
  })

  app.get('/o/:orgno/orders/:no', async (request, reply) => doors.page(reply, await viewPage(await at(request))))

  app.get('/o/:orgno/orders/:no/edit', async (request, reply) => {
    const visit = await at(request)
    const isSaved = (request.query as Readonly<Record<string, unknown>>).saved === '1'
    return doors.page(reply, await formPage(visit, { isSaved }))
  })

  app.post('/o/:orgno/orders/:no/edit', async (request, reply) => {
    const visit = await at(request)
    const { actor, orgno, orderNo, address } = visit
    return doors.tryForm(
      reply,
      visit.language,
      async () => {
        const { order } = await useCases.read(actor, orgno, orderNo)
        const edited = await useCases.edit(actor, orderNo, readOrderForm(request.form, order.fields))
        // Saved first: what follows may ask for a new login, and nothing that was typed must be lost.
        if (request.form.get('do') === 'submit') {
          await useCases.submit(actor, orderNo)
          return reply.redirect(address, 303)
        }
        return reply.redirect(edited.state === 'DRAFT' ? `${address}/edit?saved=1` : address, 303)
      },
      (errors) => formPage(visit, { errors, values: typedValues(request.form) }),
    )
  })

  const onForm = (path: string, work: (visit: At, request: FastifyRequest) => Promise<unknown>): void => {
    app.post(`/o/:orgno/orders/:no/${path}`, async (request, reply) => {
      const visit = await at(request)
      return doors.tryForm(
        reply,
        visit.language,
        async () => {
          await useCases.read(visit.actor, visit.orgno, visit.orderNo)
          await work(visit, request)
          return reply.redirect(path.startsWith('mobile') ? `${visit.address}/edit` : visit.address, 303)
        },
        (errors) =>
          path.startsWith('mobile') ? formPage(visit, { errors }) : viewPage(visit, errors, typedValues(request.form)),
      )
    })
  }
  onForm('submit', ({ actor, orderNo }) => useCases.submit(actor, orderNo))
  onForm('mobile', ({ actor, orderNo }) => useCases.sendCode(actor, orderNo))
  onForm('mobile/code', ({ actor, orderNo }, { form }) =>
    useCases.confirmCode(actor, orderNo, form.get('mobile_code') ?? ''),
  )
  onForm('answer', ({ actor, orderNo }, { form }) => useCases.answer(actor, orderNo, form.get('answer') ?? ''))
  onForm('withdraw', ({ actor, orderNo }, { form }) => {
    if (form.get('sure') !== 'yes') refuse('required', 'the box must be ticked', { field: 'sure' })
    return useCases.withdraw(actor, orderNo)
  })
  onForm('receiver', ({ actor, orderNo }, { form }) => {
    const named = receiver(form, undefined)
    if (named === undefined) refuse('required', 'a receiver is needed', { field: 'credential_receiver.name' })
    return useCases.changeReceiver(actor, orderNo, named)
  })

  app.post('/o/:orgno/orders/:no/copy', async (request, reply) => {
    const visit = await at(request)
    const copied = await useCases.copy(visit.actor, visit.orderNo)
    return reply.redirect(`/o/${visit.orgno}/orders/${copied}/edit`, 303)
  })
}
