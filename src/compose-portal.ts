import type { FastifyInstance } from 'fastify'
import type { CertificateTrust } from './certificates/certificate-trust.ts'
import type { DevelopmentCa } from './certificates/development-ca.ts'
import { consoleGroup } from './compose-console.ts'
import { integrationsGroup, testOrdersGroup } from './compose-integrations.ts'
import { ordersGroup } from './compose-orders.ts'
import { composeOutbox, type OutboxHouse, type OutboxNews } from './compose-outbox.ts'
import { peopleGroup, testPeople } from './compose-people.ts'
import { openOffers, portalApiGroup } from './compose-portal-api.ts'
import { composeSupport } from './compose-support.ts'
import { composeTerms } from './compose-terms.ts'
import { composeVerification } from './compose-verification.ts'
import { defaultTestEnvironment, type Environment } from './config/environments.ts'
import type { EnvironmentSecrets } from './config/secrets-file.ts'
import type { Settings } from './config/settings.ts'
import { openRelyingParty } from './http/demo/relying-party.ts'
import type { DevDoorsOptions } from './http/dev/dev-doors.ts'
import type { LinkPurposes } from './http/portal/link-doors.ts'
import { openPortalCookies } from './http/portal/portal-cookies.ts'
import { type DoorGroup, openPortalSite } from './http/portal/portal-site.ts'
import { addSignInDoors } from './http/portal/sign-in-doors.ts'
import { readSiteAssets } from './http/portal/site-assets.ts'
import type { SiteMount } from './http/portal/site-mount.ts'
import { addTestCertificateDoors } from './http/portal/test-certificate-doors.ts'
import type { JobRun } from './journey/operation.ts'
import { endpointUrl } from './protocol/discovery.ts'
import type { DurableStore } from './storage/durable-store.ts'
import type { ExpiringStore } from './storage/expiring-store.ts'
import type { Clock } from './system/clock.ts'
import type { Log } from './system/log.ts'
import type { Random } from './system/random.ts'
import { derivedKey, openSealer, type Sealer } from './system/sealer.ts'
import type { CredentialUsed } from './usecases/onboarding/observe-protocol.ts'
import { signedIn, signedOut } from './usecases/onboarding/people/signed-in.ts'
import { openPeople, type People, personRefOf } from './usecases/onboarding/people.ts'
import { openPortalSessions } from './usecases/onboarding/portal-sessions.ts'
import { issueTestCertificate } from './usecases/onboarding/test-certificates/issue-test-certificate.ts'

