import { readCertificateSettings } from './certificate-settings.ts'
import { environmentSettings } from './environment-setting-names.ts'
import { type Environment, environmentRules, type Lifetimes } from './environments.ts'
import { lifetimeSettings } from './lifetime-settings.ts'
import { networkSettings } from './network-settings.ts'
import type { Setting } from './setting.ts'
import { allEnvironmentSettings, generalSettings, variablePrefix } from './setting-names.ts'
import type { SettingSources } from './setting-sources.ts'

/** What the two environments of a fresh installation are, where nothing else is said. */
const builtIn: Readonly<Record<string, Pick<Environment, 'kind' | 'simulatedProduction' | 'title' | 'port'>>> = {
  test: { kind: 'test', simulatedProduction: false, title: 'Test', port: 7071 },
  'prod-sim': { kind: 'test', simulatedProduction: true, title: 'Produksjon (simulert)', port: 7072 },
}

/** The environments in their order; what is wrong with them is noted in `sources`. */
export function readEnvironments(sources: SettingSources, portalUrl: string): readonly Environment[] {
  const names = readNames(sources)
  return names.map((name) => {
    const environment = readEnvironment(sources, name, portalUrl)
    judgeEnvironment(sources, environment)
    return environment
  })
}

function readNames(sources: SettingSources): readonly string[] {
  const inFile = sources.fileValue(['environments'])
  const fileNames = typeof inFile === 'object' && inFile !== null ? Object.keys(inFile) : []
  const names = sources.read(generalSettings.environments) ?? (fileNames.length > 0 ? fileNames : Object.keys(builtIn))
  if (names.length === 0) sources.problems.push('GATEWAY_ENVIRONMENTS must name at least one environment.')
  const taken = new Map<string, string>()
  for (const { variable } of Object.values(generalSettings)) taken.set(variable, 'a general setting')
  return names.filter((name, index) => {
    if (!/^[a-z][a-z0-9-]{1,19}$/.test(name)) {
      sources.problems.push(
        `The environment name ${JSON.stringify(name)} must be 2 to 20 of a-z 0-9 -, a letter first.`,
      )
      return false
    }
    if (names.indexOf(name) !== index) {
      sources.problems.push(`The environment ${name} is named twice.`)
      return false
    }
    for (const { variable } of allEnvironmentSettings) {
      const full = variablePrefix(name) + variable
      const other = taken.get(full)
      if (other !== undefined) {
        sources.problems.push(
          `The environment name ${name} makes the variable ${full} mean two things (${other}); choose another name.`,
        )
        return false
      }
      taken.set(full, `environment ${name}`)
    }
    return true
  })
}

function readEnvironment(sources: SettingSources, name: string, portalUrl: string): Environment {
  const prefix = variablePrefix(name)
  const path = ['environments', name]
  const read = <Value>(setting: Setting<Value>): Value | undefined => sources.read(setting, prefix, path)
  const known = builtIn[name]
  const problemsBefore = sources.problems.length
  const kind = read(environmentSettings.kind) ?? known?.kind
  const port = read(environmentSettings.port) ?? known?.port
  if (sources.problems.length === problemsBefore) {
    if (kind === undefined) sources.problems.push(`${prefix}KIND is required: test or prod.`)
    if (port === undefined) sources.problems.push(`${prefix}PORT is required.`)
  }
  const issuer = read(environmentSettings.issuer) ?? `http://localhost:${port ?? 0}`
  const eids = read(environmentSettings.eids) ?? (kind === 'prod' ? [] : ['testid'])
  return {
    name,
    kind: kind ?? 'test',
    simulatedProduction:
      read(environmentSettings.simulatedProduction) ??
      (kind === 'prod' ? false : (known?.simulatedProduction ?? false)),
    title: read(environmentSettings.title) ?? known?.title ?? name,
    issuer,
    loginBase: read(environmentSettings.loginBase) ?? issuer.replace(/\/+$/, ''),
    port: port ?? 0,
    eids,
    allowRealFormatPids: read(environmentSettings.allowRealFormatPids) ?? false,
    httpsLocalhost: read(environmentSettings.httpsLocalhost) ?? false,
    calledNetworks: read(environmentSettings.calledNetworks) ?? [],
    logoutRedirectWithoutSession: read(environmentSettings.logoutRedirectWithoutSession) ?? false,
    ...(read(environmentSettings.dpopNonce) === 'required' ? { dpopNonce: 'required' as const } : {}),
    machineIssuer: read(environmentSettings.machineIssuer) ?? `${issuer.replace(/\/+$/, '')}/machine/`,
    api: {
      base: read(environmentSettings.apiBase) ?? `${portalUrl}/api/${name}`,
      statusProfile: read(environmentSettings.apiStatusProfile) ?? 'published',
      observedClients: read(environmentSettings.apiObservedClients) ?? [],
      publishedClients: read(environmentSettings.apiPublishedClients) ?? [],
      adminKeysAllowed: read(environmentSettings.apiAdminKeysAllowed) ?? false,
    },
    network: {
      addresses: read(networkSettings.addresses) ?? [],
      plannedChange: read(networkSettings.plannedChange),
    },
    certificates: readCertificateSettings(kind ?? 'test', read),
    rules: environmentRules[kind ?? 'test'],
    lifetimes: readLifetimes(sources, prefix, path),
    keyRotationDays: read(environmentSettings.keyRotationDays) ?? 90,
  }
}

