import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Environment } from '../../config/environments.ts'
import { refuse } from '../../journey/refusal.ts'
import { closeScopePage } from '../../pages/member/scopes/confirm-pages.ts'
import { ownScopesPage } from '../../pages/member/scopes/own-scopes-page.ts'
import { scopeFormPage } from '../../pages/member/scopes/scope-form-page.ts'
import { ofScope, scopePath } from '../../pages/member/scopes/scope-frame.ts'
import { scopePage } from '../../pages/member/scopes/scope-page.ts'
import type { PortalScopes } from '../../usecases/scopes/portal-scopes.ts'
import { type FormErrors, noErrors, type PortalDoors } from './portal-doors.ts'
import { scopeFields, scopeRequestOf, typedOf } from './scope-form.ts'
import { type InEnvironment, namedScope, type ScopeVisit, scopeVisit } from './scope-place.ts'
import { requireTyped, typedIn } from './typed-in.ts'

type Asked = FastifyRequest<InEnvironment>

const route = '/o/:orgno/scopes/:environment'

/** An organisation's scopes: the list, one of them, making, changing, closing and opening one. */
export function addScopeDoors(
  app: FastifyInstance,
  doors: PortalDoors,
  { environments, scopes }: { readonly environments: readonly Environment[]; readonly scopes: PortalScopes },
): void {
  const visited = scopeVisit(doors, environments)

  app.get<InEnvironment>('/o/:orgno/scopes', async (request, reply) => {
    const { orgno } = await doors.member(request)
    const first = environments.find(({ kind, simulatedProduction }) => kind === 'test' && !simulatedProduction)
    return reply.redirect(`/o/${orgno}/scopes/${(first ?? environments[0])?.name ?? ''}`, 303)
  })

  app.get<InEnvironment>(route, async (request, reply) => {
    const visit = await visited(request)
    const { actor, name, orgno, frame, place, mayWrite } = visit
    const found = await scopes.overview(actor, name, orgno)
    const view = { scopes: found.scopes.map(({ thing }) => thing), hasPrefix: found.prefixes.length > 0, mayWrite }
    return doors.page(reply, ownScopesPage(frame, { ...place, ...view, requested: found.requested }))
  })

  app.get<InEnvironment>(`${route}/scope`, async (request, reply) => {
    const visit = await visited(request)
    return doors.page(reply, await onePage(scopes, visit, namedScope(request), () => '', noErrors))
  })

  const formPage = async (
    visit: ScopeVisit,
    scope: string | undefined,
    fields: ReturnType<typeof typedOf>,
    errors: FormErrors,
    affected?: number,
  ) => {
    const { prefixes } = await scopes.overview(visit.actor, visit.name, visit.orgno)
    return scopeFormPage(visit.frame, {
      ...visit.place,
      ...fields,
      name: scope,
      prefixes: prefixes.map(({ thing }) => thing.prefix),
      delegationSources: sourcesWith(scopes.delegationSources(visit.name), fields.typed('delegation_source')),
      errors,
      ...(affected === undefined ? {} : { affected }),
    })
  }

  app.get<InEnvironment>(`${route}/new`, async (request, reply) => {
    const visit = await visited(request)
    if (!visit.mayWrite) refuse('not_found', 'this person makes no scopes')
    const { prefixes } = await scopes.overview(visit.actor, visit.name, visit.orgno)
    if (prefixes.length === 0) return reply.redirect(scopePath(visit.place, '/prefixes'), 303)
    return doors.page(reply, await formPage(visit, undefined, scopeFields(undefined), noErrors))
  })

  app.post<InEnvironment>(`${route}/new`, async (request, reply) => {
    const visit = await visited(request)
    const { actor, name, orgno, place, language } = visit
    return doors.tryForm(
      reply,
      language,
      async () => {
        const made = await scopes.create(actor, name, orgno, scopeRequestOf(request))
        return reply.redirect(ofScope(place, '/scope', made.thing.name), 303)
      },
      (errors) => formPage(visit, undefined, typedOf(request), errors),
    )
  })

  app.get<InEnvironment>(`${route}/edit`, async (request, reply) => {
    const visit = await visited(request)
    if (!visit.mayWrite) refuse('not_found', 'this person changes no scopes')
    const { scope } = await scopes.read(visit.actor, visit.name, visit.orgno, namedScope(request))
    return doors.page(reply, await formPage(visit, scope.thing.name, scopeFields(scope.thing), noErrors))
  })

  app.post<InEnvironment>(`${route}/edit`, async (request, reply) => {
    const visit = await visited(request)
    const { actor, name, orgno, place, language } = visit
    const scope = typedIn(request)('scope')
    return doors.tryForm(
      reply,
      language,
      async () => {
        // Members that have no field here stay as they are.
        const { scope: former } = await scopes.read(actor, name, orgno, scope)
        const confirmedClients = Number(typedIn(request)('confirmed_clients'))
        const asked = { scope, request: scopeRequestOf(request, former.thing), confirmedClients }
        const affected = await scopes.replace(actor, name, orgno, asked)
        return affected === undefined
          ? reply.redirect(ofScope(place, '/scope', scope), 303)
          : doors.page(reply, await formPage(visit, scope, typedOf(request), noErrors, affected))
      },
      (errors) => formPage(visit, scope, typedOf(request), errors),
    )
  })

  app.post<InEnvironment>(`${route}/open`, async (request, reply) => {
    const { actor, name, orgno, place } = await visited(request)
    const { scope } = await scopes.read(actor, name, orgno, typedIn(request)('scope'))
    await scopes.open(actor, name, orgno, scope.thing.name)
    return reply.redirect(ofScope(place, '/scope', scope.thing.name), 303)
  })

  addCloseDoors(app, doors, scopes, visited)
}

