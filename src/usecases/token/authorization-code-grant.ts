import { verifyCodeVerifier } from '../../protocol/pkce.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { narrowResources } from '../../protocol/resource.ts'
import { type CodeTicket, ticketId } from '../../storage/tickets.ts'
import type { Grant } from './grant.ts'
import { type IssueTokensNeeds, issueTokens, requireLive } from './issue-tokens.ts'

/** Exchanges a code for tokens, once (section 10.2). Throws `invalid_grant`, `invalid_request`, `invalid_target`. */
export const authorizationCodeGrant = (needs: IssueTokensNeeds): Grant<'authorization_code'> => {
  const issue = issueTokens(needs)
  return async (authenticated, request, correlationId) => {
    const { client } = authenticated
    // Taken before anything else is looked at, so that a wrong guess burns the code (CODE-10).
    const taken = await needs.expiring.take('authorization-code', ticketId(request.code))
    if (taken.outcome === 'absent') throw new ProtocolError('invalid_grant', 'code is unknown or expired')
    if (taken.outcome === 'taken-before') {
      await needs.shelves.authorizations.end(taken.value.authorizationId, needs.clock.nowSeconds())
      needs.emit({
        kind: 'reuse-detected',
        what: 'code',
        clientId: client.clientId,
        correlationId,
        environment: needs.environment.name,
      })
      throw new ProtocolError('invalid_grant', 'code has been used before; the tokens of its first use are revoked')
    }
    const code = taken.value
    refuseForeign(code, client.clientId, request.redirectUri)
    verifyCodeVerifier(code.codeChallenge, request.codeVerifier)
    const found = await needs.shelves.authorizations.find(code.authorizationId)
    const authorization = requireLive(found, needs.clock.nowSeconds(), 'code')
    const resources = narrowResources(request.resources, authorization.resources)
    // The first to come is answered even when a second one has revoked the tokens meanwhile: it did exchange the code.
    const { response } = await issue(authenticated, authorization, {
      scopes: authorization.scopes,
      resources,
      ...(code.nonce === undefined ? {} : { nonce: code.nonce }),
    })
    return response
  }
}

/** CODE-6: another client's code, or another address than the authorization request's. */
function refuseForeign(code: CodeTicket, clientId: string, redirectUri: string): void {
  if (code.clientId !== clientId) throw new ProtocolError('invalid_grant', 'code was issued to another client')
  if (code.redirectUri !== redirectUri)
    throw new ProtocolError('invalid_grant', 'redirect_uri differs from the one of the authorization request')
}
