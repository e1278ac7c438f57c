import type { EnvironmentShelves } from '../../storage/durable-store.ts'
import type { IssuedAccessToken } from '../../storage/records.ts'
import type { Clock } from '../../system/clock.ts'

export interface RevokedToken {
  /** `jti`, or the hash of an opaque token. */
  readonly id: string
  readonly expiresAtSeconds: number
  readonly revokedAtSeconds: number
}

/** As many as one answer holds (API-60). */
const mostRevokedTokens = 10_000
const oldestLookedAt = 100

/**
 * Access tokens of a client whose authorization was ended, and that have not expired: for APIs that judge self-contained
 * tokens by themselves. Newest first; `truncated` when there may be more. Nothing, for a client that never was.
 */
export const listRevokedTokens =
  (needs: { readonly shelves: Pick<EnvironmentShelves, 'authorizations'>; readonly clock: Clock }) =>
  async (clientId: string): Promise<{ readonly tokens: readonly RevokedToken[]; readonly truncated: boolean }> => {
    const nowSeconds = needs.clock.nowSeconds()
    const ended = await needs.shelves.authorizations.listRevoked(clientId, mostRevokedTokens)
    const isLive = ({ expiresAtSeconds }: IssuedAccessToken): boolean => expiresAtSeconds > nowSeconds
    const tokens = ended.flatMap(({ endedAtSeconds, accessTokens }) =>
      accessTokens.filter(isLive).map((token) => ({ ...token, revokedAtSeconds: endedAtSeconds })),
    )
    // Most clients have ended more than that in their time. What ended longest ago tells whether live ones may follow.
    const mayFollow =
      ended.length === mostRevokedTokens &&
      ended.slice(-oldestLookedAt).some(({ accessTokens }) => accessTokens.some(isLive))
    const truncated = mayFollow || tokens.length > mostRevokedTokens
    return { tokens: tokens.slice(0, mostRevokedTokens), truncated }
  }