function readLifetimes(sources: SettingSources, prefix: string, path: readonly string[]): Lifetimes {
  const read = (name: keyof Lifetimes): number =>
    sources.read(lifetimeSettings[name], prefix, path) ?? Number(lifetimeSettings[name].otherwise)
  return {
    authorizationCode: read('authorizationCode'),
    idToken: read('idToken'),
    accessToken: read('accessToken'),
    authorization: read('authorization'),
    refreshToken: read('refreshToken'),
    refreshTokenGrace: read('refreshTokenGrace'),
    sessionInactivity: read('sessionInactivity'),
    sessionTotal: read('sessionTotal'),
    login: read('login'),
    metadataCache: read('metadataCache'),
    logoutPageWait: read('logoutPageWait'),
  }
}

function judgeEnvironment(sources: SettingSources, environment: Environment): void {
  const prefix = variablePrefix(environment.name)
  const problem = (variable: string, what: string): void => {
    sources.problems.push(`${prefix}${variable} ${what}`)
  }
  for (const [variable, url] of [
    ['ISSUER', environment.issuer],
    ['LOGIN_BASE', environment.loginBase],
    ['MACHINE_ISSUER', environment.machineIssuer],
    ['API_BASE', environment.api.base],
  ] as const)
    if (url.startsWith('http:') && !isLocal(url, environment.kind))
      problem(variable, 'must be https; http is only for the own machine (ENV-2).')
  if ((URL.parse(environment.api.base)?.pathname ?? '/') === '/')
    problem('API_BASE', 'must have a path of its own, such as /api/test; the portal has the rest.')
  const { sessionInactivity, sessionTotal } = environment.lifetimes
  if (sessionInactivity > sessionTotal)
    problem('LIFETIME_SESSION_INACTIVITY', 'must not exceed LIFETIME_SESSION_TOTAL.')
  if (environment.kind !== 'prod') return
  // Production with anything of test in it must never come up (ENV-4).
  if (environment.eids.includes('testid'))
    problem('EIDS', 'must not hold testid in an environment of kind prod (ENV-4).')
  if (environment.allowRealFormatPids) problem('ALLOW_REAL_FORMAT_PIDS', 'is for kind test only; remove it (ENV-4).')
  if ((environment.calledNetworks?.length ?? 0) > 0)
    problem('CALLED_NETWORKS', 'is for kind test only; remove it (ENV-4).')
  if (environment.httpsLocalhost === true) problem('HTTPS_LOCALHOST', 'is for kind test only; remove it (ENV-4).')
  if (environment.certificates?.developmentCa === true)
    problem('DEVELOPMENT_CA', 'is for kind test only; remove it (ENV-4, CR-9).')
  if (environment.simulatedProduction) problem('SIMULATED_PRODUCTION', 'is for kind test only; remove it (ENV-4).')
}

/** The own machine; for tests also names that only a local network of containers knows. */
function isLocal(url: string, kind: Environment['kind']): boolean {
  const host = URL.parse(url)?.hostname ?? ''
  const isOwn = host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\./.test(host)
  return isOwn || (kind === 'test' && (!host.includes('.') || host === 'host.docker.internal'))
}
