import type { IdTokenAlgorithm } from '../protocol/client.ts'
import type { Language } from '../protocol/language.ts'
import type { LevelOfAssurance } from '../protocol/level-of-assurance.ts'
import type { PublicMembers } from '../protocol/thumbprint.ts'

/**
 * "This citizen let this client have these scopes": the parent of every code and token issued from it. Seconds.
 * One live refresh token at a time; its hash stands here, so a rotation is one conditional update.
 */
export interface Authorization {
  readonly authorizationId: string
  readonly clientId: string
  /** The session it was given in; null for an automatic login (AUTHZ-46). */
  readonly sessionRef: string | null
  readonly pid: string
  readonly scopes: readonly string[]
  readonly resources: readonly string[]
  readonly acr: LevelOfAssurance
  readonly amr: string
  readonly authTimeSeconds: number
  readonly locale: Language
  readonly sid: string | null
  readonly onbehalfof: string | null
  readonly approvedAtSeconds: number
  readonly expiresAtSeconds: number
  /** Only `openid` and `profile` were granted, so logging out ends it (LOGOUT-12). */
  readonly endsWithSession: boolean
  /**
   * By what it is known outside: 43 characters that begin with `authorizationId`, so that it is found without an index of its
   * own. Only where an API scope was granted, and `personRef` with it.
   */
  readonly publicId?: string
  /** Keyed hash of the person (protocol/subject.ts, `personReference`). */
  readonly personRef?: string
  /** The browser it was given in, at most 512 characters without markup. */
  readonly userAgent?: string
  /** What the citizen was shown and decided (CONS-8). */
  readonly consent?: ConsentEvidence
  /** Thumbprint of the key that its tokens are bound to from the start (RFC 9449 §10). */
  readonly dpopJkt?: string
}

/** What the consent dialogue showed, and the answer to it. */
export interface ConsentEvidence {
  readonly decision: 'accepted' | 'declined'
  readonly decidedAtSeconds: number
  readonly language: Language
  /** SHA-256 of everything that was shown, base64url: the texts may change later. */
  readonly textHash: string
  /** What the registrations of the scopes do not tell: who asked, how long it would last, and our own sentences. */
  readonly shown: { readonly name: string; readonly lifetimeSeconds: number; readonly edition: number }
  /** The scopes it was about, each with the revision of its texts that was shown. */
  readonly scopes: readonly { readonly name: string; readonly revision: number }[]
}

/** An access token as the list of revoked ones names it: `jti`, or the hash of an opaque one (API-60). */
export interface IssuedAccessToken {
  readonly id: string
  readonly expiresAtSeconds: number
}

/** The refresh token that the present one replaced: it may be used again for a while, should the answer have been lost (RT-6). */
export interface FormerRefresh {
  readonly hash: string
  /** Makes the present refresh token out of the former one: neither alone is worth anything. */
  readonly salt: string
  readonly untilSeconds: number
}

/** What changes in an authorization after it was given. */
export interface AuthorizationState {
  /** null while it lives. */
  readonly endedAtSeconds: number | null
  readonly refreshHash: string | null
  readonly refreshExpiresAtSeconds: number | null
  readonly formerRefresh: FormerRefresh | null
  /** Thumbprint of the key that the refresh token is bound to; only those of public clients are (RFC 9449 §5). */
  readonly refreshJkt: string | null
  /** `iat` of the newest id_token; a later one must be later (RT-10). */
  readonly idTokenIssuedAtSeconds: number | null
  /** Access tokens that were issued from it, without long expired ones. */
  readonly accessTokens: readonly IssuedAccessToken[]
}

/** A signing key of one environment or of another issuer of it. Times in seconds. */
export interface SigningKeyRecord {
  /** The thumbprint of the public key (KEY-3). */
  readonly kid: string
  readonly alg: IdTokenAlgorithm
  readonly createdAtSeconds: number
  /** Published in the JWKS from creation; signs from here on (KEY-8). */
  readonly signsFromSeconds: number
  /** Leaves the JWKS here, which may lie ahead; null while nothing follows it. Kept for verifying hints (KEY-10). */
  readonly retiredAtSeconds: number | null
  /** Removed everywhere, also for hints, because somebody else may have it (KEY-9); null for every other key. */
  readonly compromisedAtSeconds: number | null
  readonly publicJwk: PublicMembers
  /** Base64 DER, signing certificate first (KEY-4). */
  readonly x5c: readonly string[]
  /** What the keeper of the keys needs to sign with it, sealed; null when it was destroyed. Nobody else reads it. */
  readonly privateKey: string | null
}

export interface TestUser {
  readonly pid: string
  readonly givenName?: string
  readonly familyName?: string
  readonly pool: string | null
  readonly eids: readonly string[]
  readonly levelMax: LevelOfAssurance | null
  /** What of a pool is known besides (VER-98); absent for users of everybody. */
  readonly handedOut?: {
    /** Opaque, for forms and addresses, where a number must not stand. */
    readonly ref: string
    readonly atSeconds: number
    readonly traits: readonly string[]
    /** The organisation's own note. */
    readonly label?: string
    readonly language: Language
    readonly email?: string
  }
}

/** Who made an object: a seed file may later replace only what a seed made (REG-162). */
export type Origin = 'seed' | 'hand'
