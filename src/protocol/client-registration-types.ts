import type { ApplicationType, ClientAuthenticationMethod, IntegrationType } from './client.ts'

export const jwtBearerGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
export const introspectionScope = 'idporten:token.introspection'

/** One column of the table of permitted combinations (section 2.1 of the registration rules). */
export interface TypeRules {
  readonly kind: 'login' | 'machine'
  readonly applicationTypes: readonly ApplicationType[]
  readonly methods: Readonly<Partial<Record<ApplicationType, readonly ClientAuthenticationMethod[]>>>
  readonly defaultMethod: Readonly<Partial<Record<ApplicationType, ClientAuthenticationMethod>>>
  readonly grantTypes: readonly string[]
  readonly defaultGrantTypes: readonly string[]
  readonly requiredGrantType: string
  /** undefined: none; the request must name its scopes. */
  readonly defaultScopes?: readonly string[]
  readonly ssoDisabled: boolean
}

const confidential = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'] as const
const loginGrants = ['authorization_code', 'refresh_token'] as const

const login: TypeRules = {
  kind: 'login',
  applicationTypes: ['web', 'browser', 'native'],
  methods: { web: confidential, browser: ['none'], native: ['none'] },
  defaultMethod: { web: 'client_secret_basic', browser: 'none', native: 'none' },
  grantTypes: loginGrants,
  defaultGrantTypes: loginGrants,
  requiredGrantType: 'authorization_code',
  ssoDisabled: false,
}

const machine: TypeRules = {
  kind: 'machine',
  applicationTypes: ['web'],
  methods: { web: ['private_key_jwt'] },
  defaultMethod: { web: 'private_key_jwt' },
  // Existing automation sends login grants for machines too; they are kept and have no effect (REG-15).
  grantTypes: [jwtBearerGrant, ...loginGrants],
  defaultGrantTypes: [jwtBearerGrant],
  requiredGrantType: jwtBearerGrant,
  ssoDisabled: false,
}

/** The two scopes that every login client may have. */
export const loginScopes = ['openid', 'profile'] as const
/** All that a client for the contact register has, neither more nor less. */
export const contactRegisterScopes = ['krr:global/kontaktinformasjon.read', 'krr:global/digitalpost.read'] as const

/** Columns of the table; the types without one are never permitted (REG-12). */
export const typeRules: Readonly<Partial<Record<IntegrationType, TypeRules>>> = {
  idporten: { ...login, defaultScopes: loginScopes },
  api_klient: login,
  ansattporten: { ...login, ssoDisabled: true },
  maskinporten: machine,
  krr: { ...machine, defaultScopes: contactRegisterScopes },
}

/** Switched on unless an installation says otherwise (section 2). */
export const defaultEnabledTypes: readonly IntegrationType[] = ['idporten', 'api_klient', 'maskinporten', 'krr']
export const operatorOnlyTypes: readonly IntegrationType[] = ['eformidling', 'idporten_saml2']
