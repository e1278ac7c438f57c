import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { EnvironmentShelves } from '../../storage/durable-store.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import { type AccessTokenTicket, accessTokenId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'

interface Needs {
  readonly shelves: Pick<EnvironmentShelves, 'authorizations'>
  readonly expiring: ExpiringStore
  readonly clock: Clock
}

/** The answer of `/userinfo`, on the wire (UINF-2, UINF-3). */
export interface Userinfo {
  readonly sub: string
  readonly pid?: string
  readonly locale?: string
}

/**
 * What an access token of either form tells of its citizen. Looked up by the hash of the whole token, so an id_token or an
 * altered token is simply not found (AT-21). Throws `invalid_token`, `insufficient_scope`.
 */
export const readUserinfo =
  (needs: Needs) =>
  async (accessToken: string): Promise<Userinfo> => {
    const token = await findLiveToken(needs, accessToken)
    if (token.scopes.includes('profile'))
      return { sub: token.subject, ...(token.pid === undefined ? {} : { pid: token.pid }), locale: token.locale }
    if (token.scopes.includes('openid')) return { sub: token.subject }
    throw new ProtocolError('insufficient_scope', 'the access token has neither of the scopes openid and profile')
  }

/** Not expired, and its authorization not ended by logout, reuse or revocation (UINF-4). */
async function findLiveToken(needs: Needs, accessToken: string): Promise<AccessTokenTicket> {
  const seen = await needs.expiring.read('access-token', accessTokenId(accessToken))
  if (seen.outcome !== 'live') throw new ProtocolError('invalid_token', 'access token is unknown or expired')
  const authorization = await needs.shelves.authorizations.find(seen.value.authorizationId)
  if (
    authorization === undefined ||
    authorization.endedAtSeconds !== null ||
    authorization.expiresAtSeconds <= needs.clock.nowSeconds()
  )
    throw new ProtocolError('invalid_token', 'access token is revoked')
  return seen.value
}
