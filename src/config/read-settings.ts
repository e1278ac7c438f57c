import { isOrganisationNumber } from '../protocol/organisation-number.ts'
import { Secret } from '../protocol/secret.ts'
import { readChannels } from './channel-settings.ts'
import { portalClient } from './demo-clients.ts'
import { readEnvironments } from './environment-settings.ts'
import { publicMailDomains } from './public-mail-domains.ts'
import type { Setting } from './setting.ts'
import { generalSettings, settingsFileVariable, variablePrefix } from './setting-names.ts'
import { SettingSources } from './setting-sources.ts'
import type { Settings } from './settings.ts'

export type SettingsReading =
  | { readonly ok: true; readonly settings: Settings; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problems: readonly string[] }

/**
 * Judges everything an operator has set, as a whole: defaults, under the file that GATEWAY_SETTINGS_FILE names (YAML or
 * JSON), under GATEWAY_ variables. All problems are told at once, each with what to do; the caller ends the process with
 * code 78. `readFile` gives the text of a file or throws. Relative paths are relative to the working directory. `sites`,
 * if given, stands over every source: a command can say what this process serves.
 */
export function readSettings(
  variables: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
  sites?: Settings['sites'],
): SettingsReading {
  // An empty variable is how a shell unsets one; only lists can mean something by being empty.
  const fileName = variables[settingsFileVariable] === '' ? undefined : variables[settingsFileVariable]
  const sources = new SettingSources(variables, fileName, readFile)
  sources.know(settingsFileVariable)
  const general = readGeneral(sources)
  const portalPort = general('portalPort', 7070)
  const portalUrl = general('portalBaseUrl', `http://localhost:${portalPort}`)
  const operatorOrgno = general('operatorOrgno', '')
  if (operatorOrgno !== '' && !isOrganisationNumber(operatorOrgno))
    sources.problems.push('GATEWAY_OPERATOR_ORGNO must be nine digits with a right check digit, or empty.')
  const environments = readEnvironments(sources, portalUrl).map((environment) => ({
    ...environment,
    ...(operatorOrgno === '' ? {} : { operatorOrgno }),
  }))
  const hasProduction = environments.some(({ kind }) => kind === 'prod')
  const demoAPort = general('demoAPort', 7073)
  const demoBPort = general('demoBPort', 7074)
  const seedDirectory = general('seedDirectory', '')
  const configuredSites = general('sites', ['portal', 'gateway', 'demo'])
  const served = sites ?? configuredSites
  const supportEmail = general('supportEmail', 'support@example.test')
  const { devOutbox, productName, supportPhone, supportPager, mail, sms, inbound } = readChannels(sources, {
    hasProduction,
    servesPortal: served.includes('portal'),
    supportEmail,
    readFile,
  })
  const settings: Settings = {
    sites: served,
    host: general('host', '127.0.0.1'),
    database: general('database', './var/portvakt.sqlite'),
    secretsFile: general('secretsFile', './var/secrets.json'),
    keysSigner: general('keysSigner', 'local'),
    trustProxy: general('trustProxy', false),
    logLevel: general('logLevel', 'info'),
    portal: readPortal(sources, environments, portalPort, portalUrl, readFile),
    orders: {
      verificationPolicy: general('orderVerificationPolicy', 'required'),
      autoApprove: general('operatorAutoApprove', false),
    },
    demo: {
      a: { port: demoAPort, baseUrl: general('demoABaseUrl', `http://localhost:${demoAPort}`) },
      b: { port: demoBPort, baseUrl: general('demoBBaseUrl', `http://localhost:${demoBPort}`) },
    },
    environments,
    seed: {
      files: [
        ...general('seedFiles', hasProduction ? [] : ['./seed/demo.yaml']),
        ...(seedDirectory === '' ? [] : [seedDirectory]),
      ],
      watch: general('seedWatch', false),
      allowProduction: general('seedAllowProduction', false),
      api: general('seedApi', false),
      out: general('seedOut', './seed-out'),
    },
    support: {
      email: supportEmail,
      phone: supportPhone,
      pagerUrl: supportPager,
      helpUrl: general('supportHelpUrl', `${portalUrl}/`),
    },
    productName,
    mail,
    sms,
    inbound,
    dev: { outbox: devOutbox, delegations: general('devDelegations', !hasProduction) },
  }
  judgeWhole(sources, settings, hasProduction)
  sources.refuseUnknown()
  if (sources.problems.length > 0) return { ok: false, problems: sources.problems }
  return { ok: true, settings: deepFreeze(settings), warnings: warningsOf(settings) }
}

type General = typeof generalSettings
type ValueOf<Key extends keyof General> = General[Key] extends Setting<infer Value> ? Value : never

/** Reads general settings by name, each with its default. */
const readGeneral =
  (sources: SettingSources) =>
  <Key extends keyof General>(key: Key, otherwise: ValueOf<Key>): ValueOf<Key> =>
    sources.read(generalSettings[key] as unknown as Setting<ValueOf<Key>>) ?? otherwise

