import { certificateSettings } from './certificate-settings.ts'
import { channelSettings } from './channel-setting-names.ts'
import { environmentSettings } from './environment-setting-names.ts'
import { lifetimeSettings } from './lifetime-settings.ts'
import { networkSettings } from './network-settings.ts'
import { orderSettings } from './order-setting-names.ts'
import { type Setting, setting } from './setting.ts'
import * as kind from './setting-kinds.ts'
import { siteNames } from './settings.ts'

/** Settings of the whole installation. */
export const generalSettings = {
  sites: setting(
    'sites',
    'GATEWAY_SITES',
    kind.choices(siteNames),
    'portal,gateway,demo',
    'Which sites this process serves.',
  ),
  host: setting(
    'host',
    'GATEWAY_HOST',
    kind.filledText,
    '127.0.0.1',
    'Address that the sites listen on; 0.0.0.0 is all of them.',
  ),
  database: setting(
    'database',
    'GATEWAY_DATABASE',
    kind.filledText,
    './var/portvakt.sqlite',
    'Path of the SQLite file; its folder is made when missing.',
  ),
  secretsFile: setting(
    'secrets_file',
    'GATEWAY_SECRETS_FILE',
    kind.filledText,
    './var/secrets.json',
    'Path of the file with peppers, subject secrets and encryption keys. Back it up; made by itself for environments of kind test only.',
  ),
  keysSigner: setting(
    'keys.signer',
    'GATEWAY_KEYS_SIGNER',
    kind.filledText,
    'local',
    'Who keeps the private signing keys: local (encrypted in the database), or the path of a module of your own for a hardware module or key vault (docs/operate/keys.md).',
  ),
  trustProxy: setting(
    'trust_proxy',
    'GATEWAY_TRUST_PROXY',
    kind.flag,
    'false',
    'Take address and correlation id of a caller from X-Forwarded-For and X-Correlation-Id. Only behind a proxy that sets both.',
  ),
  logLevel: setting(
    'log_level',
    'GATEWAY_LOG_LEVEL',
    kind.choice(['debug', 'info', 'warn', 'error', 'silent'] as const),
    'info',
    'The least important lines that are logged: debug, info, warn, error or silent.',
  ),
  environments: setting(
    'environment_names',
    'GATEWAY_ENVIRONMENTS',
    kind.list,
    'test,prod-sim',
    'Names of the environments, in order; the first is the default of a seed file. In a settings file without this key: the keys of environments.',
  ),
  portalPort: setting('portal.port', 'GATEWAY_PORTAL_PORT', kind.port, '7070', 'TCP port of the portal.'),
  portalBaseUrl: setting(
    'portal.base_url',
    'GATEWAY_PORTAL_BASE_URL',
    kind.baseAddress,
    'http://localhost:<port>',
    'Address of the portal as browsers see it.',
  ),
  portalEnvironment: setting(
    'portal.environment',
    'GATEWAY_PORTAL_ENVIRONMENT',
    kind.text,
    '<the environment of kind prod, else the first>',
    'Name of the environment through which people log in to the portal.',
  ),
  portalClientId: setting(
    'portal.client_id',
    'GATEWAY_PORTAL_CLIENT_ID',
    kind.filledText,
    'portvakt-portal',
    'The client_id under which the portal is registered there.',
  ),
  portalClientSecretFile: setting(
    'portal.client_secret_file',
    'GATEWAY_PORTAL_CLIENT_SECRET_FILE',
    kind.text,
    '',
    "Path of a file that holds the portal's client_secret and nothing else. Required with an environment of kind prod; otherwise the secret of seed/demo.yaml is used.",
  ),
  profileClientSecretFile: setting(
    'portal.profile_client_secret_file',
    'GATEWAY_PROFILE_CLIENT_SECRET_FILE',
    kind.text,
    '',
    "Path of a file that holds the client_secret of portvakt-profile, the citizens' own pages, and nothing else. An environment of kind prod has these pages only with it; otherwise the secret of seed/demo.yaml is used.",
  ),
  portalProductionAcr: setting(
    'portal.production_acr',
    'GATEWAY_PORTAL_PRODUCTION_ACR',
    kind.choice(['idporten-loa-substantial', 'idporten-loa-high'] as const),
    'idporten-loa-high',
    'Level of assurance that is asked for before anything that touches production.',
  ),
  portalPublicMailDomains: setting(
    'portal.public_mail_domains',
    'GATEWAY_PORTAL_PUBLIC_MAIL_DOMAINS',
    kind.list,
    'gmail.com,googlemail.com,outlook.com,hotmail.com,hotmail.no,live.com,live.no,msn.com,yahoo.com,yahoo.no,icloud.com,me.com,online.no,getmail.no,proton.me,protonmail.com',
    'Mail domains where anybody gets an address: they never become the domain of an organisation, and no secret is sent there.',
  ),
  ...orderSettings,
  demoAPort: setting('demo.a.port', 'GATEWAY_DEMO_A_PORT', kind.port, '7073', 'TCP port of demo service A.'),
  demoABaseUrl: setting(
    'demo.a.base_url',
    'GATEWAY_DEMO_A_BASE_URL',
    kind.baseAddress,
    'http://localhost:<port>',
    'Address of demo service A as browsers see it.',
  ),
  demoBPort: setting('demo.b.port', 'GATEWAY_DEMO_B_PORT', kind.port, '7074', 'TCP port of demo service B.'),
  demoBBaseUrl: setting(
    'demo.b.base_url',
    'GATEWAY_DEMO_B_BASE_URL',
    kind.baseAddress,
    'http://localhost:<port>',
    'Address of demo service B as browsers see it.',
  ),
  seedFiles: setting(
    'seed.files',
    'GATEWAY_SEED_FILE',
    kind.list,
    './seed/demo.yaml',
    'Seed files, merged in order, separated by commas; empty for none. With an environment of kind prod the default is none.',
  ),
  seedDirectory: setting(
    'seed.directory',
    'GATEWAY_SEED_DIR',
    kind.text,
    '',
    'Directory whose seed files are read too, sorted by name, after GATEWAY_SEED_FILE.',
  ),
  seedWatch: setting(
    'seed.watch',
    'GATEWAY_SEED_WATCH',
    kind.flag,
    'false',
    'Read the seed again when a file changes.',
  ),
  seedAllowProduction: setting(
    'seed.allow_production',
    'GATEWAY_SEED_ALLOW_PRODUCTION',
    kind.flag,
    'false',
    'Let a seed file fill an environment of kind prod.',
  ),
  seedApi: setting(
    'seed.api',
    'GATEWAY_SEED_API',
    kind.flag,
    'false',
    'Offer POST and GET /dev/seed and POST /dev/reset on the portal, to everybody who reaches it. Not with an environment of kind prod.',
  ),
  devDelegations: setting(
    'dev.delegations',
    'GATEWAY_DEV_DELEGATIONS',
    kind.flag,
    'true',
    'Offer the page /dev/delegations of the portal, where everybody who reaches it writes what the source of delegations of test environments knows. False by default, and to stay so, beside an environment of kind prod.',
  ),
  seedOut: setting(
    'seed.out',
    'GATEWAY_SEED_OUT',
    kind.filledText,
    './seed-out',
    'Folder for the certificates that a seed asks the development CA for.',
  ),
  supportEmail: setting(
    'support.email',
    'GATEWAY_SUPPORT_EMAIL',
    kind.filledText,
    'support@example.test',
    'Where people write for help; shown on pages.',
  ),
  supportHelpUrl: setting(
    'support.help_url',
    'GATEWAY_SUPPORT_HELP_URL',
    kind.address,
    'http://localhost:7070/',
    'Where people read for help; shown on pages.',
  ),
  ...channelSettings,
} as const

/** Every setting of an environment, lifetimes last. */
export const allEnvironmentSettings: readonly Setting[] = [
  ...Object.values(environmentSettings),
  ...Object.values(certificateSettings),
  ...Object.values(lifetimeSettings),
  ...Object.values(networkSettings),
]

/** Names the settings file itself; it has no place in the file. */
export const settingsFileVariable = 'GATEWAY_SETTINGS_FILE'

/** `GATEWAY_PROD_SIM_` for `prod-sim`. */
export const variablePrefix = (environmentName: string): string =>
  `GATEWAY_${environmentName.toUpperCase().replaceAll('-', '_')}_`
