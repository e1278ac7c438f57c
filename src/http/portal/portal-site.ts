import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { JourneyRefusal } from '../../journey/refusal.ts'
import { type Html, render } from '../../pages/html.ts'
import { freshLoginPage, refusedPage } from '../../pages/member/passing-pages.ts'
import { frontPage, type TestPerson } from '../../pages/portal/front-page.ts'
import { guidePage } from '../../pages/portal/guide-page.ts'
import { messagePage } from '../../pages/portal/message-page.ts'
import type { PortalEnvironment, PortalFrame } from '../../pages/portal/portal-page.ts'
import type { Clock } from '../../system/clock.ts'
import type { Log } from '../../system/log.ts'
import { portalTextsFor } from '../../texts/portal-text.ts'
import type { People } from '../../usecases/onboarding/people.ts'
import type { PortalSessions } from '../../usecases/onboarding/portal-sessions.ts'
import { addDevDoors, type DevDoorsOptions } from '../dev/dev-doors.ts'
import { openEnvironmentStatus } from './environment-status.ts'
import type { PortalCookies } from './portal-cookies.ts'
import { openPortalDoors, type PortalDoors, type Visit } from './portal-doors.ts'
import { fromOf } from './sign-in-doors.ts'
import { readSiteAssets, type SiteAssets } from './site-assets.ts'
import type { SiteMount } from './site-mount.ts'
import { languageOf, openSiteServer, sendPage } from './site-server.ts'

export interface PortalSiteOptions {
  /** Its own address, no trailing slash. */
  readonly baseUrl: string
  /** The first of kind test that does not play production is the one meant where none is named (ONB-2). */
  readonly environments: readonly PortalEnvironment[]
  readonly demoA: string
  readonly demoB: string
  readonly support: { readonly email: string; readonly helpUrl: string }
  readonly testUsers: () => Promise<readonly TestPerson[]>
  /** The folder of styles, fonts and browser scripts. */
  readonly publicFolder: string
  readonly dev: Pick<DevDoorsOptions, 'seedSchema' | 'seed'>
  /** The doors of people who log in, group by group. */
  readonly groups: readonly DoorGroup[]
  readonly cookies: PortalCookies
  readonly sessions: PortalSessions
  readonly people: People
  readonly organisationName: (orgno: string) => Promise<string | undefined>
  readonly trustProxy: boolean
  /** Where the gateway's login pages are: forms of ours may lead there. */
  readonly loginOrigin: string
  /** Doors of other rooms that the portal's process serves. */
  readonly mounts?: readonly SiteMount[]
  readonly clock: Clock
  readonly log: Log
}

/** Some pages of one subject: `addTermsDoors` with its use cases, waiting for the site. */
export type DoorGroup = (app: FastifyInstance, doors: PortalDoors) => void

/** For every page of this origin. */
export const languageCookie = 'portvakt-portal-language'

