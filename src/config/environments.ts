/**
 * An environment as the rest of the house asks it: questions, never its name (house §3). The answers for `test`
 * and `prod` stand side by side in `environmentRules` (ENV-3).
 */
export interface Environment {
  /** `^[a-z][a-z0-9-]{1,19}$`; part of cookie names and of the store's name space. */
  readonly name: string
  readonly kind: 'test' | 'prod'
  /** A test environment that stands in for production in a demonstration (ONB-4). */
  readonly simulatedProduction: boolean
  readonly title: string
  /** Used byte for byte in metadata and in every `iss` (ENV-2). */
  readonly issuer: string
  /** Where the citizen's browser goes; no trailing slash (ENV-1). */
  readonly loginBase: string
  /** TCP port the gateway of this environment listens on. */
  readonly port: number
  /** Names of the eIDs that are switched on, in the order they are shown (SEL-2). */
  readonly eids: readonly string[]
  /** Organisation of the operator itself, which needs no terms with itself: its portal logs in before anybody can accept any. */
  readonly operatorOrgno?: string
  /** Test only: numbers of the real kind are accepted too (PID-9 note 1). */
  readonly allowRealFormatPids: boolean
  /** Test only: web clients may register https://localhost too (RU-7). Absent: no. */
  readonly httpsLocalhost?: boolean
  /** Must DPoP proofs hold a nonce of ours (RFC 9449 §8)? Absent: no. */
  readonly dpopNonce?: 'required'
  /** Test only: networks in CIDR notation that registered addresses may lead to besides the Internet. Absent: none. */
  readonly calledNetworks?: readonly string[]
  /** Return to the service also when there was no session to end (LOGOUT-41). Absent: no. */
  readonly logoutRedirectWithoutSession?: boolean
  /** Issues tokens to machines; ends in a slash (REG-90). */
  readonly machineIssuer: string
  readonly api: ApiSettings
  /** What firewalls must know besides the addresses above (ONB-12). */
  readonly network?: { readonly addresses: readonly string[]; readonly plannedChange?: string | undefined }
  /** Whose enterprise certificates are believed (CR-1). Absent: nobody's. */
  readonly certificates?: CertificateSettings
  readonly rules: EnvironmentRules
  readonly lifetimes: Lifetimes
  /** How long a signing key signs before the next is made, days; 0: only by command (KEY-8). Absent: 0. */
  readonly keyRotationDays?: number
}

/** The self-service API of one environment. */
export interface ApiSettings {
  /** Its address, with a path of its own and no trailing slash. */
  readonly base: string
  /** Which of the two sets of success codes it answers with (REG-104)… */
  readonly statusProfile: StatusProfile
  /** …save to the administration clients named here. */
  readonly observedClients: readonly string[]
  readonly publishedClients: readonly string[]
  /** May administration clients sign with registered keys instead of a certificate (REG-96)? */
  readonly adminKeysAllowed: boolean
}

export const statusProfiles = ['published', 'observed'] as const
export type StatusProfile = (typeof statusProfiles)[number]

/** What an operator says of enterprise certificates. */
export interface CertificateSettings {
  /** Paths of PEM files, each with one or more certificates. */
  readonly roots: readonly string[]
  readonly intermediates: readonly string[]
  /** Object identifiers; one that ends in `.*` stands for all below it. */
  readonly policies: readonly string[]
  /** The only addresses that revocation is asked of. */
  readonly crlUrls: readonly string[]
  readonly ocspUrls: readonly string[]
  /** Take the organisation number from the end of the organisation's name too (CR-5). */
  readonly orgnoInOrganisationName: boolean
  /** A supplier's certificate opens the clients that it runs for others (CR-6). */
  readonly supplierAllowed: boolean
  /** Trust the installation's own CA for development; never in kind `prod` (CR-9). */
  readonly developmentCa: boolean
}

/** The only differences there are between `test` and `prod` (ENV-3). */
export interface EnvironmentRules {
  readonly httpRedirects: 'accepted' | 'refused'
  readonly localhostRedirects: 'accepted' | 'refused'
  /** Addresses that the public Internet cannot reach: IP literals, single-label hosts, reserved names (RU-9). */
  readonly unroutableHosts: 'accepted' | 'refused'
  readonly acceptedPids: 'synthetic' | 'real'
  readonly automaticLogin: 'available' | 'ignored'
  readonly testId: 'available' | 'must-not-exist'
  /** The source of delegations that anybody may write (API-43). */
  readonly developmentDelegations: 'available' | 'must-not-exist'
  /** Shown on every page (TID-6). */
  readonly banner: 'test' | 'none'
}

/** Defaults of section 13, each a setting (LIFE-20). Seconds. */
export interface Lifetimes {
  readonly authorizationCode: number
  readonly idToken: number
  readonly accessToken: number
  readonly authorization: number
  readonly refreshToken: number
  readonly refreshTokenGrace: number
  readonly sessionInactivity: number
  readonly sessionTotal: number
  readonly login: number
  readonly metadataCache: number
  readonly logoutPageWait: number
}

export const environmentRules: Readonly<Record<Environment['kind'], EnvironmentRules>> = {
  test: {
    httpRedirects: 'accepted',
    localhostRedirects: 'accepted',
    unroutableHosts: 'accepted',
    acceptedPids: 'synthetic',
    automaticLogin: 'available',
    testId: 'available',
    developmentDelegations: 'available',
    banner: 'test',
  },
  prod: {
    httpRedirects: 'refused',
    localhostRedirects: 'refused',
    unroutableHosts: 'refused',
    acceptedPids: 'real',
    automaticLogin: 'ignored',
    testId: 'must-not-exist',
    developmentDelegations: 'must-not-exist',
    banner: 'none',
  },
}

export const defaultLifetimes: Lifetimes = {
  authorizationCode: 60,
  idToken: 120,
  accessToken: 120,
  authorization: 7200,
  refreshToken: 600,
  refreshTokenGrace: 60,
  sessionInactivity: 1800,
  sessionTotal: 7200,
  login: 1800,
  metadataCache: 3600,
  logoutPageWait: 5,
}

/** The first environment for testing that does not play production: what is meant where none is named (ONB-2). */
export const defaultTestEnvironment = ({
  environments,
}: {
  readonly environments: readonly Environment[]
}): Environment | undefined =>
  environments.find(({ kind, simulatedProduction }) => kind === 'test' && !simulatedProduction)
