import type { FastifyRequest } from 'fastify'
import type { Environment } from '../../config/environments.ts'
import { refuse } from '../../journey/refusal.ts'
import { isAllowed } from '../../journey/roles.ts'
import type { ScopePlace } from '../../pages/member/scopes/scope-frame.ts'
import type { PortalDoors, SignedInVisit } from './portal-doors.ts'
import { shownEnvironment } from './shown-environment.ts'

export interface InEnvironment {
  readonly Params: { readonly orgno: string; readonly environment: string }
  readonly Querystring: Readonly<Record<string, string | undefined>>
}

export interface ScopeVisit extends SignedInVisit {
  readonly orgno: string
  readonly place: ScopePlace
  /** Name of the environment in the path. */
  readonly name: string
  readonly mayWrite: boolean
}

/** Who stands before a page about scopes, and where; 404 for an environment that is none. */
export const scopeVisit =
  (doors: PortalDoors, environments: readonly Environment[]) =>
  async (request: FastifyRequest<InEnvironment>): Promise<ScopeVisit> => {
    const visit = await doors.member(request)
    const { environment: name } = request.params
    const environment = environments.find((one) => one.name === name)
    if (environment === undefined) refuse('not_found', 'there is no such environment')
    const { orgno, actor } = visit
    return {
      ...visit,
      name,
      place: { orgno, environment: shownEnvironment(environment), environments },
      mayWrite: isAllowed([...(actor.roles[orgno] ?? []), ...actor.operatorRoles], 'scope.write', false),
    }
  }

/** The scope that an address names. */
export const namedScope = (request: FastifyRequest<InEnvironment>): string => request.query.scope ?? ''
