import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Organisation, type OrganisationState, organisationKinds } from '../../journey/records.ts'
import { JourneyRefusal } from '../../journey/refusal.ts'
import {
  type DecisionName,
  organisationDecisionPage,
  organisationsPage,
} from '../../pages/operator/organisations-page.ts'
import type {
  decideOrganisation,
  registerOrganisation,
  setSelfService,
} from '../../usecases/onboarding/organisations/decide-organisation.ts'
import type { OrganisationOverview } from '../../usecases/onboarding/organisations/organisation-overview.ts'
import { type FormErrors, noErrors, type PortalDoors, type SignedInVisit } from './portal-doors.ts'
import { requireTyped, typedIn } from './typed-in.ts'

export interface OperatorOrganisationUseCases {
  readonly overview: OrganisationOverview
  readonly decide: ReturnType<typeof decideOrganisation>
  readonly register: ReturnType<typeof registerOrganisation>
  readonly setSelfService: ReturnType<typeof setSelfService>
}

interface Named {
  readonly Params: { readonly orgno: string }
}

const possible: Readonly<Record<OrganisationState, readonly DecisionName[]>> = {
  PROSPECT: ['registered', 'refused'],
  REGISTERED: ['suspended', 'closed'],
  SUSPENDED: ['reinstated', 'closed'],
  CLOSED: [],
}
const ofReviewer: readonly DecisionName[] = ['registered', 'refused']

/** Organisations before the operator: search, register, decide (G-2…G-6). */
export function addOperatorOrganisationDoors(
  app: FastifyInstance,
  doors: PortalDoors,
  useCases: OperatorOrganisationUseCases,
): void {
  const listPage = async (
    { actor, frame }: SignedInVisit,
    asked: { readonly q?: unknown; readonly state?: unknown },
    shown: { readonly typed: (name: string) => string; readonly errors: FormErrors },
  ) => {
    const [search, state] = [textOf(asked.q), textOf(asked.state)]
    const organisations = await useCases.overview.all(actor, search, state)
    const mayRegister = actor.operatorRoles.some((role) => role === 'op_reviewer' || role === 'op_admin')
    return organisationsPage(frame, { organisations, search, state, mayRegister, ...shown })
  }

  app.get('/operator/organisations', async (request, reply) => {
    const visit = await doors.signedIn(request)
    const query = request.query as Readonly<Record<string, unknown>>
    return doors.page(reply, await listPage(visit, query, { typed: () => '', errors: noErrors }))
  })

  app.post('/operator/organisations', async (request, reply) => {
    const visit = await doors.signedIn(request)
    const typed = typedIn(request)
    return doors.tryForm(
      reply,
      visit.language,
      async () => {
        const kind = organisationKinds.find((one) => one === typed('kind')) ?? 'public'
        await useCases.register(visit.actor, { orgno: typed('orgno'), name: typed('name'), kind })
        return reply.redirect(`/operator/organisations/${typed('orgno').replace(/\s/g, '')}`, 303)
      },
      (errors) => listPage(visit, {}, { typed, errors }),
    )
  })

  const onePage = async (
    { actor, frame }: SignedInVisit,
    orgno: string,
    shown: { readonly typed: (name: string) => string; readonly errors: FormErrors },
  ) => {
    const view = await useCases.overview.forOperator(actor, orgno)
    const decisions = possible[stateOf(view.organisation)].filter((decision) =>
      decision === 'suspended' ? view.mayStop : ofReviewer.includes(decision) ? view.mayDecide : view.maySuspend,
    )
    return organisationDecisionPage(frame, { ...view, decisions, ...shown })
  }

  app.get<Named>('/operator/organisations/:orgno', async (request, reply) => {
    const visit = await doors.signedIn(request)
    return doors.page(reply, await onePage(visit, request.params.orgno, { typed: () => '', errors: noErrors }))
  })

  /** Does what one of several forms asks; its errors are for the fields of that form. */
  const decide = async (
    request: FastifyRequest<Named>,
    reply: FastifyReply,
    prefix: string,
    work: (visit: SignedInVisit, orgno: string) => Promise<void>,
  ): Promise<FastifyReply> => {
    const visit = await doors.signedIn(request)
    const { orgno } = request.params
    return doors.tryForm(
      reply,
      visit.language,
      async () => {
        await withPrefix(prefix, () => work(visit, orgno))
        return reply.redirect(`/operator/organisations/${orgno}`, 303)
      },
      (errors) => onePage(visit, orgno, { typed: typedIn(request), errors }),
    )
  }

  app.post<Named>('/operator/organisations/:orgno/decide', (request, reply) => {
    const typed = typedIn(request)
    const decision = Object.values(possible)
      .flat()
      .find((one) => one === typed('decision'))
    if (decision === undefined) return reply.redirect(`/operator/organisations/${request.params.orgno}`, 303)
    return decide(request, reply, decision, async ({ actor }, orgno) => {
      if (decision === 'refused' || decision === 'closed') requireTyped(typed(`${decision}-confirmation`), orgno)
      await useCases.decide(actor, orgno, decision, typed(`${decision}-reason`))
    })
  })

  app.post<Named>('/operator/organisations/:orgno/self-service', (request, reply) => {
    const typed = typedIn(request)
    return decide(request, reply, 'self-service', async ({ actor }, orgno) => {
      const value = (['none', 'machine', 'all'] as const).find((one) => one === typed('value')) ?? 'none'
      await useCases.setSelfService(actor, orgno, value, typed('self-service-reason'))
    })
  })
}

const stateOf = ({ state }: Organisation): OrganisationState => state
const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 100) : '')

/** Names the fields of a refusal as the form has them that it is for. */
async function withPrefix(prefix: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (refusal) {
    if (!(refusal instanceof JourneyRefusal)) throw refusal
    const [first, ...rest] = refusal.breaches.map((breach) =>
      breach.field === undefined ? breach : { ...breach, field: `${prefix}-${breach.field}` },
    )
    throw first === undefined ? refusal : new JourneyRefusal(first, ...rest)
  }
}
