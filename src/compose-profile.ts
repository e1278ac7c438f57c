import type { PortalParts } from './compose-portal-ground.ts'
import { profileClient } from './config/demo-clients.ts'
import type { Environment } from './config/environments.ts'
import { openRelyingParty } from './http/demo/relying-party.ts'
import { openPortalCookies } from './http/portal/portal-cookies.ts'
import { readSiteAssets } from './http/portal/site-assets.ts'
import type { SiteMount } from './http/portal/site-mount.ts'
import { type EndedElsewhere, profileMount, profileRoot } from './http/profile/profile-mount.ts'
import { personReference } from './protocol/subject.ts'
import { derivedKey, openSealer } from './system/sealer.ts'
import { endAuthorization } from './usecases/authorizations/end-authorization.ts'
import { listAuthorizations } from './usecases/authorizations/list-authorizations.ts'
import { readOwnHistory } from './usecases/history/read-history.ts'
import { isStopped } from './usecases/onboarding/organisations/is-stopped.ts'
import { openPortalSessions } from './usecases/onboarding/portal-sessions.ts'
import { openClientDirectory } from './usecases/self-service/client-directory.ts'

/** As long as a citizen is logged in to the pages; shorter than staff, since the pages tell of everything. */
const sessionSeconds = 1800
const sweepStep = 200

interface ProfileHouse {
  readonly mounts: readonly SiteMount[]
  /** Removes sessions that have expired. */
  sweep(): Promise<void>
}

/** The citizens' pages of each environment that they can be logged in to. */
export function composeProfile(parts: PortalParts, languageCookie: string): ProfileHouse {
  const environments = parts.settings.environments.filter((environment) => secretOf(parts, environment) !== undefined)
  const sites = environments.map((environment) => siteOf(parts, environment, languageCookie))
  return {
    mounts: sites.length === 0 ? [] : [...sites.map(({ mount }) => mount), profileRoot(sites)],
    async sweep() {
      for (const environment of environments) await parts.expiringOf(storeName(environment)).sweep(sweepStep)
    },
  }
}

const baseOf = ({ name }: Environment): string => `/profile/${name}`

/** Sessions of these pages open no others. */
const storeName = ({ name }: Environment): string => `profile ${name}`

/** In production only a secret that was set; elsewhere the one that everybody knows. */
const secretOf = ({ settings }: PortalParts, { kind }: Environment): string | undefined =>
  settings.portal.profileClientSecret?.reveal() ?? (kind === 'test' ? profileClient.clientSecret : undefined)

function siteOf(
  parts: PortalParts,
  environment: Environment,
  languageCookie: string,
): EndedElsewhere & { readonly mount: SiteMount } {
  const { settings, durable, clock, random, log } = parts
  const base = baseOf(environment)
  const address = settings.portal.baseUrl + base
  const subjectSecret = parts.secrets.get(environment.name)?.subjectSecret.reveal() ?? ''
  const key = Buffer.from(subjectSecret)
  const shelves = durable.environment(environment.name)
  const clients = openClientDirectory({ shelves, isStopped: isStopped(durable) })
  const list = listAuthorizations({ shelves, clients, operatorOrgno: environment.operatorOrgno ?? '', clock })
  const sessions = openPortalSessions({
    expiring: parts.expiringOf(storeName(environment)),
    clock,
    random,
    sessionSeconds,
  })
  const mount = profileMount({
    base,
    environmentName: environment.name,
    environmentTitle: environment.title,
    testBanner: environment.kind === 'test',
    productName: settings.productName,
    helpUrl: settings.support.helpUrl,
    languageCookie,
    assets: readSiteAssets(parts.publicFolder),
    sessions,
    cookies: openPortalCookies(settings.portal.baseUrl, `portvakt-profile-${environment.name}`),
    relyingParty: openRelyingParty({
      issuer: environment.issuer,
      clientId: profileClient.clientId,
      clientSecret: secretOf(parts, environment) ?? '',
      authMethod: 'client_secret_basic',
      redirectUri: `${address}/login/callback`,
      postLogoutRedirectUri: `${address}/logged-out`,
      clock,
    }),
    sealer: openSealer(derivedKey(subjectSecret, 'profile sealed texts')),
    personRef: (pid) => personReference(key, pid),
    readHistory: readOwnHistory({ environmentName: environment.name, durable, flush: parts.flushProtocolLog, clock }),
    list(question) {
      clients.refresh()
      return list(question)
    },
    end: endAuthorization(parts),
    organisationName: async (orgno) => (await durable.organisations.find(orgno))?.thing.name,
    random,
    log,
  })
  const loginOrigin = new URL(environment.loginBase).origin
  return { base, issuer: environment.issuer, loginOrigin, endBySid: sessions.endBySid, mount }
}
