import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { EnvironmentShelves } from '../../storage/durable-store.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import type { Authorization, AuthorizationState } from '../../storage/records.ts'
import { type AccessTokenTicket, accessTokenId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'

export interface LiveTokenNeeds {
  readonly shelves: Pick<EnvironmentShelves, 'authorizations'>
  readonly expiring: ExpiringStore
  readonly clock: Clock
}

export interface LiveToken {
  readonly token: AccessTokenTicket
  readonly authorization: Authorization & AuthorizationState
}

/**
 * An access token of either form: not expired, and its authorization not ended by logout, reuse or revocation (UINF-4).
 * Looked up by the hash of the whole token, so an id_token or an altered token is simply not found (AT-21). Throws `invalid_token`.
 */
export async function findLiveToken(needs: LiveTokenNeeds, accessToken: string): Promise<LiveToken> {
  const seen = await needs.expiring.read('access-token', accessTokenId(accessToken))
  if (seen.outcome !== 'live') throw new ProtocolError('invalid_token', 'access token is unknown or expired')
  const authorization = await needs.shelves.authorizations.find(seen.value.authorizationId)
  if (
    authorization === undefined ||
    authorization.endedAtSeconds !== null ||
    authorization.expiresAtSeconds <= needs.clock.nowSeconds()
  )
    throw new ProtocolError('invalid_token', 'access token is revoked')
  return { token: seen.value, authorization }
}
