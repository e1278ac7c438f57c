import type { Client } from '../../protocol/client.ts'
import type { PresentedCredentials } from '../../protocol/client-authentication.ts'
import type { Parameters } from '../../protocol/parameters.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { type GrantType, readTokenRequest } from '../../protocol/token-request.ts'
import { proofMissing, type VerifyProof } from '../dpop/verify-proof.ts'
import type { AuthenticateClient } from './authenticate-client.ts'
import type { AuthenticatedClient, TokenResponse } from './grant.ts'
import { openGrants } from './grants.ts'
import type { IssueTokensNeeds } from './issue-tokens.ts'

export interface TokenInput {
  readonly grantType: GrantType
  readonly parameters: Parameters
  readonly credentials: PresentedCredentials
  /** The header `DPoP`, where there is one. */
  readonly dpopProof?: string | readonly string[]
  readonly endpointUrl: string
  readonly remoteAddress: string
  readonly correlationId: string
}

/** `/token` after its syntax was read: who is asking, may it ask this, then the grant (TOK-2). Throws `ProtocolError`. */
export const exchangeToken = (
  needs: IssueTokensNeeds & { readonly authenticate: AuthenticateClient; readonly verifyProof: VerifyProof },
) => {
  const grants = openGrants(needs)
  const prepare = <Type extends GrantType>(type: Type, input: TokenInput) => {
    const request = readTokenRequest(type, input.parameters)
    return (client: AuthenticatedClient) => grants[type](client, request, input.correlationId)
  }
  return async (input: TokenInput): Promise<TokenResponse> => {
    const grant = prepare(input.grantType, input)
    const authenticated = await needs.authenticate(input.credentials, input)
    const { client, clientAmr, credentialId, certificate } = authenticated
    const response = await refusedTo(client.clientId, () => {
      if (!client.grantTypes.includes(input.grantType))
        throw new ProtocolError('unauthorized_client', `this client is not registered for the ${input.grantType} grant`)
      if (input.dpopProof !== undefined) return grantBound(grant, authenticated, input.dpopProof, input.endpointUrl)
      if (isAlwaysBound(client)) throw proofMissing()
      return grant(authenticated)
    })
    needs.emit({
      kind: 'tokens-issued',
      grantType: input.grantType,
      clientAmr,
      ...(credentialId === undefined ? {} : { credentialId }),
      ...certificate,
      clientId: client.clientId,
      correlationId: input.correlationId,
      environment: needs.environment.name,
    })
    return response
  }

  /** The proof is judged before the grant, so that a code survives a proof that only lacks the nonce (RFC 9449 §8). */
  async function grantBound(
    grant: (client: AuthenticatedClient) => Promise<TokenResponse>,
    authenticated: AuthenticatedClient,
    dpopProof: string | readonly string[],
    url: string,
  ): Promise<TokenResponse> {
    const dpopJkt = await needs.verifyProof(dpopProof, { method: 'POST', url })
    return grant({ ...authenticated, dpopJkt })
  }
}

const isAlwaysBound = (client: Client): boolean =>
  client.dpopBoundAccessTokens === true || client.securityProfile === 'fapi2'

/** Says in a refusal whose request it was. */
async function refusedTo<Result>(clientId: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ProtocolError) error.clientId = clientId
    throw error
  }
}
