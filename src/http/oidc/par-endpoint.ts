import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Environment } from '../../config/environments.ts'
import { readCredentials } from '../../protocol/client-authentication.ts'
import { endpointUrl } from '../../protocol/discovery.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { PushedAnswer, PushInput } from '../../usecases/authorize/push-request.ts'
import type { ProofNonces } from '../../usecases/dpop/proof-nonces.ts'
import { queryOf } from '../server.ts'
import { basicChallenge, noStore } from './answer-error.ts'
import type { Cors } from './cors.ts'
import { readForm, refuseQuery } from './json-door.ts'

interface Needs {
  readonly environment: Environment
  readonly pushRequest: (input: PushInput) => Promise<PushedAnswer>
  readonly cors: Cors
  /** Where proofs need a nonce of ours. */
  readonly nonces?: ProofNonces
}

/** `POST /par` (section 8): what stands in the address is no part of the request. */
export const parEndpoint = (needs: Needs) => {
  const url = endpointUrl(needs.environment.issuer, '/par')
  const challenge = basicChallenge(new URL(needs.environment.issuer).host)
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (request.headers.origin !== undefined) await needs.cors.permit(request, reply)
    refuseQuery(queryOf(request))
    const parameters = readForm(request)
    const { authorization, dpop } = request.headers
    if (dpop !== undefined && needs.nonces !== undefined) reply.header('dpop-nonce', needs.nonces.current())
    try {
      const answer = await needs.pushRequest({
        parameters,
        credentials: readCredentials(authorization, parameters),
        endpointUrl: url,
        remoteAddress: request.ip,
        ...(dpop === undefined ? {} : { dpopProof: dpop }),
      })
      return reply.code(201).headers(noStore).send(answer)
    } catch (error) {
      if (error instanceof ProtocolError && error.code === 'invalid_client' && authorization !== undefined)
        reply.header('www-authenticate', challenge)
      throw error
    }
  }
}
