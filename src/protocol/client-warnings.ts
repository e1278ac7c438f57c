import type { Client } from './client.ts'
import { isLoginClient } from './client.ts'

/** From here on a token that was lost is worth something for long. */
const longSeconds = { access: 3600, authorization: 2_678_400 }

/**
 * What a client may be registered with although it lowers what the protocol protects: by code, when it holds, and what is said of
 * it where only one line is room. ASCII, for a header; pages have words of their own for each code.
 */
const exceptions = {
  'no-pkce': {
    holds: ({ codeChallengeMethod }: Client) => codeChallengeMethod === 'none',
    line: 'code_challenge_method none: a stolen code can be used; register S256',
  },
  'lean-id-token': {
    holds: ({ leanIdToken, scopes }: Client) => leanIdToken === true && scopes.includes('profile'),
    line: 'lean_id_token: pid and locale are not in the id_token; read them at userinfo',
  },
  'lean-without-profile': {
    holds: ({ leanIdToken, scopes }: Client) => leanIdToken === true && !scopes.includes('profile'),
    line: 'lean_id_token without the scope profile: pid and locale can be read nowhere',
  },
  'legacy-profile': {
    holds: ({ tokenProfile }: Client) => tokenProfile === 'legacy2018',
    line: 'token_profile legacy2018: acr, amr and sid differ from the present interface',
  },
  'reused-refresh-token': {
    // A token that is bound to a key is worth nothing to who copied it.
    holds: ({ refreshTokenUsage, grantTypes, dpopBoundAccessTokens, securityProfile }: Client) =>
      refreshTokenUsage === 'REUSE' &&
      grantTypes.includes('refresh_token') &&
      dpopBoundAccessTokens !== true &&
      securityProfile !== 'fapi2',
    line: 'refresh_token_usage REUSE: a stolen refresh token is not noticed; register ONETIME',
  },
  'plain-http': {
    holds: ({ redirectUris }: Client) => redirectUris.some((uri) => isOpenHttp(uri)),
    line: 'redirect_uris with http: the code travels in the clear; register https',
  },
  'long-access-token': {
    holds: ({ accessTokenLifetime }: Client) => accessTokenLifetime > longSeconds.access,
    line: 'access_token_lifetime above 3600: an API that does not ask the gateway accepts a revoked token for so long',
  },
  'long-authorization': {
    holds: ({ authorizationLifetime, refreshTokenLifetime }: Client) =>
      Math.max(authorizationLifetime, refreshTokenLifetime) > longSeconds.authorization,
    line: 'authorization_lifetime above 31 days: the citizen has long forgotten the login that still gives access',
  },
  'logout-elsewhere': {
    holds: ({ backchannelLogoutUri, redirectUris }: Client) =>
      backchannelLogoutUri !== undefined &&
      !redirectUris.some((uri) => URL.parse(uri)?.hostname === URL.parse(backchannelLogoutUri)?.hostname),
    line: 'backchannel_logout_uri: its host is that of no redirect URI; see that it is yours',
  },
  'remote-keys': {
    holds: ({ jwksUri }: Client) => jwksUri !== undefined,
    line: 'jwks_uri: the client cannot authenticate while that address does not answer; who controls it controls the client',
  },
} as const satisfies Record<string, { readonly holds: (client: Client) => boolean; readonly line: string }>

export type ClientWarning = keyof typeof exceptions

/** The exceptions that a client is registered with, in a fixed order; none for a client that follows the rules. */
export const clientWarnings = (client: Client): readonly ClientWarning[] =>
  isLoginClient(client)
    ? (Object.keys(exceptions) as ClientWarning[]).filter((code) => exceptions[code].holds(client))
    : []

/** One line of ASCII about an exception. */
export const warningLine = (code: ClientWarning): string => exceptions[code].line

/** http to another machine: the own one is no network that anybody listens on. */
function isOpenHttp(uri: string): boolean {
  const url = URL.parse(uri)
  if (url?.protocol !== 'http:') return false
  return url.hostname !== 'localhost' && !url.hostname.startsWith('127.') && url.hostname !== '[::1]'
}
