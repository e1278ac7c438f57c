import type { IDToken, JsonObject } from 'openid-client'
import type { Trace } from './trace.ts'

/** What the gateway has said about the person who is logged in. Tokens stay here, in the server. */
export interface DemoLogin {
  readonly issuer: string
  readonly claims: IDToken
  readonly idToken: string
  readonly accessToken: string
  readonly refreshToken: string | undefined
  readonly scope: string | undefined
  /** When the access token dies; undefined when the gateway did not say. */
  readonly accessTokenEndsAtSeconds: number | undefined
  readonly userinfo: JsonObject | undefined
}

/** What went wrong last, told once on the next page. */
export type DemoProblem =
  | { readonly kind: 'refused-by-gateway'; readonly error: string; readonly description: string | undefined }
  | { readonly kind: 'answer-not-accepted'; readonly error: string; readonly description: string | undefined }
  | { readonly kind: 'gateway-unreachable'; readonly error: string; readonly description: undefined }
  | { readonly kind: 'level-too-low'; readonly error: string; readonly description: string | undefined }
  | { readonly kind: 'logged-out-elsewhere'; readonly error: undefined; readonly description: undefined }
  | { readonly kind: 'logged-out'; readonly error: undefined; readonly description: undefined }
  | { readonly kind: 'logged-out-state-differs'; readonly error: undefined; readonly description: undefined }
  | { readonly kind: 'nothing-to-refresh'; readonly error: undefined; readonly description: undefined }

/** One browser at this service. */
export interface DemoSession {
  id: string
  expiresAtSeconds: number
  readonly trace: Trace
  login: DemoLogin | undefined
  problem: DemoProblem | undefined
  /** `state` of a logout that was sent and has not come back. */
  logoutState: string | undefined
  /** The `sid`s this browser has been known by, newest last: a logout call may come after the session has ended. */
  readonly sids: string[]
}

/** A login that was sent to the gateway and has not come back. */
export interface PendingLogin {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
  readonly maxAgeSeconds: number | undefined
  readonly acr: string | undefined
  readonly session: DemoSession
  /** Only the browser that began the login may end it. */
  readonly browserKey: string
  readonly expiresAtSeconds: number
}
