import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Environment } from '../../config/environments.ts'
import type { Actor } from '../../journey/actor.ts'
import type { Integration } from '../../journey/records.ts'
import { refuse } from '../../journey/refusal.ts'
import {
  confirmOrderPage,
  orderDonePage,
  orderFormPage,
  revealPage,
  testRequestPage,
} from '../../pages/member/integrations/order-pages.ts'
import { secretPage } from '../../pages/member/integrations/secret-page.ts'
import { dayOf } from '../../pages/member/integrations/times.ts'
import type { ConfirmedOrder } from '../../usecases/onboarding/integrations/confirm-test-client.ts'
import type { PublicOrder } from '../../usecases/onboarding/integrations/request-test-client.ts'
import type { RevealedSecret } from '../../usecases/onboarding/integrations/reveal-secret.ts'
import type { TestRequest } from '../../usecases/onboarding/integrations/work-test-request.ts'
import type { PublicForms } from '../../usecases/onboarding/public-forms.ts'
import { emptyClientForm, readClientForm, readContact, typedClientForm } from './client-form.ts'
import { type FormErrors, noErrors, type PortalDoors, type SignedInVisit } from './portal-doors.ts'
import { shownEnvironment } from './shown-environment.ts'
import { fromOf } from './sign-in-doors.ts'

export interface TestOrderUseCases {
  readonly environments: readonly Environment[]
  readonly forms: PublicForms
  readonly request: (
    order: PublicOrder,
    from: Pick<Actor, 'ip' | 'userAgent' | 'correlationId'>,
    guard: () => Promise<void>,
  ) => Promise<void>
  readonly readOrder: (token: string) => Promise<PublicOrder>
  readonly confirm: (actor: Actor, token: string) => Promise<ConfirmedOrder>
  readonly readRequest: (actor: Actor, formId: string) => Promise<TestRequest>
  readonly createRequested: (actor: Actor, formId: string) => Promise<void>
  readonly declineRequested: (actor: Actor, formId: string, reason: string) => Promise<void>
  readonly readReveal: (token: string) => Promise<Integration>
  readonly reveal: (actor: Actor, token: string) => Promise<RevealedSecret>
}

interface WithToken {
  readonly Params: { readonly token: string }
}
interface WithForm {
  readonly Params: { readonly id: string }
}