/** The front page and the guide: what Portvakt is, where it runs and how a service is connected. */
export function openPortalSite(options: PortalSiteOptions): FastifyInstance {
  const { environments, support } = options
  const assets = readSiteAssets(options.publicFolder)
  const statusOf = openEnvironmentStatus(options.clock)
  const defaultTest = environments.find(({ kind, simulatedProduction }) => kind === 'test' && !simulatedProduction)

  const send = (request: FastifyRequest, reply: FastifyReply, status: number, page: (frame: PortalFrame) => Html) =>
    sendPage(reply, status, render(page(frameOf(options, assets, request))))

  const app = openSiteServer({
    baseUrl: options.baseUrl,
    assets,
    languageCookie,
    // Who logs out of the citizens' pages is sent to the gateway of their environment.
    formTargets: [...new Set([options.loginOrigin, ...environments.map(({ loginBase }) => new URL(loginBase).origin)])],
    trustProxy: options.trustProxy,
    openPosts: [],
    openPrefixes: (options.mounts ?? []).filter((mount) => mount.takesForeignPosts).map(({ prefix }) => prefix),
    refuseForeignPost: (request, reply) => send(request, reply, 403, (frame) => messagePage(frame, 'failed')),
  })

  const visit = async (request: FastifyRequest): Promise<Visit> => {
    const session = await options.sessions.find(options.cookies.session(request))
    const frame = frameOf(options, assets, request)
    const { language } = frame.page
    if (session === undefined) return { frame, language, actor: undefined, user: undefined, session: undefined }
    const user = (await options.people.find(session.personRef))?.thing
    const actor = options.people.actorOf(session, user, fromOf(request))
    const person = { name: actor.name, operatorRoles: actor.operatorRoles }
    return { frame: { ...frame, person }, language, actor, user, session }
  }
  const doors = openPortalDoors({ visit, organisationName: options.organisationName })

  app.get('/', async (request, reply) => {
    const [testUsers, answers] = await Promise.all([
      options.testUsers(),
      statusOf(environments.map(({ wellKnown }) => wellKnown)),
    ])
    return send(request, reply, 200, (frame) =>
      frontPage(frame, {
        environments: environments.map((environment, index) => ({ ...environment, answers: answers[index] === true })),
        demoServices: [
          { name: 'A', url: options.demoA },
          { name: 'B', url: options.demoB },
        ],
        support,
        testUsers,
      }),
    )
  })

  app.get('/guide', (request, reply) =>
    send(request, reply, 200, (frame) => guidePage(frame, { environment: defaultTest, support })),
  )

  for (const { prefix, register } of options.mounts ?? [])
    app.register(
      (mounted, _options, done) => {
        register(mounted)
        done()
      },
      { prefix },
    )
  for (const addDoors of options.groups) addDoors(app, doors)
  addDevDoors(app, { ...options.dev, baseUrl: options.baseUrl, log: options.log })

  app.setNotFoundHandler((request, reply) => send(request, reply, 404, (frame) => messagePage(frame, 'not-found')))
  app.setErrorHandler(async (failure, request, reply) => {
    if (failure instanceof JourneyRefusal) return answerRefusal(request, reply, failure)
    const status = failure instanceof Error ? ((failure as { statusCode?: number }).statusCode ?? 500) : 500
    if (status >= 500)
      options.log.error({ site: 'portal', fault: failure instanceof Error ? failure.name : 'unknown' }, 'page failed')
    return send(request, reply, status, (frame) => messagePage(frame, 'failed'))
  })
  return app

  /** What was refused and is not for a form to show again. */
  async function answerRefusal(request: FastifyRequest, reply: FastifyReply, refusal: JourneyRefusal) {
    const [{ code }] = refusal.breaches
    // A form that was sent cannot be sent again by a redirect: the person comes back to the page it stood on.
    const returnTo = request.method === 'GET' ? request.url : ownReferrer(request, options.baseUrl)
    if (code === 'login_required') return reply.redirect(`/login?return=${encodeURIComponent(returnTo)}`, 303)
    const { frame } = await visit(request)
    if (code === 'reauthentication_required') return doors.page(reply, freshLoginPage(frame, returnTo), refusal.status)
    return doors.page(reply, refusedPage(frame, refusal.breaches, request.id), refusal.status)
  }
}

/** The path of our own page that a form was sent from. */
function ownReferrer(request: FastifyRequest, baseUrl: string): string {
  const from = URL.parse(request.headers.referer ?? '')
  return from !== null && from.origin === new URL(baseUrl).origin ? from.pathname + from.search : '/my'
}

function frameOf(options: PortalSiteOptions, assets: SiteAssets, request: FastifyRequest): PortalFrame {
  const language = languageOf(request, languageCookie)
  const path = request.url.split('?', 1)[0] ?? '/'
  return {
    page: {
      language,
      environmentTitle: options.environments.map(({ title }) => title).join(', '),
      testBanner: options.environments.every(({ kind }) => kind === 'test'),
      realFormatWarning: false,
      productName: 'Portvakt',
      helpUrl: options.support.helpUrl,
      assets: assets.page,
      languageForm: { kind: 'own', action: '/language', hidden: [['return', path]] },
    },
    text: portalTextsFor(language),
    assets: assets.site,
  }
}
