import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../../journey/actor.ts'
import { isAllowed } from '../../journey/roles.ts'
import { clientPath } from '../../pages/member/integrations/client-page.ts'
import { type LogoPageView, logoPage } from '../../pages/member/integrations/logo-page.ts'
import { logoReviewPage } from '../../pages/operator/logo-review-page.ts'
import type { PortalEnvironment } from '../../pages/portal/portal-page.ts'
import type { ClientPlace } from '../../usecases/onboarding/integrations/own-client.ts'
import type { readLogoReview } from '../../usecases/onboarding/logos/decide-logo.ts'
import { type LogoPlace, logoOf } from '../../usecases/onboarding/logos/logo-target.ts'
import type { readLogos } from '../../usecases/onboarding/logos/read-logos.ts'
import { withFiles } from './multipart-form.ts'
import { type FormErrors, noErrors, type PortalDoors, type SignedInVisit } from './portal-doors.ts'
import { shownEnvironment } from './shown-environment.ts'
import { typedIn } from './typed-in.ts'

export interface LogoUseCases {
  readonly environments: readonly PortalEnvironment[]
  readonly organisationName: (orgno: string) => Promise<string | undefined>
  readonly read: ReturnType<typeof readLogos>
  readonly send: (actor: Actor, place: LogoPlace, sent: Buffer | undefined) => Promise<unknown>
  readonly remove: (actor: Actor, place: LogoPlace) => Promise<void>
  readonly withdraw: (actor: Actor, place: LogoPlace) => Promise<void>
  readonly review: ReturnType<typeof readLogoReview>
  readonly approve: (actor: Actor, id: string) => Promise<void>
  readonly decline: (actor: Actor, id: string, reason: string) => Promise<void>
}

interface OfClient {
  readonly Params: { readonly orgno: string; readonly environment: string; readonly clientId: string }
}
interface OfRequest {
  readonly Params: { readonly id: string }
}

/** Far more than a logo may be, so that what is too large is told in the form. */
const mostFormBytes = 5_000_000
const route = '/o/:orgno/clients/:environment/:clientId/logo'

/** Logos of an organisation's clients, and those that wait for the staff (section 11). */
export function addLogoDoors(app: FastifyInstance, doors: PortalDoors, useCases: LogoUseCases): void {
  addMemberDoors(app, doors, useCases)
  addOperatorDoors(app, doors, useCases)
}

function addMemberDoors(app: FastifyInstance, doors: PortalDoors, useCases: LogoUseCases): void {
  const page = async ({ frame, actor }: SignedInVisit, place: ClientPlace, chosen: string, errors: FormErrors) => {
    const { environment, isProduction, client, mayWrite, states } = await useCases.read(actor, place)
    const shownStates = states.map(({ onbehalfof, name, shown, sent }): LogoPageView['states'][number] => ({
      onbehalfof,
      name,
      shown: shown === undefined ? undefined : { logo: shown.logo, png: shown.png.toString('base64') },
      waits: sent?.state === 'WAITING' ? { logo: sent.logo, png: sent.png } : undefined,
      declined: sent?.state === 'DECLINED' ? (sent.reason ?? '') : undefined,
    }))
    const facts = { environment: shownEnvironment(environment), isProduction, client, mayWrite, states: shownStates }
    return logoPage(frame, { ...facts, orgno: place.orgno, entries: client.onbehalfof, chosen, errors })
  }
  const placeOf = (request: FastifyRequest): ClientPlace => {
    const { orgno, environment, clientId } = request.params as OfClient['Params']
    return { orgno, environmentName: environment, clientId }
  }

  /** Does what a form of the page asks, for the client or the entry that it names, and comes back to the page. */
  const act = async (
    request: FastifyRequest,
    reply: FastifyReply,
    work: (actor: Actor, place: LogoPlace) => Promise<unknown>,
  ): Promise<FastifyReply> => {
    const visit = await doors.member(request)
    const place = placeOf(request)
    const chosen = typedIn(request)('onbehalfof')
    return doors.tryForm(
      reply,
      visit.language,
      async () => {
        await work(visit.actor, chosen === '' ? place : { ...place, onbehalfof: chosen })
        return reply.redirect(`${clientPath(place.orgno, place.environmentName, place.clientId)}/logo`, 303)
      },
      (errors) => page(visit, place, chosen, errors),
    )
  }

  app.get<OfClient>(route, async (request, reply) => {
    const visit = await doors.member(request)
    return doors.page(reply, await page(visit, placeOf(request), '', noErrors))
  })
  app.post<OfClient>(`${route}/remove`, (request, reply) => act(request, reply, useCases.remove))
  app.post<OfClient>(`${route}/withdraw`, (request, reply) => act(request, reply, useCases.withdraw))
  withFiles(app, mostFormBytes, (inner) => {
    inner.post<OfClient>(route, { bodyLimit: mostFormBytes }, (request, reply) =>
      act(request, reply, (actor, place) => useCases.send(actor, place, request.files[0]?.bytes)),
    )
  })
}

function addOperatorDoors(app: FastifyInstance, doors: PortalDoors, useCases: LogoUseCases): void {
  const page = async ({ actor, frame }: SignedInVisit, id: string, reason: string, errors: FormErrors) => {
    const { request, client, name, present } = await useCases.review(actor, id)
    const environment = useCases.environments.find((one) => one.name === request.environment)
    if (environment === undefined) throw new Error(`there is no environment ${request.environment}`)
    const shown = logoOf(client, request.onbehalfof)
    return logoReviewPage(frame, {
      id,
      environment,
      organisationName: (await useCases.organisationName(request.orgno)) ?? request.orgno,
      clientId: request.clientId,
      onbehalfof: request.onbehalfof,
      name,
      by: request.by,
      logo: request.logo,
      png: request.png,
      present:
        shown === undefined || present === undefined ? undefined : { logo: shown, png: present.toString('base64') },
      mayDecide: isAllowed(actor.operatorRoles, 'order.review', false),
      reason,
      errors,
    })
  }

  app.get<OfRequest>('/operator/logos/:id', async (request, reply) => {
    const visit = await doors.signedIn(request)
    return doors.page(reply, await page(visit, request.params.id, '', noErrors))
  })
  const decide = async (
    request: FastifyRequest<OfRequest>,
    reply: FastifyReply,
    work: (actor: Actor, id: string, reason: string) => Promise<void>,
  ): Promise<FastifyReply> => {
    const visit = await doors.signedIn(request)
    const { id } = request.params
    const reason = typedIn(request)('reason')
    return doors.tryForm(
      reply,
      visit.language,
      async () => {
        await work(visit.actor, id, reason)
        return reply.redirect('/operator', 303)
      },
      (errors) => page(visit, id, reason, errors),
    )
  }
  app.post<OfRequest>('/operator/logos/:id/approve', (request, reply) =>
    decide(request, reply, (actor, id) => useCases.approve(actor, id)),
  )
  app.post<OfRequest>('/operator/logos/:id/decline', (request, reply) => decide(request, reply, useCases.decline))
}
