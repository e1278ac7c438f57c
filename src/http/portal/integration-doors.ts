import type { FastifyInstance } from 'fastify'
import type { Environment } from '../../config/environments.ts'
import type { Actor } from '../../journey/actor.ts'
import type { Integration } from '../../journey/records.ts'
import { refuse } from '../../journey/refusal.ts'
import { isAllowed } from '../../journey/roles.ts'
import { integrationPage } from '../../pages/member/integrations/integration-page.ts'
import { integrationListPage } from '../../pages/member/integrations/list-page.ts'
import { newIntegrationPage } from '../../pages/member/integrations/new-page.ts'
import { secretPage } from '../../pages/member/integrations/secret-page.ts'
import { dayOf } from '../../pages/member/integrations/times.ts'
import type { CreatedTestClient, TestClientOrder } from '../../usecases/onboarding/integrations/create-test-client.ts'
import { rolesIn } from '../../usecases/onboarding/integrations/own-client.ts'
import type { OwnIntegrations } from '../../usecases/onboarding/integrations/read-integrations.ts'
import type { ClientLog, Milestones } from '../../usecases/onboarding/integrations/read-protocol-log.ts'
import { askedClientForm, emptyClientForm, readClientForm, readContact, typedClientForm } from './client-form.ts'
import { explained } from './explained-entry.ts'
import { noErrors, type PortalDoors } from './portal-doors.ts'
import { shownEnvironment } from './shown-environment.ts'

export interface IntegrationUseCases {
  readonly environments: readonly Environment[]
  readonly list: (actor: Actor, orgno: string) => Promise<OwnIntegrations>
  readonly find: (actor: Actor, orgno: string, integrationId: string) => Promise<Integration>
  readonly create: (actor: Actor, order: TestClientOrder) => Promise<CreatedTestClient>
  readonly milestones: (environmentName: string, clientId: string) => Promise<Milestones>
  /** undefined for somebody who may not read logs. */
  readonly sameFault: (
    actor: Actor,
    integration: Integration,
  ) => Promise<Pick<ClientLog, 'client' | 'sameFault'> | undefined>
}

interface OfOrganisation {
  readonly Params: { readonly orgno: string }
}
interface OfIntegration {
  readonly Params: { readonly orgno: string; readonly id: string }
}

/** `/o/:orgno/integrations`: what an organisation runs, and the form that begins it. */
export function addIntegrationDoors(app: FastifyInstance, doors: PortalDoors, useCases: IntegrationUseCases): void {
  const testEnvironments = useCases.environments.filter(
    ({ kind, simulatedProduction }) => kind === 'test' && !simulatedProduction,
  )

  app.get<OfOrganisation>('/o/:orgno/integrations', async (request, reply) => {
    const { frame, actor, orgno } = await doors.member(request)
    const { integrations, loose } = await useCases.list(actor, orgno)
    const mayCreate = isAllowed(rolesIn(actor, orgno, true), 'client.write', true)
    return doors.page(reply, integrationListPage(frame, { orgno, integrations, loose, mayCreate }))
  })

  app.get<OfOrganisation>('/o/:orgno/integrations/new', async (request, reply) => {
    const { frame, orgno, user } = await doors.member(request)
    const contact = { contact_name: user?.name ?? '', contact_email: user?.email ?? '' }
    // What an order by mail said comes in the address.
    const values = { ...emptyClientForm, ...contact, ...askedClientForm(request.query) }
    return doors.page(reply, newIntegrationPage(frame, orgno, testEnvironments.map(shownEnvironment), values, noErrors))
  })

  app.post<OfOrganisation>('/o/:orgno/integrations/new', async (request, reply) => {
    const { frame, actor, orgno, language } = await doors.member(request)
    const values = typedClientForm(request.form)
    const environment = testEnvironments.find(({ name }) => name === values.environment) ?? testEnvironments[0]
    if (environment === undefined) refuse('not_found', 'there is no environment for testing here')
    return doors.tryForm(
      reply,
      language,
      async () => {
        const created = await useCases.create(actor, {
          orgno,
          environmentName: environment.name,
          request: readClientForm(request.form),
          technicalContact: readContact(request.form),
        })
        // The one answer that holds the secret; no-store stands on every page of the site.
        const page = secretPage(frame, shownEnvironment(environment), {
          clientId: created.client.clientId,
          clientName: created.client.clientName,
          secret: created.secret?.reveal(),
          expires: created.secretExpiresAtSeconds === undefined ? undefined : dayOf(created.secretExpiresAtSeconds),
          next: `/o/${orgno}/integrations/${created.integration.id}/configuration`,
          isNewClient: true,
          refusedWish: created.refusedWish,
          warnings: created.warnings,
        })
        return doors.page(reply, page, 201)
      },
      (errors) => newIntegrationPage(frame, orgno, testEnvironments.map(shownEnvironment), values, errors),
    )
  })

  app.get<OfIntegration>('/o/:orgno/integrations/:id', async (request, reply) => {
    const { frame, actor, orgno } = await doors.member(request)
    const integration = await useCases.find(actor, orgno, request.params.id)
    const { testEnvironment, testClientId } = integration
    const fault = await useCases.sameFault(actor, integration)
    const view = {
      integration,
      milestones: testClientId === undefined ? {} : await useCases.milestones(testEnvironment, testClientId),
      sameFault: fault?.sameFault === undefined ? undefined : explained(fault.sameFault, fault.client),
    }
    return doors.page(reply, integrationPage(frame, view))
  })
}
