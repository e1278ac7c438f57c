import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor } from '../../journey/actor.ts'
import { clientsPage, operatorClientPage } from '../../pages/operator/clients-page.ts'
import type {
  clientsWithoutOrder,
  findClients,
  ListedClient,
  readClientOfAnybody,
} from '../../usecases/onboarding/console/read-clients.ts'
import type { ClientPlace } from '../../usecases/onboarding/integrations/own-client.ts'
import { noErrors, type PortalDoors } from './portal-doors.ts'
import { shownEnvironment } from './shown-environment.ts'
import { typedIn } from './typed-in.ts'

export interface OperatorClientUseCases {
  readonly find: ReturnType<typeof findClients>
  readonly withoutOrder: ReturnType<typeof clientsWithoutOrder>
  readonly read: ReturnType<typeof readClientOfAnybody>
  readonly suspend: (actor: Actor, place: ClientPlace, reason: string) => Promise<void>
  readonly reopen: (actor: Actor, place: ClientPlace, reason: string) => Promise<void>
}

interface OfClient {
  readonly Params: { readonly environment: string; readonly clientId: string }
}

/** Clients of everybody before the staff: search, samples and the emergency stop (ONB-127, ONB-128). */
export function addOperatorClientDoors(
  app: FastifyInstance,
  doors: PortalDoors,
  useCases: OperatorClientUseCases,
): void {
  const shown = <Listed extends ListedClient>(one: Listed) => ({
    ...one,
    environment: shownEnvironment(one.environment),
  })

  app.get('/operator/clients', async (request, reply) => {
    const { actor, frame } = await doors.signedIn(request)
    const { q } = request.query as Readonly<Record<string, unknown>>
    const search = typeof q === 'string' ? q.trim().slice(0, 100) : ''
    const found = (await useCases.find(actor, search)).map(shown)
    const unordered = (await useCases.withoutOrder(actor)).map(shown)
    return doors.page(reply, clientsPage(frame, { search, found, unordered }))
  })

  const route = '/operator/clients/:environment/:clientId'
  const read = async (request: FastifyRequest<OfClient>, actor: Actor) =>
    shown(await useCases.read(actor, request.params.environment, request.params.clientId))

  app.get<OfClient>(route, async (request, reply) => {
    const { actor, frame } = await doors.signedIn(request)
    const view = await read(request, actor)
    return doors.page(reply, operatorClientPage(frame, { ...view, reason: '', errors: noErrors }))
  })

  for (const act of ['suspend', 'reopen'] as const)
    app.post<OfClient>(`${route}/${act}`, async (request, reply) => {
      const { actor, frame, language } = await doors.signedIn(request)
      const { environment, client } = await read(request, actor)
      const reason = typedIn(request)('reason')
      return doors.tryForm(
        reply,
        language,
        async () => {
          const place = { orgno: client.clientOrgno, environmentName: environment.name, clientId: client.clientId }
          await useCases[act](actor, place, reason)
          return reply.redirect(`/operator/clients/${environment.name}/${encodeURIComponent(client.clientId)}`, 303)
        },
        async (errors) => operatorClientPage(frame, { ...(await read(request, actor)), reason, errors }),
      )
    })
}
