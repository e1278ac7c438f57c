import type { FastifyInstance, FastifyRequest } from 'fastify'
import { accessPage, type ShownAccess, withdrawPage } from '../../pages/profile/access-page.ts'
import { browserName } from '../../protocol/browser-name.ts'
import type { Language } from '../../protocol/language.ts'
import type { Withdrawal } from '../../usecases/authorizations/end-authorization.ts'
import type { AuthorizationQuestion, GrantedAccess } from '../../usecases/authorizations/list-authorizations.ts'
import type { ProfileVisits } from './profile-visits.ts'

export interface AccessDoorsOptions {
  readonly base: string
  readonly environmentName: string
  readonly list: (question: AuthorizationQuestion) => Promise<readonly GrantedAccess[]>
  readonly end: (withdrawal: Withdrawal) => Promise<'ended' | 'unknown'>
  readonly organisationName: (orgno: string) => Promise<string | undefined>
}

/** What the citizen has given over all organisations, and the way to withdraw it (PROF-3, API-56). */
export function addAccessDoors(app: FastifyInstance, visits: ProfileVisits, options: AccessDoorsOptions): void {
  const { base, list, end, organisationName } = options

  const accesses = async (personRef: string, language: Language): Promise<ShownAccess[]> => {
    const given = await list({ personRef, language, view: { kind: 'citizen' }, onlyWithConsent: false })
    return Promise.all(given.map((one) => shown(one, organisationName)))
  }

  app.get(
    '/access',
    visits.loggedIn(async ({ frame, session }, request, reply) => {
      const { withdrawn } = request.query as Readonly<Record<string, unknown>>
      const told = withdrawn === '1' ? 'withdrawn' : withdrawn === '0' ? 'gone' : undefined
      return visits.page(reply, accessPage(frame, await accesses(session.personRef, frame.page.language), told))
    }),
  )

  app.get(
    '/access/:id',
    visits.loggedIn(async ({ frame, session }, request, reply) => {
      const all = await accesses(session.personRef, frame.page.language)
      const access = all.find(({ publicId }) => publicId === idOf(request))
      if (access === undefined) return reply.redirect(`${base}/access?withdrawn=0`, 303)
      return visits.page(reply, withdrawPage(frame, access))
    }),
  )

  app.post(
    '/access/:id',
    visits.loggedIn(async ({ session }, request, reply) => {
      const outcome = await end({
        environmentName: options.environmentName,
        publicId: idOf(request),
        by: { kind: 'citizen', personRef: session.personRef },
        actor: { kind: 'user', id: session.personRef },
        correlationId: request.id,
      })
      return reply.redirect(`${base}/access?withdrawn=${outcome === 'ended' ? 1 : 0}`, 303)
    }),
  )
}

const idOf = (request: FastifyRequest): string => String((request.params as Readonly<Record<string, unknown>>).id ?? '')

async function shown(
  { publicId, client, scopes, authorizedAtSeconds, expiresAtSeconds, userAgent, onbehalfof }: GrantedAccess,
  organisationName: AccessDoorsOptions['organisationName'],
): Promise<ShownAccess> {
  const customerName = client.onbehalfof.find((customer) => customer.onbehalfof === onbehalfof)?.name
  return {
    publicId,
    clientName: client.clientName,
    ownerName: (await organisationName(client.clientOrgno)) ?? client.clientOrgno,
    ...(customerName === undefined ? {} : { customerName }),
    scopes,
    authorizedAtSeconds,
    expiresAtSeconds,
    client: browserName(userAgent),
  }
}
