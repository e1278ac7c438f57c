import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { OneTimeLink } from '../../journey/records.ts'
import { JourneyRefusal, refuse } from '../../journey/refusal.ts'
import type { Html } from '../../pages/html.ts'
import { linkPage } from '../../pages/member/people/link-page.ts'
import type { PortalDoors, Visit } from './portal-doors.ts'

/** What the button of a link's page does: uses the link, and leads on or shows what came of it. */
export interface LinkPurpose {
  /** The link is bound to the person who is logged in (ONB-27). */
  readonly needsLogin: boolean
  readonly use: (visit: Visit, token: string) => Promise<{ readonly goTo: string } | { readonly page: Html }>
}

/** One entry per purpose; who sends links of a purpose puts it in. */
export type LinkPurposes = { [Purpose in OneTimeLink['purpose']]?: LinkPurpose }

export interface LinkUseCases {
  readonly purposes: LinkPurposes
  /** What a link is for, without using it. */
  readonly read: (token: string) => Promise<OneTimeLink>
  /** A logged-in person tried a link that does not fit (U-5). */
  readonly failed: (userId: string) => Promise<void>
}

interface Named {
  readonly Params: { readonly token: string }
}

/** `/links/<token>`: opening changes nothing, since scanners of mails open links too; the button uses it (ONB-27). */
export function addLinkDoors(app: FastifyInstance, doors: PortalDoors, { purposes, read, failed }: LinkUseCases): void {
  const known = async (visit: Visit, token: string): Promise<{ link: OneTimeLink; purpose: LinkPurpose }> => {
    try {
      const link = await read(token)
      const purpose = purposes[link.purpose]
      if (purpose === undefined) refuse('not_found', 'nobody here knows what this link is for')
      return { link, purpose }
    } catch (refusal) {
      if (refusal instanceof JourneyRefusal && visit.user !== undefined) await failed(visit.user.id)
      throw refusal
    }
  }
  const visitOf = (request: FastifyRequest, purpose: LinkPurpose): Promise<Visit> =>
    purpose.needsLogin ? doors.signedIn(request) : doors.visit(request)

  app.get<Named>('/links/:token', async (request, reply) => {
    const visit = await doors.visit(request)
    const { link, purpose } = await known(visit, request.params.token)
    const needsLogin = purpose.needsLogin && visit.actor === undefined
    return doors.page(reply, linkPage(visit.frame, { link, token: request.params.token, needsLogin }))
  })

  app.post<Named>('/links/:token', async (request, reply) => {
    const { token } = request.params
    const { purpose } = await known(await doors.visit(request), token)
    const did = await purpose.use(await visitOf(request, purpose), token)
    return 'goTo' in did ? reply.redirect(did.goTo, 303) : doors.page(reply, did.page)
  })
}
