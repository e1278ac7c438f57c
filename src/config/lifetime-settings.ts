import type { Lifetimes } from './environments.ts'
import { type Setting, setting } from './setting.ts'
import * as kind from './setting-kinds.ts'

const lifetime = (path: string, lowest: number, highest: number, otherwise: number, meaning: string) =>
  setting(
    `lifetimes.${path}`,
    `LIFETIME_${path.toUpperCase()}`,
    kind.wholeNumber(lowest, highest),
    String(otherwise),
    `${meaning}, seconds.`,
  )

const yearSeconds = 31_536_000
const daySeconds = 86_400

/** Lifetimes of an environment (section 13 of the protocol rules, LIFE-20). */
export const lifetimeSettings: { readonly [Name in keyof Lifetimes]: Setting<number> } = {
  authorizationCode: lifetime('authorization_code', 1, 600, 60, 'Authorization code'),
  idToken: lifetime('id_token', 1, daySeconds, 120, 'Id token'),
  accessToken: lifetime('access_token', 1, daySeconds, 120, 'Access token, if client and scope say nothing'),
  authorization: lifetime('authorization', 1, yearSeconds, 7200, 'Authorization, if client and scope say nothing'),
  refreshToken: lifetime('refresh_token', 1, yearSeconds, 600, 'Refresh token without use, if the client says nothing'),
  refreshTokenGrace: lifetime(
    'refresh_token_grace',
    0,
    600,
    60,
    'How long a replaced refresh token may be used again, should the answer have been lost; 0 is never',
  ),
  sessionInactivity: lifetime('session_inactivity', 1, daySeconds, 1800, 'Session between two logins'),
  sessionTotal: lifetime('session_total', 1, daySeconds, 7200, 'Session from its first login'),
  login: lifetime('login', 1, daySeconds, 1800, 'A login under way'),
  metadataCache: lifetime('metadata_cache', 0, daySeconds, 3600, 'How long metadata and keys may be cached'),
  logoutPageWait: lifetime('logout_page_wait', 0, 60, 5, 'How long the logout page waits for the services'),
}
