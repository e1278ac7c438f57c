import type { EnvironmentShelves } from '../../storage/durable-store.ts'
import type { Clock } from '../../system/clock.ts'

export interface RevokedToken {
  /** `jti`, or the hash of an opaque token. */
  readonly id: string
  readonly expiresAtSeconds: number
  readonly revokedAtSeconds: number
}

/** As many as one answer holds (API-60). */
export const mostRevokedTokens = 10_000

/**
 * Access tokens of a client whose authorization was ended, and that have not expired: for APIs that judge self-contained
 * tokens by themselves. Newest first; `truncated` when there may be more. Nothing, for a client that never was.
 */
export const listRevokedTokens =
  (needs: { readonly shelves: Pick<EnvironmentShelves, 'authorizations'>; readonly clock: Clock }) =>
  async (clientId: string): Promise<{ readonly tokens: readonly RevokedToken[]; readonly truncated: boolean }> => {
    const nowSeconds = needs.clock.nowSeconds()
    const ended = await needs.shelves.authorizations.listRevoked(clientId, mostRevokedTokens)
    const tokens = ended.flatMap(({ endedAtSeconds, accessTokens }) =>
      accessTokens
        .filter(({ expiresAtSeconds }) => expiresAtSeconds > nowSeconds)
        .map((token) => ({ ...token, revokedAtSeconds: endedAtSeconds })),
    )
    const truncated = ended.length === mostRevokedTokens || tokens.length > mostRevokedTokens
    return { tokens: tokens.slice(0, mostRevokedTokens), truncated }
  }
