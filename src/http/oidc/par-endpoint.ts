import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Environment } from '../../config/environments.ts'
import type { PushedAnswer, PushInput } from '../../usecases/authorize/push-request.ts'
import type { ProofNonces } from '../../usecases/dpop/proof-nonces.ts'
import { noStore } from './answer-error.ts'
import { clientDoor } from './client-door.ts'
import type { Cors } from './cors.ts'

interface Needs {
  readonly environment: Environment
  readonly pushRequest: (input: PushInput) => Promise<PushedAnswer>
  readonly cors: Cors
  readonly nonces?: ProofNonces
}

/** `POST /par` (section 8): what stands in the address is no part of the request. */
export const parEndpoint = (needs: Needs) => {
  const door = clientDoor(needs.environment, '/par', needs)
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const answer = await door(request, reply, ({ dpop, credentials, ...asked }) =>
      needs.pushRequest({ ...asked, ...dpop, credentials: credentials() }),
    )
    return reply.code(201).headers(noStore).send(answer)
  }
}
