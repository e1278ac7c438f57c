import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose'
import type { Clock } from '../../system/clock.ts'

/** The claims of a logout token that the gateway signed for this service; undefined for anything else. */
export type ReadLogoutToken = (token: string) => Promise<JWTPayload | undefined>

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'

/** Proves logout tokens (Back-Channel Logout 1.0 §2.6). `keysAddress` is the gateway's jwks_uri; rejects when it is unknown. */
export function openLogoutTokens(
  { issuer, clientId, clock }: { readonly issuer: string; readonly clientId: string; readonly clock: Clock },
  keysAddress: () => Promise<string>,
): ReadLogoutToken {
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined
  return async (token) => {
    keys ??= createRemoteJWKSet(new URL(await keysAddress()))
    const verified = await jwtVerify(token, keys, {
      issuer,
      audience: clientId,
      typ: 'logout+jwt',
      algorithms: ['RS256'],
      requiredClaims: ['iat', 'exp', 'jti', 'sid'],
      currentDate: new Date(clock.nowSeconds() * 1000),
    }).catch(() => undefined)
    const { events, nonce } = verified?.payload ?? {}
    const isLogout = typeof events === 'object' && events !== null && logoutEvent in events
    // An id_token has a nonce and no event: it must never log anybody out.
    return isLogout && nonce === undefined ? verified?.payload : undefined
  }
}
