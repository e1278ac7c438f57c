import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Environment } from '../../config/environments.ts'
import type { Actor } from '../../journey/actor.ts'
import { prefixesPage } from '../../pages/member/scopes/prefixes-page.ts'
import { scopePath } from '../../pages/member/scopes/scope-frame.ts'
import { prefixOrderPage } from '../../pages/operator/prefix-order-page.ts'
import type { grantPrefix, readPrefixOrder, refusePrefix } from '../../usecases/scopes/decide-prefix.ts'
import type { orderPrefix } from '../../usecases/scopes/order-prefix.ts'
import type { PortalScopes } from '../../usecases/scopes/portal-scopes.ts'
import { type FormErrors, noErrors, type PortalDoors, type SignedInVisit } from './portal-doors.ts'
import { type InEnvironment, type ScopeVisit, scopeVisit } from './scope-place.ts'
import { shownEnvironment } from './shown-environment.ts'
import { typedIn } from './typed-in.ts'

export interface PrefixUseCases {
  readonly environments: readonly Environment[]
  readonly scopes: PortalScopes
  readonly order: ReturnType<typeof orderPrefix>
  readonly read: ReturnType<typeof readPrefixOrder>
  readonly grant: ReturnType<typeof grantPrefix>
  readonly refuse: ReturnType<typeof refusePrefix>
}

const own = '/o/:orgno/scopes/:environment/prefixes'
const staff = '/operator/prefixes/:id'

interface OfOrder {
  readonly Params: { readonly id: string }
}

/** Prefixes: an organisation's own, ordering one, and the order before the staff. */
export function addPrefixDoors(app: FastifyInstance, doors: PortalDoors, useCases: PrefixUseCases): void {
  const { environments, scopes } = useCases
  const visited = scopeVisit(doors, environments)
  const page = async (visit: ScopeVisit, hasOrdered: boolean, typed: (name: string) => string, errors: FormErrors) => {
    const { prefixes } = await scopes.overview(visit.actor, visit.name, visit.orgno)
    const shown = prefixes.map(({ thing, createdAtSeconds }) => ({ prefix: thing.prefix, createdAtSeconds }))
    const { place, mayWrite } = visit
    return prefixesPage(visit.frame, { ...place, mayWrite, prefixes: shown, hasOrdered, typed, errors })
  }

  app.get<InEnvironment>(own, async (request, reply) => {
    const visit = await visited(request)
    return doors.page(reply, await page(visit, request.query.ordered === 'yes', () => '', noErrors))
  })

  app.post<InEnvironment>(own, async (request, reply) => {
    const visit = await visited(request)
    const typed = typedIn(request)
    return doors.tryForm(
      reply,
      visit.language,
      async () => {
        const environment = environments.find(({ name }) => name === visit.name)
        if (environment === undefined) throw new Error(`${visit.name} vanished from the settings`)
        const asked = { prefix: typed('prefix'), reason: typed('reason') }
        await useCases.order(visit.actor, environment, visit.orgno, asked)
        return reply.redirect(scopePath(visit.place, '/prefixes?ordered=yes'), 303)
      },
      (errors) => page(visit, false, typed, errors),
    )
  })

  addStaffDoors(app, doors, useCases)
}

function addStaffDoors(app: FastifyInstance, doors: PortalDoors, useCases: PrefixUseCases): void {
  const page = async (
    { actor, frame }: SignedInVisit,
    id: string,
    typed: (name: string) => string,
    errors: FormErrors,
  ) => {
    const order = await useCases.read(actor, id)
    const environment = useCases.environments.find(({ name }) => name === order.environment)
    const shown = environment === undefined ? undefined : shownEnvironment(environment)
    return prefixOrderPage(frame, { order, environment: shown, typed, errors })
  }

  app.get<OfOrder>(staff, async (request, reply) => {
    const visit = await doors.signedIn(request)
    return doors.page(reply, await page(visit, request.params.id, () => '', noErrors))
  })

  const decide = async (
    request: FastifyRequest<OfOrder>,
    reply: FastifyReply,
    work: (actor: Actor, id: string) => Promise<void>,
  ): Promise<FastifyReply> => {
    const visit = await doors.signedIn(request)
    return doors.tryForm(
      reply,
      visit.language,
      async () => {
        await work(visit.actor, request.params.id)
        return reply.redirect('/operator', 303)
      },
      (errors) => page(visit, request.params.id, typedIn(request), errors),
    )
  }
  app.post<OfOrder>(`${staff}/grant`, (request, reply) => decide(request, reply, useCases.grant))
  app.post<OfOrder>(`${staff}/refuse`, (request, reply) =>
    decide(request, reply, (actor, id) => useCases.refuse(actor, id, typedIn(request)('reason'))),
  )
}
