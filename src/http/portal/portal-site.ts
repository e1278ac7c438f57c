import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Html, render } from '../../pages/html.ts'
import { frontPage } from '../../pages/portal/front-page.ts'
import { guidePage } from '../../pages/portal/guide-page.ts'
import { messagePage } from '../../pages/portal/message-page.ts'
import type { PortalEnvironment, PortalFrame } from '../../pages/portal/portal-page.ts'
import type { Clock } from '../../system/clock.ts'
import type { Log } from '../../system/log.ts'
import { portalTextsFor } from '../../texts/portal-text.ts'
import { addDevDoors, type DevDoorsOptions } from '../dev/dev-doors.ts'
import { openEnvironmentStatus } from './environment-status.ts'
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
  readonly testUsers: () => Promise<readonly { readonly pid: string; readonly name: string }[]>
  /** The folder of styles, fonts and browser scripts. */
  readonly publicFolder: string
  readonly dev: Pick<DevDoorsOptions, 'seedSchema' | 'seed'>
  /** Doors of other rooms that the portal's process serves. */
  readonly mounts?: readonly SiteMount[]
  readonly clock: Clock
  readonly log: Log
}

const languageCookie = 'portvakt-portal-language'

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
    formTargets: [],
    openPosts: [],
    refuseForeignPost: (request, reply) => send(request, reply, 403, (frame) => messagePage(frame, 'failed')),
  })

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
  addDevDoors(app, { ...options.dev, baseUrl: options.baseUrl, log: options.log })

  app.setNotFoundHandler((request, reply) => send(request, reply, 404, (frame) => messagePage(frame, 'not-found')))
  app.setErrorHandler((failure, request, reply) => {
    const status = failure instanceof Error ? ((failure as { statusCode?: number }).statusCode ?? 500) : 500
    if (status >= 500)
      options.log.error({ site: 'portal', fault: failure instanceof Error ? failure.name : 'unknown' }, 'page failed')
    return send(request, reply, status, (frame) => messagePage(frame, 'failed'))
  })
  return app
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
