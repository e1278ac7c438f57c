import type { Client } from '../../protocol/client.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { narrowResources } from '../../protocol/resource.ts'
import { mayBeIssued, readNarrowedScopes } from '../../protocol/scope.ts'
import type { Authorization, AuthorizationState } from '../../storage/records.ts'
import { ticketId } from '../../storage/tickets.ts'
import { proofMissing } from '../dpop/verify-proof.ts'
import type { Grant } from './grant.ts'
import { type IssueTokensNeeds, issueTokens, requireLive } from './issue-tokens.ts'
import { authorizationIdOf } from './refresh-token.ts'

/** Exchanges a refresh token for new tokens (section 10.3). Throws `invalid_grant`, `invalid_scope`, `invalid_target`. */
export const refreshTokenGrant = (needs: IssueTokensNeeds): Grant<'refresh_token'> => {
  const issue = issueTokens(needs)
  return async (authenticated, request, correlationId) => {
    const { client } = authenticated
    const nowSeconds = needs.clock.nowSeconds()
    const presentedHash = ticketId(request.refreshToken)
    const replayed = async (authorizationId: string): Promise<never> => {
      await needs.shelves.authorizations.end(authorizationId, nowSeconds)
      needs.emit({
        kind: 'reuse-detected',
        what: 'refresh-token',
        clientId: client.clientId,
        correlationId,
        environment: needs.environment.name,
      })
      throw new ProtocolError('invalid_grant', 'refresh_token has been used before; its whole authorization is revoked')
    }
    // A second round only for those who lost a race: by then the token is the former one or used up, so it ends.
    for (;;) {
      const authorization = requireLive(await findOwn(needs, client, request.refreshToken), nowSeconds, 'refresh_token')
      refuseOtherKey(authorization, authenticated.dpopJkt)
      const standing = standingOf(authorization, presentedHash, nowSeconds)
      if (standing === 'used-up') return replayed(authorization.authorizationId)
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
        tellAgain: standing === 'former',
      })
      if (issued.recorded) return issued.response
    }
  }
}

/** Another client's token is refused and stays good for its owner. */
async function findOwn(
  needs: IssueTokensNeeds,
  client: Client,
  refreshToken: string,
): Promise<Authorization & AuthorizationState> {
  const authorizationId = authorizationIdOf(refreshToken)
  const found = authorizationId === undefined ? undefined : await needs.shelves.authorizations.find(authorizationId)
  if (found === undefined || found.clientId !== client.clientId)
    throw new ProtocolError('invalid_grant', 'refresh_token is invalid for this client')
  return found
}

/**
 * Before reuse is looked for, so that nobody without the key can end the family. A service that asked for its code with
 * `dpop_jkt` gets no unbound tokens later either (RFC 9449 §5, §10).
 */
function refuseOtherKey({ refreshJkt, dpopJkt }: Authorization & AuthorizationState, proven: string | undefined): void {
  if (refreshJkt === proven) return
  if (proven === undefined && (refreshJkt !== null || dpopJkt !== undefined)) throw proofMissing()
  if (refreshJkt !== null)
    throw new ProtocolError('invalid_grant', 'refresh_token is bound to another key than the one of the DPoP proof')
}

/**
 * `former`: replaced by the present one a moment ago, and good for as long as the answer may have been lost (RT-6). What
 * names the authorization and is neither can only be an earlier one of the family (RT-5).
 */
function standingOf(
  { refreshHash, formerRefresh }: AuthorizationState,
  presentedHash: string,
  nowSeconds: number,
): 'present' | 'former' | 'used-up' {
  if (refreshHash === presentedHash) return 'present'
  return formerRefresh?.hash === presentedHash && nowSeconds < formerRefresh.untilSeconds ? 'former' : 'used-up'
}
