import type { FastifyInstance } from 'fastify'
import type { Environment } from '../../config/environments.ts'
import { refuse } from '../../journey/refusal.ts'
import { cataloguePage } from '../../pages/member/scopes/catalogue-page.ts'
import { denyAccessPage } from '../../pages/member/scopes/confirm-pages.ts'
import { ofScope, scopePath } from '../../pages/member/scopes/scope-frame.ts'
import { nameOf } from '../../pages/member/scopes/scope-page.ts'
import type { PortalScopes } from '../../usecases/scopes/portal-scopes.ts'
import type { PortalDoors } from './portal-doors.ts'
import { onePage } from './scope-doors.ts'
import { type InEnvironment, namedScope, scopeVisit } from './scope-place.ts'
import { typedIn } from './typed-in.ts'

const route = '/o/:orgno/scopes/:environment'

/** Who may use a scope: given, declined and withdrawn by its owner, asked for by others. */
export function addScopeAccessDoors(
  app: FastifyInstance,
  doors: PortalDoors,
  { environments, scopes }: { readonly environments: readonly Environment[]; readonly scopes: PortalScopes },
): void {
  const visited = scopeVisit(doors, environments)

  app.post<InEnvironment>(`${route}/approve`, async (request, reply) => {
    const visit = await visited(request)
    const typed = typedIn(request)
    const scope = typed('scope')
    return doors.tryForm(
      reply,
      visit.language,
      async () => {
        await scopes.approve(visit.actor, visit.name, visit.orgno, scope, typed('consumer_orgno').replace(/\s/g, ''))
        return reply.redirect(ofScope(visit.place, '/scope', scope), 303)
      },
      (errors) => onePage(scopes, visit, scope, typed, errors),
    )
  })

  app.get<InEnvironment>(`${route}/deny`, async (request, reply) => {
    const { actor, name, orgno, frame, place } = await visited(request)
    const scope = namedScope(request)
    const { accesses } = await scopes.read(actor, name, orgno, scope)
    const access = accesses.find(({ consumerOrgno }) => consumerOrgno === request.query.consumer_orgno)
    if (access === undefined) refuse('not_found', 'the organisation has no access')
    const { consumerOrgno } = access
    const affected = await scopes.affectedByDenial(actor, name, orgno, scope, consumerOrgno)
    const view = { ...place, scope, affected, consumerOrgno, consumerName: nameOf(access) }
    return doors.page(reply, denyAccessPage(frame, view))
  })

  app.post<InEnvironment>(`${route}/deny`, async (request, reply) => {
    const { actor, name, orgno, place } = await visited(request)
    const typed = typedIn(request)
    await scopes.deny(actor, name, orgno, typed('scope'), typed('consumer_orgno'))
    return reply.redirect(ofScope(place, '/scope', typed('scope')), 303)
  })

  app.get<InEnvironment>(`${route}/catalogue`, async (request, reply) => {
    const { actor, name, orgno, frame, place, mayWrite } = await visited(request)
    const entries = await scopes.catalogue(actor, name, orgno)
    return doors.page(reply, cataloguePage(frame, { ...place, entries, mayWrite }))
  })

  app.post<InEnvironment>(`${route}/request`, async (request, reply) => {
    const { actor, name, orgno, place } = await visited(request)
    await scopes.request(actor, name, orgno, typedIn(request)('scope'))
    return reply.redirect(scopePath(place, '/catalogue'), 303)
  })
}
