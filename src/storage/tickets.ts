import { hash } from 'node:crypto'
import { dated, dateLength } from '../protocol/dated.ts'
import type { Language } from '../protocol/language.ts'
import type { LevelOfAssurance } from '../protocol/level-of-assurance.ts'

/** Length of a credential that begins with its time (protocol/dated.ts). */
const datedLength = dateLength + 43

/**
 * The id under which a credential is kept: its SHA-256, so that a stolen database opens nothing (RT-3), behind its time,
 * so that ids of one time stand together. `madeAtSeconds` is for a signed token, which carries its time inside.
 */
export const ticketId = (credential: string, madeAtSeconds?: number): string => {
  const digest = hash('sha256', credential, 'base64url')
  if (madeAtSeconds !== undefined) return dated(madeAtSeconds) + digest
  return credential.length === datedLength ? credential.slice(0, dateLength) + digest : digest
}

/** The SHA-256 in the id of a dated credential, base64url. */
export const digestOf = (id: string): string => id.slice(dateLength)

/** The id of an access token of either form, as `ticketId` made it when it was issued. */
export const accessTokenId = (token: string): string => {
  const issuedAt = token.length === datedLength ? undefined : readIssuedAt(token)
  return ticketId(token, issuedAt)
}

/** `iat` of a JWT, unverified: it only says where to look, and only the whole token is found there. */
function readIssuedAt(token: string): number | undefined {
  try {
    const { iat } = JSON.parse(Buffer.from(token.split('.', 2)[1] ?? '', 'base64url').toString()) as { iat?: unknown }
    return typeof iat === 'number' && Number.isSafeInteger(iat) && iat > 0 ? iat : undefined
  } catch {
    return undefined
  }
}

/** Everything the expiring store holds, kind by kind. */
export interface Tickets {
  login: LoginTicket
  session: SessionTicket
  'authorization-code': CodeTicket
  'access-token': AccessTokenTicket
  'parked-request': ParkedRequestTicket
  'pushed-request': PushedRequestTicket
  'replay-guard': { readonly seen: true }
  'kept-answer': KeptAnswerTicket
  logout: LogoutTicket
  'portal-login': PortalLoginTicket
  'portal-session': PortalSessionTicket
}
export type TicketKind = keyof Tickets

/** Why the citizen is asked to log in although a session may exist (SEL-5). */
export type LoginReason = 'first' | 'step-up' | 'forced'

/** A login under way in one browser tab. Kept past its own end, so that a late visitor can be told where to go (TIME-1). */
export interface LoginTicket {
  readonly clientId: string
  readonly redirectUri: string
  readonly responseMode: 'query' | 'form_post' | 'fragment'
  readonly state?: string
  readonly nonce?: string
  readonly codeChallenge?: string
  readonly scopes: readonly string[]
  readonly resources: readonly string[]
  readonly acceptable: { readonly idporten?: LevelOfAssurance; readonly eidas?: LevelOfAssurance }
  readonly onbehalfof?: string
  readonly uiLocale?: Language
  /** The subject that the hint demands (AUTHZ-31). */
  readonly hintedSubject?: string
  readonly reason: LoginReason
  /** Id of the pushed request that is taken when this login ends. */
  readonly pushedRequest?: string
  readonly dpopJkt?: string
  /** `prompt=consent`: the dialogue is shown even if a live authorization covers the scopes (AUTHZ-29). */
  readonly consentDemanded?: true
  /** Who logged in, when only the consent is left to be asked for. */
  readonly proven?: ProvenLogin
  /** Hash of the browser's own cookie: the address of the login is worth nothing in another browser (PAGE-24). */
  readonly browser: string
  readonly endsAtSeconds: number
}

/** A login whose citizen is known and whose session stands. */
export interface ProvenLogin {
  /** What vouched for the citizen in this very login; absent: the session did. */
  readonly eid?: string
  readonly pid: string
  readonly personRef?: string
  readonly acr: LevelOfAssurance
  readonly amr: string
  readonly authTimeSeconds: number
  readonly sessionRef: string
  readonly sid: string
}

