import type { Client } from '../../protocol/client.ts'
import { verifyCodeVerifier } from '../../protocol/pkce.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { narrowResources } from '../../protocol/resource.ts'
import { type FindScope, mayBeIssued } from '../../protocol/scope.ts'
import type { Taken } from '../../storage/expiring-store.ts'
import { type CodeTicket, ticketId } from '../../storage/tickets.ts'
import type { Grant } from './grant.ts'
import { type IssueTokensNeeds, issueTokens, requireLive } from './issue-tokens.ts'

/** Exchanges a code for tokens, once (section 10.2). Throws `invalid_grant`, `invalid_request`, `invalid_target`. */
export const authorizationCodeGrant = (needs: IssueTokensNeeds): Grant<'authorization_code'> => {
  const issue = issueTokens(needs)
  return async (authenticated, request, correlationId) => {
    const { client } = authenticated
    const id = ticketId(request.code)
    const usedBefore = async (code: CodeTicket): Promise<never> => {
      await needs.shelves.authorizations.end(code.authorizationId, needs.clock.nowSeconds())
      needs.emit({
        kind: 'reuse-detected',
        what: 'code',
        clientId: client.clientId,
        correlationId,
        environment: needs.environment.name,
      })
      throw new ProtocolError('invalid_grant', 'code has been used before; the tokens of its first use are revoked')
    }
    const seen = await needs.expiring.read('authorization-code', id)
    if (seen.outcome === 'absent') throw new ProtocolError('invalid_grant', 'code is unknown or expired')
    const code = seen.value
    if (seen.outcome === 'taken-before') return usedBefore(code)
    try {
      refuseForeign(code, client.clientId, request.redirectUri)
      refuseOtherKey(code, authenticated.dpopJkt)
      verifyCodeVerifier(code.codeChallenge, request.codeVerifier)
      const found = await needs.shelves.authorizations.find(code.authorizationId)
      const authorization = requireLive(found, needs.clock.nowSeconds(), 'code')
      // A login alone holds nothing that could be withdrawn meanwhile.
      const scopes = authorization.endsWithSession
        ? authorization.scopes
        : stillIssued(authorization.scopes, client, await needs.clients.scopes())
      const resources = narrowResources(request.resources, authorization.resources)
      // The code is taken in the same commit that records the tokens: a crash leaves both or neither, and it costs one.
      let taken: Taken<CodeTicket> = { outcome: 'absent' }
      const { recorded, response } = await issue(authenticated, authorization, {
        scopes,
        resources,
        alongside: async () => {
          taken = await needs.expiring.take('authorization-code', id)
        },
        ...(code.nonce === undefined ? {} : { nonce: code.nonce }),
      })
      // Of several at once only one has taken it; the others' tokens were recorded nowhere or die with the authorization.
      if ((taken as Taken<CodeTicket>).outcome !== 'taken') return await usedBefore(code)
      if (!recorded) throw new ProtocolError('invalid_grant', 'code is invalid: its authorization has ended')
      return response
    } catch (error) {
      // A wrong guess burns the code (CODE-10).
      await needs.expiring.take('authorization-code', id)
      throw error
    }
  }
}

/** By the registry as it is now, as at a refresh (SCOPE-6, RT-11). Throws `invalid_grant`. */
function stillIssued(granted: readonly string[], client: Client, findScope: FindScope): readonly string[] {
  const scopes = granted.filter((name) => mayBeIssued(name, client, findScope))
  if (scopes.length === 0)
    throw new ProtocolError('invalid_grant', 'none of the granted scopes may be issued to this client any more')
  return scopes
}

/** A code that was asked for with `dpop_jkt` is worth something only beside a proof of that key (RFC 9449 §10). */
function refuseOtherKey(code: CodeTicket, dpopJkt: string | undefined): void {
  if (code.dpopJkt !== undefined && code.dpopJkt !== dpopJkt)
    throw new ProtocolError('invalid_grant', 'code is bound to another key than the one of the DPoP proof')
}

/** CODE-6: another client's code, or another address than the authorization request's. */
function refuseForeign(code: CodeTicket, clientId: string, redirectUri: string): void {
  if (code.clientId !== clientId) throw new ProtocolError('invalid_grant', 'code was issued to another client')
  if (code.redirectUri !== redirectUri)
    throw new ProtocolError('invalid_grant', 'redirect_uri differs from the one of the authorization request')
}
