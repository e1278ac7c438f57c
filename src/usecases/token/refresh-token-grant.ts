import { ProtocolError } from '../../protocol/protocol-error.ts'
import { narrowResources } from '../../protocol/resource.ts'
import { mayBeIssued, readNarrowedScopes } from '../../protocol/scope.ts'
import { ticketId } from '../../storage/tickets.ts'
import type { Grant } from './grant.ts'
import { type IssueTokensNeeds, issueTokens, requireLive } from './issue-tokens.ts'
import { authorizationIdOf } from './refresh-token.ts'

/** Exchanges a refresh token for new tokens (section 10.3). Throws `invalid_grant`, `invalid_scope`, `invalid_target`. */
export const refreshTokenGrant = (needs: IssueTokensNeeds): Grant<'refresh_token'> => {
  const issue = issueTokens(needs)
  return async (authenticated, request, correlationId) => {
    const { client } = authenticated
    const nowSeconds = needs.clock.nowSeconds()
    const authorizationId = authorizationIdOf(request.refreshToken)
    const found = authorizationId === undefined ? undefined : await needs.shelves.authorizations.find(authorizationId)
    // Another client's token is refused and stays good for its owner.
    if (found === undefined || found.clientId !== client.clientId)
      throw new ProtocolError('invalid_grant', 'refresh_token is invalid for this client')
    const authorization = requireLive(found, nowSeconds, 'refresh_token')
    const replayed = async (): Promise<never> => {
      await needs.shelves.authorizations.end(authorization.authorizationId, nowSeconds)
      needs.emit({
        kind: 'reuse-detected',
        what: 'refresh-token',
        clientId: client.clientId,
        correlationId,
        environment: needs.environment.name,
      })
      throw new ProtocolError('invalid_grant', 'refresh_token has been used before; its whole authorization is revoked')
    }
    if (authorization.refreshHash !== ticketId(request.refreshToken)) return replayed()
    if ((authorization.refreshExpiresAtSeconds ?? 0) <= nowSeconds)
      throw new ProtocolError('invalid_grant', 'refresh_token has expired')
    const granted = readNarrowedScopes(request.scope, authorization.scopes)
    const findScope = await needs.clients.scopes()
    // By the registry as it is now (RT-11).
    const scopes = granted.filter((name) => mayBeIssued(name, client, findScope))
    if (scopes.length === 0)
      throw new ProtocolError('invalid_grant', 'none of the granted scopes may be issued to this client any more')
    const resources = narrowResources(request.resources, authorization.resources)
    const issued = await issue(authenticated, authorization, {
      scopes,
      resources,
      presentedRefreshToken: request.refreshToken,
    })
    return issued.recorded ? issued.response : replayed()
  }
}
