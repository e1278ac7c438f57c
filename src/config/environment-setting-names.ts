import { statusProfiles } from './environments.ts'
import { setting } from './setting.ts'
import * as kind from './setting-kinds.ts'

export const eidNames = ['testid'] as const

/** Settings of one environment. `<…>` in a default stands for another setting. */
export const environmentSettings = {
  kind: setting(
    'kind',
    'KIND',
    kind.choice(['test', 'prod']),
    'test',
    'test or prod. Required for an environment of another name than test and prod-sim.',
  ),
  simulatedProduction: setting(
    'simulated_production',
    'SIMULATED_PRODUCTION',
    kind.flag,
    'false',
    'A test environment that stands in for production in a demonstration. True for prod-sim.',
  ),
  title: setting('title', 'TITLE', kind.filledText, '<name>', 'What people see as the name of the environment.'),
  port: setting(
    'port',
    'PORT',
    kind.port,
    '7071',
    'TCP port of the gateway. 7072 for prod-sim; required for other names.',
  ),
  issuer: setting(
    'issuer',
    'ISSUER',
    kind.address,
    'http://localhost:<port>',
    'The issuer, used byte for byte; https unless it is local.',
  ),
  loginBase: setting(
    'login_base',
    'LOGIN_BASE',
    kind.baseAddress,
    '<issuer>',
    'Where browsers go to log in; https unless it is local.',
  ),
  eids: setting(
    'eids',
    'EIDS',
    kind.choices(eidNames),
    'testid',
    'Ways to log in, in the order shown. None by default for kind prod, which must not have testid.',
  ),
  allowRealFormatPids: setting(
    'allow_real_format_pids',
    'ALLOW_REAL_FORMAT_PIDS',
    kind.flag,
    'false',
    'Test only: accept numbers of the real kind too.',
  ),
  httpsLocalhost: setting(
    'https_localhost',
    'HTTPS_LOCALHOST',
    kind.flag,
    'false',
    'Test only: web clients may register https://localhost.',
  ),
  dpopNonce: setting(
    'dpop_nonce',
    'DPOP_NONCE',
    kind.choice(['off', 'required'] as const),
    'off',
    'required: a DPoP proof at /token, /par and /userinfo must hold a nonce that the gateway gave, so that none can be made in advance.',
  ),
  calledNetworks: setting(
    'called_networks',
    'CALLED_NETWORKS',
    kind.networks,
    '',
    'Test only: private networks that addresses of services may lead to, such as 172.16.0.0/12 for containers. The gateway calls registered addresses on the public Internet, in tests also on its own machine, and nowhere else.',
  ),
  logoutRedirectWithoutSession: setting(
    'logout_redirect_without_session',
    'LOGOUT_REDIRECT_WITHOUT_SESSION',
    kind.flag,
    'false',
    'Send the browser back to the service after a logout that found no session, for services whose own sessions last longer.',
  ),
  machineIssuer: setting(
    'machine_issuer',
    'MACHINE_ISSUER',
    kind.slashedAddress,
    '<issuer>/machine/',
    'The issuer of tokens for machines, used byte for byte; has a path of its own and ends in a slash.',
  ),
  apiBase: setting(
    'api.base',
    'API_BASE',
    kind.baseAddress,
    '<portal>/api/<name>',
    'Address of the self-service API; has a path of its own. The portal serves it.',
  ),
  apiStatusProfile: setting(
    'api.status_profile',
    'API_STATUS_PROFILE',
    kind.choice(statusProfiles),
    'published',
    'Success codes of the API: published (200), or observed (201 for what is made, 204 for a closed client).',
  ),
  apiObservedClients: setting(
    'api.observed_clients',
    'API_OBSERVED_CLIENTS',
    kind.list,
    '',
    'Administration clients that get the profile observed, whatever the environment says.',
  ),
  apiPublishedClients: setting(
    'api.published_clients',
    'API_PUBLISHED_CLIENTS',
    kind.list,
    '',
    'Administration clients that get the profile published, whatever the environment says.',
  ),
  apiAdminKeysAllowed: setting(
    'api.admin_keys_allowed',
    'API_ADMIN_KEYS_ALLOWED',
    kind.flag,
    'false',
    'Let clients with management scopes sign with registered keys; otherwise they need an enterprise certificate.',
  ),
  keyRotationDays: setting(
    'keys.rotation_days',
    'KEY_ROTATION_DAYS',
    kind.wholeNumber(0, 3650),
    '90',
    'How many days a signing key signs before the next one is made; 0 is only by the command keys rotate.',
  ),
} as const