export interface PortalParts {
  readonly settings: Settings
  readonly durable: DurableStore
  readonly expiringOf: (name: string) => ExpiringStore
  /** Secrets of the environments by name. */
  readonly secrets: ReadonlyMap<string, EnvironmentSecrets>
  readonly dev: Pick<DevDoorsOptions, 'seedSchema' | 'seed'>
  readonly mounts: readonly SiteMount[]
  readonly trusts: ReadonlyMap<string, CertificateTrust>
  readonly developmentCa: DevelopmentCa | undefined
  /** Called after every write to the registry, so that the gateways of this process see it at once. */
  readonly written: () => void
  /** Told when a credential of a client was used for the first time. Who wants to know adds a listener. */
  readonly credentialUsed: CredentialUsed[]
  /** Writes down what the gateways of this process have seen, so that what is read next is complete. */
  readonly flushProtocolLog: () => Promise<void>
  readonly publicFolder: string
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

/** What the door groups are made from, besides the parts themselves. */
export interface PortalGround extends PortalParts {
  /** The environment through which people log in to the portal. */
  readonly loginEnvironment: Environment
  readonly people: People
  readonly sealer: Sealer
  readonly outbox: OutboxHouse
  /** Who wants to know what became of messages adds a listener. */
  readonly news: { readonly [Kind in keyof OutboxNews]: OutboxNews[Kind][] }
  /** What the buttons of links in mails do; who sends links of a purpose puts it in. */
  readonly linkPurposes: LinkPurposes
  /** Work that is done once a minute and once at start; who has some adds it. Each says for itself what is due. */
  readonly jobs: PortalJob[]
  /** The latest run of each job, for those who run the house. */
  readonly jobRuns: ReadonlyMap<string, JobRun>
  /** Puts use cases of pages before the JSON API too, and hands them back. */
  readonly offer: ReturnType<typeof openOffers>['offer']
}

export interface PortalJob {
  /** For the log, when it fails. */
  readonly name: string
  readonly run: () => Promise<unknown>
}

/** The portal, put together and not yet listening. */
export interface PortalHouse {
  readonly app: FastifyInstance
  /** Begins to send what is in the outbox, and to do what time asks for. */
  start(): void
  close(): Promise<void>
}

const jobMilliseconds = 60_000

/** The portal: its people, its doors and what they do. */
export async function composePortal(parts: PortalParts): Promise<PortalHouse> {
  const { settings, durable, clock, random, log } = parts
  const loginEnvironment = environmentNamed(settings, settings.portal.environment)
  // The key stands outside the database, as the secret it is made from does.
  const secret = parts.secrets.get(loginEnvironment.name)?.subjectSecret.reveal() ?? ''
  const people = openPeople({ durable, personRef: personRefOf(parts.secrets.get(loginEnvironment.name)) })
  const sealer = openSealer(derivedKey(secret, 'portal sealed texts'))
  const sessions = openPortalSessions({ expiring: parts.expiringOf('portal'), clock, random })
  const cookies = openPortalCookies(settings.portal.baseUrl)
  const news: PortalGround['news'] = { mailGivenUp: [], mailBounced: [], smsUndeliverable: [] }
  const outbox = await composeOutbox({
    ...parts,
    news: {
      mailGivenUp: (mail, fault) => Promise.all(news.mailGivenUp.map((tell) => tell(mail, fault))),
      mailBounced: (mailId) => Promise.all(news.mailBounced.map((tell) => tell(mailId))),
      smsUndeliverable: (smsId) => Promise.all(news.smsUndeliverable.map((tell) => tell(smsId))),
    },
  })
  const jobs: PortalJob[] = []
  const jobRuns = new Map<string, JobRun>()
  const { offered, offer } = openOffers()
  const ground: PortalGround = {
    ...parts,
    loginEnvironment,
    people,
    sealer,
    outbox,
    news,
    linkPurposes: {},
    jobs,
    jobRuns,
    offer,
  }
  const defaultTest = defaultTestEnvironment(settings)
  const loginOrigin = new URL(loginEnvironment.loginBase).origin
  const support = composeSupport(ground)
  const app = openPortalSite({
    baseUrl: settings.portal.baseUrl,
    trustProxy: settings.trustProxy,
    environments: settings.environments.map(publicFacts),
    demoA: settings.demo.a.baseUrl,
    demoB: settings.demo.b.baseUrl,
    support: settings.support,
    publicFolder: parts.publicFolder,
    dev: parts.dev,
    mounts: [...parts.mounts, ...outbox.mounts, ...support.mounts],
    sessions,
    cookies,
    people,
    loginOrigin,
    organisationName: async (orgno) => (await durable.organisations.find(orgno))?.thing.name,
    groups: [
      signInGroup(ground, sessions, cookies, loginOrigin),
      peopleGroup(ground),
      testCertificateGroup(ground),
      consoleGroup(ground),
      ordersGroup(ground),
      composeTerms(ground),
      composeVerification(ground),
      integrationsGroup(ground),
      testOrdersGroup(ground),
      support.group,
      portalApiGroup(ground, offered),
    ],
    clock,
    log,
    testUsers: testPeople(ground, defaultTest),
  })
  const clockwork = openClockwork(jobs, jobRuns, clock, log)
  return {
    app,
    start() {
      outbox.start()
      clockwork.start()
    },
    async close() {
      await clockwork.stop()
      await outbox.close()
      await app.close()
    },
  }
}

/** Runs the jobs in turn, never two rounds at once; one that fails is told and tried again in the next round. */
function openClockwork(
  jobs: readonly PortalJob[],
  runs: Map<string, JobRun>,
  clock: Clock,
  log: Log,
): { start(): void; stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let underWay: Promise<void> | undefined
  let isStopping = false
  const round = async (): Promise<void> => {
    for (const { name, run } of jobs) {
      if (isStopping) return
      const ok = await run().then(
        () => true,
        (error: unknown) => {
          log.error({ err: error, job: name }, 'a job of the portal failed')
          return false
        },
      )
      runs.set(name, { name, atSeconds: clock.nowSeconds(), ok })
    }
  }
  const tick = (): void => {
    underWay ??= round().finally(() => {
      underWay = undefined
    })
  }
  return {
    start() {
      timer = setInterval(tick, jobMilliseconds)
      timer.unref()
      tick()
    },
    async stop() {
      isStopping = true
      clearInterval(timer)
      await underWay
    },
  }
}

function signInGroup(
  ground: PortalGround,
  sessions: ReturnType<typeof openPortalSessions>,
  cookies: ReturnType<typeof openPortalCookies>,
  loginOrigin: string,
): DoorGroup {
  const { settings, loginEnvironment, people, clock, random, log } = ground
  const { portal } = settings
  const relyingParty = openRelyingParty({
    issuer: loginEnvironment.issuer,
    clientId: portal.clientId,
    clientSecret: portal.clientSecret.reveal(),
    authMethod: 'client_secret_basic',
    redirectUri: `${portal.baseUrl}/login/callback`,
    postLogoutRedirectUri: `${portal.baseUrl}/logged-out`,
    clock,
  })
  return (app, doors) =>
    addSignInDoors(app, doors, {
      relyingParty,
      sessions,
      cookies,
      sealer: ground.sealer,
      random,
      log,
      issuer: loginEnvironment.issuer,
      loginOrigin,
      productionAcr: portal.productionAcr,
      personRef: people.personRef,
      signedIn: signedIn(ground),
      signedOut: signedOut(ground),
      submitScript: readSiteAssets(ground.publicFolder).site.submitScript,
    })
}

const testCertificateGroup = ({ developmentCa, ...needs }: PortalGround): DoorGroup => {
  const issue = developmentCa === undefined ? undefined : issueTestCertificate({ ...needs, developmentCa })
  return (app, doors) => addTestCertificateDoors(app, doors, issue)
}

const environmentNamed = (settings: Settings, name: string): Environment => {
  const found = settings.environments.find((environment) => environment.name === name)
  if (found === undefined) throw new Error(`there is no environment ${name}; see the settings`)
  return found
}

const publicFacts = (environment: Environment) => ({
  name: environment.name,
  title: environment.title,
  kind: environment.kind,
  issuer: environment.issuer,
  loginBase: environment.loginBase,
  simulatedProduction: environment.simulatedProduction,
  wellKnown: endpointUrl(environment.issuer, '/.well-known/openid-configuration'),
})
