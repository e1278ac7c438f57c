import type { FastifyInstance } from 'fastify'
import { consoleGroup } from './compose-console.ts'
import { integrationsGroup, testOrdersGroup } from './compose-integrations.ts'
import { noticesGroup } from './compose-notices.ts'
import { ordersGroup } from './compose-orders.ts'
import { composeOutbox } from './compose-outbox.ts'
import { peopleGroup, testPeople } from './compose-people.ts'
import { openOffers, portalApiGroup } from './compose-portal-api.ts'
import type { PortalGround, PortalJob, PortalParts } from './compose-portal-ground.ts'
import { composeProfile } from './compose-profile.ts'
import { scopesGroup } from './compose-scope-pages.ts'
import { composeSupport } from './compose-support.ts'
import { composeTerms } from './compose-terms.ts'
import { composeTestUsers } from './compose-test-users.ts'
import { composeVerification } from './compose-verification.ts'
import { defaultTestEnvironment, type Environment } from './config/environments.ts'
import type { Settings } from './config/settings.ts'
import { openRelyingParty } from './http/demo/relying-party.ts'
import { openPortalCookies } from './http/portal/portal-cookies.ts'
import { type DoorGroup, languageCookie, openPortalSite } from './http/portal/portal-site.ts'
import { addSignInDoors } from './http/portal/sign-in-doors.ts'
import { readSiteAssets } from './http/portal/site-assets.ts'
import { addTestCertificateDoors } from './http/portal/test-certificate-doors.ts'
import type { JobRun } from './journey/operation.ts'
import { endpointUrl } from './protocol/discovery.ts'
import type { Clock } from './system/clock.ts'
import type { Log } from './system/log.ts'
import { derivedKey, openSealer } from './system/sealer.ts'
import { localRights } from './usecases/onboarding/people/rights-source.ts'
import { signedIn, signedOut } from './usecases/onboarding/people/signed-in.ts'
import { openPeople, personRefOf } from './usecases/onboarding/people.ts'
import { openPortalSessions } from './usecases/onboarding/portal-sessions.ts'
import { issueTestCertificate } from './usecases/onboarding/test-certificates/issue-test-certificate.ts'

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
  const people = openPeople({
    durable,
    personRef: personRefOf(parts.secrets.get(loginEnvironment.name)),
    rights: localRights,
  })
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
  const profile = composeProfile(parts, languageCookie)
  jobs.push({ name: 'profile-sessions', run: profile.sweep })
  const app = openPortalSite({
    baseUrl: settings.portal.baseUrl,
    trustProxy: settings.trustProxy,
    environments: settings.environments.map(publicFacts),
    demoA: settings.demo.a.baseUrl,
    demoB: settings.demo.b.baseUrl,
    support: settings.support,
    publicFolder: parts.publicFolder,
    dev: parts.dev,
    mounts: [...parts.mounts, ...outbox.mounts, ...support.mounts, ...profile.mounts],
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
      noticesGroup(ground),
      ordersGroup(ground),
      composeTerms(ground),
      composeVerification(ground),
      composeTestUsers(ground),
      integrationsGroup(ground),
      testOrdersGroup(ground),
      scopesGroup(ground),
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
