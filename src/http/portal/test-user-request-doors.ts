import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../../journey/actor.ts'
import { testUserRequestPage } from '../../pages/operator/test-user-request-page.ts'
import type { PortalEnvironment } from '../../pages/portal/portal-page.ts'
import type { readTestUserRequest } from '../../usecases/onboarding/test-users/decide-test-users.ts'
import { type FormErrors, noErrors, type PortalDoors, type SignedInVisit } from './portal-doors.ts'
import { typedIn } from './typed-in.ts'

export interface TestUserRequestUseCases {
  readonly environment: PortalEnvironment
  readonly read: ReturnType<typeof readTestUserRequest>
  readonly grant: (actor: Actor, orgno: string, count: number) => Promise<void>
  readonly refuse: (actor: Actor, orgno: string, reason: string) => Promise<void>
}

interface OfOrganisation {
  readonly Params: { readonly orgno: string }
}

const route = '/operator/test-user-requests/:orgno'

/** Requests for more test users, before the staff. */
export function addTestUserRequestDoors(
  app: FastifyInstance,
  doors: PortalDoors,
  { environment, read, grant, refuse }: TestUserRequestUseCases,
): void {
  const page = async (
    { actor, frame }: SignedInVisit,
    orgno: string,
    typed: (name: string) => string,
    errors: FormErrors,
  ) => testUserRequestPage(frame, { request: await read(actor, orgno), environment, typed, errors })

  app.get<OfOrganisation>(route, async (request, reply) => {
    const visit = await doors.signedIn(request)
    return doors.page(reply, await page(visit, request.params.orgno, () => '', noErrors))
  })

  const decide = async (
    request: FastifyRequest<OfOrganisation>,
    reply: FastifyReply,
    work: (actor: Actor, orgno: string) => Promise<void>,
  ): Promise<FastifyReply> => {
    const visit = await doors.signedIn(request)
    const { orgno } = request.params
    return doors.tryForm(
      reply,
      visit.language,
      async () => {
        await work(visit.actor, orgno)
        return reply.redirect('/operator', 303)
      },
      (errors) => page(visit, orgno, typedIn(request), errors),
    )
  }
  app.post<OfOrganisation>(`${route}/grant`, (request, reply) =>
    decide(request, reply, (actor, orgno) => grant(actor, orgno, Number(typedIn(request)('count')))),
  )
  app.post<OfOrganisation>(`${route}/refuse`, (request, reply) =>
    decide(request, reply, (actor, orgno) => refuse(actor, orgno, typedIn(request)('reason'))),
  )
}
