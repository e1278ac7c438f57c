import type { FastifyInstance } from 'fastify'
import type { SeedUseCases } from './compose-seed.ts'
import { demoClients } from './config/demo-clients.ts'
import type { Environment } from './config/environments.ts'
import type { Settings } from './config/settings.ts'
import { openDemoService } from './http/demo/demo-service.ts'
import type { DevDoorsOptions } from './http/dev/dev-doors.ts'
import { openPortalSite } from './http/portal/portal-site.ts'
import type { SiteMount } from './http/portal/site-mount.ts'
import { endpointUrl } from './protocol/discovery.ts'
import type { DurableStore } from './storage/durable-store.ts'
import type { Clock } from './system/clock.ts'
import type { Log } from './system/log.ts'
import type { Random } from './system/random.ts'

export interface SiteParts {
  readonly settings: Settings
  readonly durable: DurableStore
  readonly seed: SeedUseCases
  readonly publicFolder: string
  /** Doors that the portal's process serves besides its pages. */
  readonly mounts: readonly SiteMount[]
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

interface Site {
  readonly title: string
  readonly address: string
  readonly app: FastifyInstance
  readonly port: number
}

/** The sites that are not gateways: the portal, and the two services to see a login with. */
export function composeSites(parts: SiteParts): Site[] {
  const { settings } = parts
  const sites: Site[] = []
  if (settings.sites.includes('portal'))
    sites.push({
      title: 'Portal',
      address: settings.portal.baseUrl,
      app: openPortal(parts),
      port: settings.portal.port,
    })
  const environment = demoEnvironment(settings)
  if (settings.sites.includes('demo') && environment !== undefined)
    for (const name of ['A', 'B'] as const) {
      const own = name === 'A' ? settings.demo.a : settings.demo.b
      sites.push({
        title: `Demo service ${name}`,
        address: own.baseUrl,
        app: openDemo(parts, name, environment),
        port: own.port,
      })
    }
  return sites
}

/** Where the demo services log in: the first environment for testing that does not play production (ONB-2). */
const demoEnvironment = (settings: Settings): Environment | undefined =>
  settings.environments.find(({ kind, simulatedProduction }) => kind === 'test' && !simulatedProduction)

function openPortal(parts: SiteParts): FastifyInstance {
  const { settings, durable } = parts
  const environment = demoEnvironment(settings)
  return openPortalSite({
    ...parts,
    dev: devDoors(parts),
    baseUrl: settings.portal.baseUrl,
    demoA: settings.demo.a.baseUrl,
    demoB: settings.demo.b.baseUrl,
    support: settings.support,
    environments: settings.environments.map((each) => ({
      name: each.name,
      title: each.title,
      kind: each.kind,
      issuer: each.issuer,
      loginBase: each.loginBase,
      simulatedProduction: each.simulatedProduction,
      wellKnown: endpointUrl(each.issuer, '/.well-known/openid-configuration'),
    })),
    async testUsers() {
      if (environment === undefined) return []
      const users = await durable.environment(environment.name).testUsers.list()
      return users.map(({ thing }) => ({
        pid: thing.pid,
        name: [thing.givenName, thing.familyName].filter(Boolean).join(' '),
      }))
    },
  })
}

/** The doors that write are there only when asked for, and never beside real production (REG-168). */
function devDoors({ settings, seed }: SiteParts): Pick<DevDoorsOptions, 'seedSchema' | 'seed'> {
  const isOffered = settings.seed.api && settings.environments.every(({ kind }) => kind !== 'prod')
  return {
    seed: isOffered ? seed : undefined,
    seedSchema: async () => (await import('./config/seed-schema.ts')).seedJsonSchema(),
  }
}

function openDemo(parts: SiteParts, name: 'A' | 'B', environment: Environment): FastifyInstance {
  const { settings } = parts
  const [own, other] = name === 'A' ? [settings.demo.a, settings.demo.b] : [settings.demo.b, settings.demo.a]
  return openDemoService({
    ...parts,
    ...demoClients[name],
    name,
    baseUrl: own.baseUrl,
    issuer: environment.issuer,
    loginBase: environment.loginBase,
    environmentTitle: environment.title,
    otherService: { name: name === 'A' ? 'B' : 'A', url: other.baseUrl },
    portalUrl: settings.portal.baseUrl,
    helpUrl: settings.support.helpUrl,
  })
}
