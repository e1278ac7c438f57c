import type { FastifyInstance, FastifyRequest } from 'fastify'
import { refuse } from '../../journey/refusal.ts'
import { delegationsPage, delegationsPath } from '../../pages/dev/delegations-page.ts'
import type { PortalEnvironment } from '../../pages/portal/portal-page.ts'
import type { developmentDelegations } from '../../usecases/delegations/development-delegations.ts'
import { type FormErrors, noErrors, type PortalDoors } from '../portal/portal-doors.ts'
import { typedIn } from '../portal/typed-in.ts'

export interface DelegationUseCases {
  /** Those that have the source; the first is shown unless another is named. */
  readonly environments: readonly PortalEnvironment[]
  readonly table: ReturnType<typeof developmentDelegations>
}

interface InEnvironment {
  readonly Params: { readonly environment: string }
}

const path = delegationsPath(':environment')

/** The source of delegations for development, for everybody who reaches it: only where it is asked for (API-43). */
export function addDelegationDoors(
  app: FastifyInstance,
  doors: PortalDoors,
  { environments, table }: DelegationUseCases,
): void {
  const page = async (
    request: FastifyRequest,
    asked: string | undefined,
    typed: (name: string) => string = () => '',
    errors: FormErrors = noErrors,
  ) => {
    const { frame } = await doors.visit(request)
    const environment = asked === undefined ? environments[0] : environments.find(({ name }) => name === asked)
    if (environment === undefined) refuse('not_found', 'there is no such environment with delegations for development')
    const shown = await table.read(environment.name)
    return delegationsPage(frame, { ...shown, environment, environments, typed, errors })
  }
  const delegationIn = (typed: (name: string) => string) => ({
    scope: typed('scope').trim(),
    consumerOrgno: typed('consumer').replace(/\s/g, ''),
    supplierOrgno: typed('supplier').replace(/\s/g, ''),
  })

  app.get('/dev/delegations', async (request, reply) => doors.page(reply, await page(request, undefined)))
  app.get<InEnvironment>(path, async (request, reply) =>
    doors.page(reply, await page(request, request.params.environment)),
  )

  app.post<InEnvironment>(path, async (request, reply) => {
    const { environment } = request.params
    const typed = typedIn(request)
    const { language } = await doors.visit(request)
    return doors.tryForm(
      reply,
      language,
      async () => {
        await table.add(environment, delegationIn(typed))
        return reply.redirect(delegationsPath(environment), 303)
      },
      (errors) => page(request, environment, typed, errors),
    )
  })

  app.post<InEnvironment>(`${path}/remove`, async (request, reply) => {
    const { environment } = request.params
    await table.remove(environment, delegationIn(typedIn(request)))
    return reply.redirect(delegationsPath(environment), 303)
  })
}
