import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Environment } from '../../config/environments.ts'
import { readCredentials } from '../../protocol/client-authentication.ts'
import { endpointUrl } from '../../protocol/discovery.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { readGrantType } from '../../protocol/token-request.ts'
import type { ProofNonces } from '../../usecases/dpop/proof-nonces.ts'
import type { TokenInput } from '../../usecases/token/exchange-token.ts'
import type { TokenResponse } from '../../usecases/token/grant.ts'
import { queryOf } from '../server.ts'
import { basicChallenge, noStore } from './answer-error.ts'
import type { Cors } from './cors.ts'
import { readForm, refuseQuery } from './json-door.ts'

interface Needs {
  readonly environment: Environment
  readonly exchangeToken: (input: TokenInput) => Promise<TokenResponse>
  readonly cors: Cors
  /** Where proofs need a nonce of ours. */
  readonly nonces?: ProofNonces
}

/** `POST /token` (section 10). */
export const tokenEndpoint = (needs: Needs) => {
  const url = endpointUrl(needs.environment.issuer, '/token')
  const challenge = basicChallenge(new URL(needs.environment.issuer).host)
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (request.headers.origin !== undefined) await needs.cors.permit(request, reply)
    refuseQuery(queryOf(request))
    const parameters = readForm(request)
    const { authorization, dpop } = request.headers
    if (dpop !== undefined && needs.nonces !== undefined) reply.header('dpop-nonce', needs.nonces.current())
    try {
      const grantType = readGrantType(parameters)
      const response = await needs.exchangeToken({
        grantType,
        parameters,
        credentials: readCredentials(authorization, parameters),
        endpointUrl: url,
        ...(dpop === undefined ? {} : { dpopProof: dpop }),
        remoteAddress: request.ip,
        correlationId: request.id,
      })
      return reply.headers(noStore).send(response)
    } catch (error) {
      if (error instanceof ProtocolError && error.code === 'invalid_client' && authorization !== undefined)
        reply.header('www-authenticate', challenge)
      throw error
    }
  }
}
