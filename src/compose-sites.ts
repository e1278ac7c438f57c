import type { FastifyInstance } from 'fastify'
import type { EmitEvent } from './audit/event.ts'
import type { CertificateTrust } from './certificates/certificate-trust.ts'
import type { DevelopmentCa } from './certificates/development-ca.ts'
import type { SeedUseCases } from './compose-seed.ts'
import { demoClients } from './config/demo-clients.ts'
import type { Environment } from './config/environments.ts'
import { defaultTestEnvironment } from './config/environments.ts'
import type { EnvironmentSecrets } from './config/secrets-file.ts'
import type { Settings } from './config/settings.ts'
import { openDemoService } from './http/demo/demo-service.ts'
import type { DevDoorsOptions } from './http/dev/dev-doors.ts'
import type { SiteMount } from './http/portal/site-mount.ts'
import type { KeyKeeper } from './signing/key-keeper.ts'
import type { DurableStore } from './storage/durable-store.ts'
import type { ExpiringStore } from './storage/expiring-store.ts'
import type { Clock } from './system/clock.ts'
import type { Log } from './system/log.ts'
import type { Random } from './system/random.ts'
import type { DelegationAdapters } from './usecases/delegations/delegation-adapter.ts'
import type { CredentialUsed } from './usecases/onboarding/observe-protocol.ts'

export interface SiteParts {
  readonly settings: Settings
  readonly durable: DurableStore
  readonly keeper: KeyKeeper
  readonly seed: SeedUseCases
  readonly expiringOf: (name: string) => ExpiringStore
  readonly secrets: ReadonlyMap<string, EnvironmentSecrets>
  readonly publicFolder: string
  /** Doors that the portal's process serves besides its pages. */
  readonly mounts: readonly SiteMount[]
  readonly trusts: ReadonlyMap<string, CertificateTrust>
  readonly developmentCa: DevelopmentCa | undefined
  /** Called after every write to the registry. */
  readonly written: () => void
  readonly delegationSources: DelegationAdapters
  /** Told when a credential of a client was used for the first time. Who wants to know adds a listener. */
  readonly credentialUsed: CredentialUsed[]
  /** Writes down what the gateways of this process have seen, so that what is read next is complete. */
  readonly flushProtocolLog: () => Promise<void>
  readonly emit: EmitEvent
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

interface Site {
  readonly title: string
  readonly address: string
  readonly app: FastifyInstance
  readonly port: number
  /** Called when all sites listen. */
  readonly start?: () => void
  readonly close: () => Promise<void>
}

/** The sites that are not gateways: the portal, and the two services to see a login with. */
export async function composeSites(parts: SiteParts): Promise<Site[]> {
  const { settings } = parts
  const sites: Site[] = []
  if (settings.sites.includes('portal')) {
    const { composePortal } = await import('./compose-portal.ts')
    const portal = await composePortal({ ...parts, dev: devDoors(parts) })
    sites.push({ title: 'Portal', address: settings.portal.baseUrl, port: settings.portal.port, ...portal })
  }
  const environment = defaultTestEnvironment(settings)
  if (settings.sites.includes('demo') && environment !== undefined)
    for (const name of ['A', 'B'] as const) {
      const own = name === 'A' ? settings.demo.a : settings.demo.b
      const app = openDemo(parts, name, environment)
      sites.push({
        title: `Demo service ${name}`,
        address: own.baseUrl,
        app,
        port: own.port,
        close: () => app.close(),
      })
    }
  return sites
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