/** Ordering a test client without an account (ONB-52), the operator's part of it, and the one-time look at a secret (ONB-54). */
export function addTestOrderDoors(app: FastifyInstance, doors: PortalDoors, useCases: TestOrderUseCases): void {
  const { forms } = useCases
  const tests = useCases.environments.filter(({ kind, simulatedProduction }) => kind === 'test' && !simulatedProduction)
  const shownTests = tests.map(shownEnvironment)

  app.get('/order', async (request, reply) => {
    const { frame } = await doors.visit(request)
    return doors.page(reply, orderFormPage(frame, shownTests, forms.token(), emptyClientForm, noErrors))
  })

  app.post('/order', async (request, reply) => {
    const { frame, language } = await doors.visit(request)
    const values = typedClientForm(request.form)
    return doors.tryForm(
      reply,
      language,
      async () => {
        const guard = () => forms.accept('order', request.form.get('form_token') ?? '', request.ip)
        await useCases.request(readOrder(request, tests), fromOf(request), guard)
        return reply.redirect('/order/sent', 303)
      },
      (errors) => orderFormPage(frame, shownTests, forms.token(), values, errors),
    )
  })

  app.get('/order/sent', async (request, reply) =>
    doors.page(reply, orderDonePage((await doors.visit(request)).frame, 'sent')),
  )
  app.get('/order/queued', async (request, reply) =>
    doors.page(reply, orderDonePage((await doors.visit(request)).frame, 'queued')),
  )

  // The token is a credential: the next site that is visited is not told of it.
  const hideToken = (reply: FastifyReply) => reply.header('referrer-policy', 'same-origin')

  app.get<WithToken>('/order/confirm/:token', async (request, reply) => {
    const { frame, actor } = await doors.visit(request)
    const { token } = request.params
    const order = await useCases.readOrder(token)
    hideToken(reply)
    return doors.page(reply, confirmOrderPage(frame, order, `/order/confirm/${token}`, actor !== undefined))
  })

  app.post<WithToken>('/order/confirm/:token', async (request, reply) => {
    const { frame, actor } = await doors.signedIn(request)
    const confirmed = await useCases.confirm(actor, request.params.token)
    if (confirmed.outcome === 'queued') return reply.redirect('/order/queued', 303)
    const { client, integration, secret, secretExpiresAtSeconds: expires, refusedWish, warnings } = confirmed.created
    const environment = tests.find(({ name }) => name === confirmed.order.environmentName)
    if (environment === undefined) refuse('not_found', 'there is no such environment')
    hideToken(reply)
    const shown = {
      clientId: client.clientId,
      clientName: client.clientName,
      secret: secret?.reveal(),
      expires: expires === undefined ? undefined : dayOf(expires),
      next: `/o/${integration.orgno}/integrations/${integration.id}/configuration`,
      isNewClient: true,
      refusedWish,
      warnings,
    }
    return doors.page(reply, secretPage(frame, shownEnvironment(environment), shown), 201)
  })

  app.get<WithToken>('/reveals/:token', async (request, reply) => {
    const { frame, actor } = await doors.visit(request)
    const { token } = request.params
    const integration = await useCases.readReveal(token)
    hideToken(reply)
    return doors.page(reply, revealPage(frame, integration, `/reveals/${token}`, actor !== undefined))
  })

  app.post<WithToken>('/reveals/:token', async (request, reply) => {
    const { frame, actor } = await doors.signedIn(request)
    const { environment, integration, client, secret, expiresAtSeconds } = await useCases.reveal(
      actor,
      request.params.token,
    )
    hideToken(reply)
    const shown = {
      clientId: client.clientId,
      clientName: client.clientName,
      secret: secret.reveal(),
      expires: dayOf(expiresAtSeconds),
      next: `/o/${integration.orgno}/integrations/${integration.id}/configuration`,
      isNewClient: false,
    }
    return doors.page(reply, secretPage(frame, shownEnvironment(environment), shown), 201)
  })

  const requestPage = async ({ frame, actor }: SignedInVisit, id: string, reason: string, errors: FormErrors) => {
    const { form, order, organisation } = await useCases.readRequest(actor, id)
    const environment = tests.find(({ name }) => name === order.environmentName) ?? tests[0]
    if (environment === undefined) refuse('not_found', 'there is no such environment')
    return testRequestPage(frame, shownEnvironment(environment), {
      formId: form.id,
      order,
      email: form.email,
      isOrganisationKnown: organisation !== undefined,
      isDone: form.state === 'DONE',
      isDeclined: form.state === 'REMOVED',
      reason,
      errors,
    })
  }

  app.get<WithForm>('/operator/requests/:id', async (request, reply) =>
    doors.page(reply, await requestPage(await doors.signedIn(request), request.params.id, '', noErrors)),
  )

  app.post<WithForm>('/operator/requests/:id/decline', async (request, reply) => {
    const visit = await doors.signedIn(request)
    const { id } = request.params
    const reason = (request.form.get('reason') ?? '').trim()
    return doors.tryForm(
      reply,
      visit.language,
      async () => {
        await useCases.declineRequested(visit.actor, id, reason)
        return reply.redirect(`/operator/requests/${id}`, 303)
      },
      (errors) => requestPage(visit, id, reason, errors),
    )
  })

  app.post<WithForm>('/operator/requests/:id', async (request, reply) => {
    const { actor } = await doors.signedIn(request)
    await useCases.createRequested(actor, request.params.id)
    return reply.redirect(`/operator/requests/${request.params.id}`, 303)
  })
}

function readOrder(request: FastifyRequest, tests: readonly Environment[]): PublicOrder {
  const { form } = request
  const typed = (name: string) => (form.get(name) ?? '').trim()
  const environment = tests.find(({ name }) => name === typed('environment')) ?? tests[0]
  if (environment === undefined) refuse('not_found', 'there is no environment for testing here')
  const supplier = typed('supplier_orgno').replaceAll(' ', '')
  return {
    orgno: typed('orgno').replaceAll(' ', ''),
    organisationName: typed('organisation_name').slice(0, 255),
    ...(supplier === '' ? {} : { supplierOrgno: supplier }),
    environmentName: environment.name,
    request: readClientForm(form),
    technicalContact: readContact(form),
  }
}
