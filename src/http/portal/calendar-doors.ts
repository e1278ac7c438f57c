import type { FastifyInstance } from 'fastify'
import type { Environment } from '../../config/environments.ts'
import type { Actor } from '../../journey/actor.ts'
import { JourneyRefusal } from '../../journey/refusal.ts'
import { calendarFeed } from '../../pages/member/integrations/calendar-feed.ts'
import { calendarPage } from '../../pages/member/integrations/calendar-page.ts'
import { type NetworkView, networkPage } from '../../pages/portal/network-page.ts'
import type { Expiry } from '../../usecases/onboarding/integrations/expiries.ts'
import type { PortalDoors } from './portal-doors.ts'
import { shownEnvironment } from './shown-environment.ts'

export interface CalendarUseCases {
  readonly environments: readonly Environment[]
  readonly portalUrl: string
  readonly madeAt: (actor: Actor, orgno: string) => Promise<number | undefined>
  readonly make: (actor: Actor, orgno: string) => Promise<string>
  readonly revoke: (actor: Actor, orgno: string) => Promise<void>
  readonly read: (orgno: string, token: string) => Promise<readonly Expiry[]>
  readonly nowSeconds: () => number
}

interface OfOrganisation {
  readonly Params: { readonly orgno: string }
}
interface OfCalendar {
  readonly Params: { readonly orgno: string; readonly token: string }
}

/** The calendar of what expires, for people (a page) and for their calendars (a feed); and the page for firewalls. */
export function addCalendarDoors(app: FastifyInstance, doors: PortalDoors, useCases: CalendarUseCases): void {
  app.get<OfOrganisation>('/o/:orgno/calendar', async (request, reply) => {
    const { frame, actor, orgno } = await doors.member(request)
    const madeAtSeconds = await useCases.madeAt(actor, orgno)
    return doors.page(reply, calendarPage(frame, { orgno, madeAtSeconds, address: undefined }))
  })

  app.post<OfOrganisation>('/o/:orgno/calendar', async (request, reply) => {
    const { frame, actor, orgno } = await doors.member(request)
    const address = `${useCases.portalUrl}/o/${orgno}/calendar/${await useCases.make(actor, orgno)}.ics`
    return doors.page(reply, calendarPage(frame, { orgno, madeAtSeconds: useCases.nowSeconds(), address }), 201)
  })

  app.post<OfOrganisation>('/o/:orgno/calendar/revoke', async (request, reply) => {
    const { actor, orgno } = await doors.member(request)
    await useCases.revoke(actor, orgno)
    return reply.redirect(`/o/${orgno}/calendar`, 303)
  })

  // Calendars have no cookie; the address itself is what lets them in.
  app.get<OfCalendar>('/o/:orgno/calendar/:token', async (request, reply) => {
    const { language } = await doors.visit(request)
    const { orgno, token } = request.params
    try {
      const expiries = await useCases.read(orgno, token.replace(/\.ics$/, ''))
      const events = expiries.map(({ environment, client, kind, id, expiresAtSeconds }) => ({
        environmentName: environment.name,
        clientId: client.clientId,
        clientName: client.clientName,
        kind,
        id,
        expiresAtSeconds,
      }))
      const { portalUrl, nowSeconds } = useCases
      const feed = calendarFeed(events, { language, portalUrl, orgno, nowSeconds: nowSeconds() })
      return reply.type('text/calendar; charset=utf-8').send(feed)
    } catch (refusal) {
      if (!(refusal instanceof JourneyRefusal)) throw refusal
      return reply.code(refusal.status).type('text/plain; charset=utf-8').send('')
    }
  })

  app.get('/network', async (request, reply) => {
    const { frame } = await doors.visit(request)
    return doors.page(reply, networkPage(frame, useCases.environments.map(networkOf)))
  })
}

type Use = NetworkView['hosts'][number]['uses'][number]

/** Host names and ports of an environment, each with all that it is used for. */
function networkOf(environment: Environment): NetworkView {
  const addresses: readonly (readonly [string, Use])[] = [
    [environment.issuer, 'issuer'],
    [environment.loginBase, 'login'],
    [environment.machineIssuer, 'machine'],
    [environment.api.base, 'api'],
  ]
  const hosts = new Map<string, { host: string; port: string; uses: Use[] }>()
  for (const [address, use] of addresses) {
    const { hostname: host, port, protocol } = new URL(address)
    const shownPort = port === '' ? (protocol === 'https:' ? '443' : '80') : port
    const known = hosts.get(`${host} ${shownPort}`) ?? { host, port: shownPort, uses: [] }
    if (!known.uses.includes(use)) known.uses.push(use)
    hosts.set(`${host} ${shownPort}`, known)
  }
  const { addresses: ips = [], plannedChange } = environment.network ?? {}
  return { environment: shownEnvironment(environment), addresses: ips, plannedChange, hosts: [...hosts.values()] }
}