/** A source that is not there any more is offered while the scope has it, so that saving something else keeps it. */
const sourcesWith = (sources: readonly { readonly name: string; readonly issuer: string }[], present: string) =>
  present === '' || sources.some(({ issuer }) => issuer === present)
    ? sources
    : [...sources, { name: present, issuer: present }]

/** Closing: how many clients it meets, and the name typed. */
function addCloseDoors(
  app: FastifyInstance,
  doors: PortalDoors,
  scopes: PortalScopes,
  visited: (request: Asked) => Promise<ScopeVisit>,
): void {
  const page = async ({ actor, name, orgno, frame, place }: ScopeVisit, scope: string, errors: FormErrors) => {
    const affected = await scopes.affectedByClosing(actor, name, orgno, scope)
    return closeScopePage(frame, { ...place, scope, affected, errors })
  }
  app.get<InEnvironment>(`${route}/close`, async (request, reply) => {
    const visit = await visited(request)
    return doors.page(reply, await page(visit, namedScope(request), noErrors))
  })
  app.post<InEnvironment>(`${route}/close`, async (request, reply): Promise<FastifyReply> => {
    const visit = await visited(request)
    const { actor, name, orgno, place, language } = visit
    const scope = typedIn(request)('scope')
    return doors.tryForm(
      reply,
      language,
      async () => {
        requireTyped(typedIn(request)('confirmation'), scope)
        await scopes.close(actor, name, orgno, scope)
        return reply.redirect(scopePath(place), 303)
      },
      (errors) => page(visit, scope, errors),
    )
  })
}

/** The page of one scope, also after something about its accesses was refused. */
export async function onePage(
  scopes: PortalScopes,
  { actor, name, orgno, frame, place, mayWrite }: ScopeVisit,
  scope: string,
  typed: (name: string) => string,
  errors: FormErrors,
) {
  const { scope: found, accesses } = await scopes.read(actor, name, orgno, scope)
  const { thing, createdAtSeconds, updatedAtSeconds } = found
  const view = { ...place, scope: thing, createdAtSeconds, updatedAtSeconds, accesses, mayWrite, typed, errors }
  return scopePage(frame, view)
}
