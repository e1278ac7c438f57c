import type { LevelOfAssurance } from './level-of-assurance.ts'
import type { Logo } from './logo.ts'

export const integrationTypes = [
  'idporten',
  'api_klient',
  'maskinporten',
  'krr',
  'ansattporten',
  'eformidling',
  'idporten_saml2',
] as const
export type IntegrationType = (typeof integrationTypes)[number]

export const applicationTypes = ['web', 'browser', 'native'] as const
export type ApplicationType = (typeof applicationTypes)[number]

export const clientAuthenticationMethods = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'none',
] as const
export type ClientAuthenticationMethod = (typeof clientAuthenticationMethods)[number]

/** How a secret is kept: a keyed hash of one that we made, a slow hash of one that somebody chose (REG-71). */
export type StoredSecret = {
  readonly secretId: string
  readonly createdAtSeconds: number
  /** null: a seeded secret, whose lifetime is not enforced (REG-165). */
  readonly expiresAtSeconds: number | null
  /** `pending`: sent out and not yet confirmed; it authenticates all the same (ONB-101). Absent: active. */
  readonly status?: 'pending' | 'active'
  /** Set when it was ended before its time; its hash is gone then. */
  readonly revokedAtSeconds?: number
  /** The delivery that it was handed over by (ONB-98). */
  readonly deliveryRef?: string
  /** Who had it made: a client or user id. */
  readonly issuedBy?: string
} & (
  | { readonly kind: 'generated'; readonly pepperId: string; readonly hmac: string }
  | { readonly kind: 'seeded'; readonly argon2id: string }
)

/** A registered public key (REG-61), members as in RFC 7517. `exp` is when the registration ends, in seconds. */
export type ClientKey = {
  readonly use: 'sig'
  readonly kid: string
  readonly exp: number
  readonly x5c?: readonly string[]
} & (
  | {
      readonly kty: 'RSA'
      readonly alg: 'RS256' | 'RS384' | 'RS512' | 'PS256'
      readonly n: string
      readonly e: string
    }
  | { readonly kty: 'EC'; readonly alg: 'ES256'; readonly crv: 'P-256'; readonly x: string; readonly y: string }
)

/** The key alone, without what its registration adds. */
export const publicMembersOf = (key: ClientKey) =>
  key.kty === 'RSA' ? { kty: key.kty, n: key.n, e: key.e } : { kty: key.kty, crv: key.crv, x: key.x, y: key.y }

/** A public body that a supplier's client speaks for (CLI-25, section 19). */
export interface OnBehalfOf {
  readonly onbehalfof: string
  readonly name: string
  readonly orgno: string
  readonly description: string
  readonly uri?: string
  /** Its own; without one none is shown for it (LOGO-5). */
  readonly logo?: Logo
  readonly active: boolean
  /** Absent: as the client. */
  readonly createdAtSeconds?: number
  readonly updatedAtSeconds?: number
}

/**
 * A registered service, as the protocol rules see it (CLI-1…28). It has passed the registry's rules (REG-…), so
 * the rules here may trust every combination in it. Lifetimes are seconds, 0 = not set.
 */
export interface Client {
  readonly clientId: string
  readonly active: boolean
  /** Why it is not active: stopped for a while, or ended for good; whose doing, and since when. Absent: never halted here. */
  readonly halted?: {
    readonly kind: 'suspended' | 'closed'
    readonly side: 'owner' | 'operator'
    readonly atSeconds: number
  }
  readonly clientName: string
  readonly clientOrgno: string
  readonly supplierOrgno?: string
  readonly description: string
  readonly integrationType: IntegrationType
  readonly applicationType: ApplicationType
  readonly tokenEndpointAuthMethod: ClientAuthenticationMethod
  readonly grantTypes: readonly string[]
  readonly scopes: readonly string[]
  readonly redirectUris: readonly string[]
  readonly postLogoutRedirectUris: readonly string[]
  readonly frontchannelLogoutUri?: string
  readonly frontchannelLogoutSessionRequired: boolean
  readonly clientUri?: string
  /** What its pages show beside its name (CLI-22); set by an upload, never by a registration. */
  readonly logo?: Logo
  readonly accessTokenLifetime: number
  readonly refreshTokenLifetime: number
  readonly authorizationLifetime: number
  readonly refreshTokenUsage: 'ONETIME' | 'REUSE'
  readonly codeChallengeMethod: 'S256' | 'none'
  readonly ssoDisabled: boolean
  readonly defaultAcrValues: readonly LevelOfAssurance[]
  readonly requirePushedAuthorizationRequests: boolean
  readonly tokenProfile: 'current' | 'legacy2018'
  readonly onbehalfof: readonly OnBehalfOf[]
  readonly jwks: readonly ClientKey[]
  /** When keys were first and last written by themselves; absent: never. */
  readonly keysWritten?: { readonly firstAtSeconds: number; readonly lastAtSeconds: number }
  readonly secrets: readonly StoredSecret[]
  /** Algorithm of its id_tokens; absent: RS256. */
  readonly idTokenSignedResponseAlg?: 'PS256' | 'ES256'
  /** `fapi2` turns on together what the FAPI 2.0 Security Profile demands. */
  readonly securityProfile?: 'fapi2'
  /** Its access tokens are bound to a key of its own (RFC 9449 §5.2). */
  readonly dpopBoundAccessTokens?: true
  /** Only signed request objects are taken from it (RFC 9101 §10.5). */
  readonly requireSignedRequestObject?: true
  /** A request with `openid` and without `nonce` is refused; by default OpenID Connect leaves it to the client. */
  readonly requireNonce?: true
  /** An exception: `pid` and `locale` are left out of its id_tokens and are read at `/userinfo`. */
  readonly leanIdToken?: true
  /** Where it is told of a logout from server to server (OpenID Connect Back-Channel Logout 1.0 §2.2). */
  readonly backchannelLogoutUri?: string
  readonly backchannelLogoutSessionRequired?: true
  /** Where its keys are fetched, instead of `jwks`; set by the operator or a seed (REG-67). */
  readonly jwksUri?: string
}

export const idTokenAlgorithms = ['RS256', 'PS256', 'ES256'] as const
export type IdTokenAlgorithm = (typeof idTokenAlgorithms)[number]

export const isPublicClient = (client: Client): boolean => client.tokenEndpointAuthMethod === 'none'

/** Do its id_tokens tell the `sid` of the session, for a logout call to name it by (REG-51, SID-2)? */
export const knowsSid = (client: Client): boolean =>
  client.frontchannelLogoutSessionRequired ||
  client.backchannelLogoutSessionRequired === true ||
  client.tokenProfile === 'legacy2018'

/** Only these may use `/authorize` (CLI-6). */
export const isLoginClient = (client: Client): boolean =>
  client.integrationType === 'idporten' || client.integrationType === 'api_klient'