/** One authentication, as a slot of the session remembers it (SSO-1). */
export interface Authentication {
  readonly eid: string
  readonly acr: LevelOfAssurance
  readonly amr: string
  readonly authTimeSeconds: number
}

/** The citizen's session in one browser, kept under the hash of the browser's own cookie (SSO-1: at most one). */
export interface SessionTicket {
  /** Public handle that authorizations refer to; not the cookie. */
  readonly sessionRef: string
  /** Hash of the session cookie's present value; a new one at every authentication (HTTP-14). */
  readonly secretHash: string
  readonly pid: string
  /** `personReference` of the pid, made once for all that the session leads to; absent in sessions of an earlier version. */
  readonly personRef?: string
  readonly startedAtSeconds: number
  readonly activeAtSeconds: number
  readonly common?: Authentication
  readonly isolated: Readonly<Record<string, Authentication>>
  /** The clients that received a code (SSO-4). */
  readonly clients: readonly string[]
  /** 256 random bits that the `sid` of each client is made with (SID-1). */
  readonly sidSalt: string
}

export interface CodeTicket {
  readonly authorizationId: string
  readonly clientId: string
  readonly redirectUri: string
  readonly codeChallenge?: string
  readonly nonce?: string
  /** Thumbprint of the key that must prove itself at the token endpoint (RFC 9449 §10). */
  readonly dpopJkt?: string
}

/** An issued access token of either form (AT-3), under the hash of the whole token. */
export interface AccessTokenTicket {
  readonly authorizationId: string
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly subject: string
  readonly pid?: string
  readonly locale: Language
  readonly acr: LevelOfAssurance
  readonly clientAmr: string
  readonly audience?: readonly string[]
  readonly jti: string
  /** Thumbprint of the key it is bound to; absent: a bearer token (RFC 9449 §6). */
  readonly jkt?: string
  readonly issuedAtSeconds: number
  readonly expiresAtSeconds: number
}

/**
 * An authorization request that a client pushed, judged already (RFC 9126), under the hash of its handle. It stays longer
 * than it can be opened, so that of several logins begun with it only the first that ends takes it.
 */
export interface PushedRequestTicket {
  readonly clientId: string
  /** What was pushed, or what the request object in it said, form-encoded. */
  readonly parameters: string
  /** From here on it opens no login any more (PAR-5). */
  readonly opensUntilSeconds: number
  /** Thumbprint of the key that the code is to be bound to (RFC 9449 §10). */
  readonly dpopJkt?: string
}

/** A cross-site POST waiting for the GET on which the browser sends its cookies (HTTP-15). */
export interface ParkedRequestTicket {
  readonly parameters: string
}

/** A logout, under the hash of the handle that its pages ask by: the services of the session, as it ended. */
export interface LogoutTicket {
  readonly services: readonly { readonly clientId: string; readonly frontchannel: boolean }[]
}

/** A login to the portal that was sent to the gateway and has not come back; under the hash of its `state`. */
export interface PortalLoginTicket {
  readonly nonce: string
  readonly codeVerifier: string
  readonly maxAgeSeconds?: number
  /** A path of the portal. */
  readonly returnTo: string
  /** Hash of the browser's own cookie: only the browser that began it may end it. */
  readonly browser: string
}

/** Somebody who is logged in to the portal, under the hash of the session cookie. Of the national id only a keyed hash. */
export interface PortalSessionTicket {
  readonly sessionRef: string
  readonly personRef: string
  readonly name?: string
  readonly acr: string
  readonly authTimeSeconds: number
  /** `sid` of the gateway, for its logout call. */
  readonly sid?: string
  /** The id_token, for logging out; sealed, since it holds the national id. */
  readonly sealedIdToken: string
  /** Sealed national id, for what must be kept of a signatory (ONB-31). */
  readonly sealedPid: string
  readonly csrf: string
  readonly endsAtSeconds: number
}

/** A write of the API that carried an Idempotency-Key (REG-109); without an answer while it is under way. */
export interface KeptAnswerTicket {
  /** Digest of what was asked. */
  readonly request: string
  readonly answer?: {
    readonly status: number
    readonly body: string
    readonly headers: Readonly<Record<string, string>>
  }
}
