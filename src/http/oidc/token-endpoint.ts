import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Environment } from '../../config/environments.ts'
import { readGrantType } from '../../protocol/token-request.ts'
import type { ProofNonces } from '../../usecases/dpop/proof-nonces.ts'
import type { TokenInput } from '../../usecases/token/exchange-token.ts'
import type { TokenResponse } from '../../usecases/token/grant.ts'
import { noStore } from './answer-error.ts'
import { type AskedByClient, clientDoor } from './client-door.ts'
import type { Cors } from './cors.ts'

interface Needs {
  readonly environment: Environment
  readonly exchangeToken: (input: TokenInput) => Promise<TokenResponse>
  readonly cors: Cors
  readonly nonces?: ProofNonces
}

/** `POST /token` (section 10). */
export const tokenEndpoint = (needs: Needs) => {
  const door = clientDoor(needs.environment, '/token', needs)
  const exchange = async ({ dpop, credentials, ...asked }: AskedByClient) => {
    // Syntax before client authentication (TOK-2).
    const grantType = readGrantType(asked.parameters)
    return needs.exchangeToken({ ...asked, ...dpop, grantType, credentials: credentials() })
  }
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    reply.headers(noStore).send(await door(request, reply, exchange))
}