/** How the portal itself logs people in. Without an environment for it the portal shows its public pages only. */
function readPortal(
  sources: SettingSources,
  environments: Settings['environments'],
  port: number,
  baseUrl: string,
  readFile: (path: string) => string,
): Settings['portal'] {
  const general = readGeneral(sources)
  const production = environments.find(({ kind }) => kind === 'prod')
  const asked = general('portalEnvironment', '')
  const environment = asked === '' ? (production ?? environments[0])?.name : asked
  if (!environments.some(({ name }) => name === environment))
    sources.problems.push(
      `GATEWAY_PORTAL_ENVIRONMENT must be one of ${environments.map(({ name }) => name).join(', ')}.`,
    )
  const secretFile = general('portalClientSecretFile', '')
  let clientSecret: string = portalClient.clientSecret
  if (secretFile !== '')
    try {
      clientSecret = readFile(secretFile).trim()
    } catch {
      sources.problems.push(`GATEWAY_PORTAL_CLIENT_SECRET_FILE: ${secretFile} cannot be read.`)
    }
  else if (production !== undefined && general('sites', ['portal']).includes('portal'))
    sources.problems.push('GATEWAY_PORTAL_CLIENT_SECRET_FILE is required with an environment of kind prod.')
  const profileSecretFile = general('profileClientSecretFile', '')
  let profileSecret = ''
  if (profileSecretFile !== '')
    try {
      profileSecret = readFile(profileSecretFile).trim()
    } catch {
      sources.problems.push(`GATEWAY_PROFILE_CLIENT_SECRET_FILE: ${profileSecretFile} cannot be read.`)
    }
  return {
    port,
    baseUrl,
    environment: environment ?? '',
    clientId: general('portalClientId', portalClient.clientId),
    clientSecret: new Secret(clientSecret),
    ...(profileSecret === '' ? {} : { profileClientSecret: new Secret(profileSecret) }),
    productionAcr: general('portalProductionAcr', 'idporten-loa-high'),
    publicMailDomains: general('portalPublicMailDomains', publicMailDomains).map((domain) => domain.toLowerCase()),
  }
}

function judgeWhole(sources: SettingSources, settings: Settings, hasProduction: boolean): void {
  if (settings.orders.autoApprove && hasProduction)
    sources.problems.push('GATEWAY_OPERATOR_AUTO_APPROVE must be false with an environment of kind prod (ONB-130).')
  const ports: [string, number][] = [
    ['GATEWAY_PORTAL_PORT', settings.portal.port],
    ['GATEWAY_DEMO_A_PORT', settings.demo.a.port],
    ['GATEWAY_DEMO_B_PORT', settings.demo.b.port],
    ...settings.environments.map(({ name, port }): [string, number] => [`${variablePrefix(name)}PORT`, port]),
  ]
  const owners = new Map<number, string>()
  for (const [variable, port] of ports) {
    const other = owners.get(port)
    if (other !== undefined && port !== 0)
      sources.problems.push(`${variable} and ${other} are both ${port}; give each its own port.`)
    owners.set(port, variable)
  }
  const issuers = new Set<string>()
  for (const { name, issuer } of settings.environments) {
    if (issuers.has(issuer))
      sources.problems.push(`${variablePrefix(name)}ISSUER is that of another environment; each needs its own.`)
    issuers.add(issuer)
  }
  const apiPaths = new Set<string>()
  for (const { name, api } of settings.environments) {
    const path = URL.parse(api.base)?.pathname ?? ''
    if (apiPaths.has(path))
      sources.problems.push(
        `${variablePrefix(name)}API_BASE has the path of another environment's; each needs its own.`,
      )
    apiPaths.add(path)
  }
  if (settings.sites.length === 0) sources.problems.push('GATEWAY_SITES must name at least one site.')
  if (hasProduction && settings.dev.delegations)
    sources.problems.push('GATEWAY_DEV_DELEGATIONS cannot be on together with an environment of kind prod (API-43).')
  if (hasProduction && settings.seed.api)
    sources.problems.push('GATEWAY_SEED_API cannot be on together with an environment of kind prod (ENV-4, REG-168).')
}

function warningsOf(settings: Settings): readonly string[] {
  return settings.environments.flatMap((environment) => {
    const prefix = variablePrefix(environment.name)
    const warnings: string[] = []
    if (environment.allowRealFormatPids)
      warnings.push(
        `${prefix}ALLOW_REAL_FORMAT_PIDS: ${environment.name} accepts numbers that may belong to real people (PID-9).`,
      )
    if (environment.eids.length === 0)
      warnings.push(`${prefix}EIDS: nobody can log in to ${environment.name}; no eID is switched on.`)
    if (environment.kind === 'prod' && environment.issuer.startsWith('http:'))
      warnings.push(
        `${prefix}ISSUER: ${environment.name} is of kind prod and served without https, on this machine only.`,
      )
    return warnings
  })
}

function deepFreeze<Thing>(thing: Thing): Thing {
  if (typeof thing === 'object' && thing !== null && !Object.isFrozen(thing)) {
    Object.freeze(thing)
    for (const below of Object.values(thing)) deepFreeze(below)
  }
  return thing
}
