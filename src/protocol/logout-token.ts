import { type Client, knowsSid } from './client.ts'

/** A logout token is made anew at each try, so it need not live longer than a request takes. Seconds. */
const lifetimeSeconds = 120

/** Media type of the token without `application/`, as its header says it (Back-Channel Logout 1.0 §2.4). */
export const logoutTokenType = 'logout+jwt'

/**
 * The claims of a logout token (Back-Channel Logout 1.0 §2.4). `sid` is there exactly when the client's id_tokens have it:
 * without it the service ends all that it has of the subject. Never a `nonce`, so that it cannot pass for an id_token.
 */
export const logoutTokenClaims = (
  client: Client,
  logout: {
    readonly issuer: string
    readonly subject: string
    readonly sid: string
    readonly jti: string
    readonly issuedAtSeconds: number
  },
): Readonly<Record<string, unknown>> => ({
  iss: logout.issuer,
  sub: logout.subject,
  aud: client.clientId,
  iat: logout.issuedAtSeconds,
  exp: logout.issuedAtSeconds + lifetimeSeconds,
  jti: logout.jti,
  events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
  ...(knowsSid(client) ? { sid: logout.sid } : {}),
})
