import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Environment } from '../../config/environments.ts'
import { type PresentedCredentials, readCredentials } from '../../protocol/client-authentication.ts'
import { endpointUrl } from '../../protocol/discovery.ts'
import type { Parameters } from '../../protocol/parameters.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { ProofNonces } from '../../usecases/dpop/proof-nonces.ts'
import { queryOf } from '../server.ts'
import { basicChallenge } from './answer-error.ts'
import type { Cors } from './cors.ts'
import { readForm, refuseQuery } from './json-door.ts'

/** What a client asked of an endpoint that it authenticates at. */
export interface AskedByClient {
  readonly parameters: Parameters
  /** Read when it is asked for: what must be judged before it is the endpoint's order (TOK-2). */
  credentials(): PresentedCredentials
  /** The header `DPoP`, where there is one. */
  readonly dpop: { readonly dpopProof?: string | readonly string[] }
  readonly endpointUrl: string
  readonly remoteAddress: string
  readonly correlationId: string
}

interface ClientDoorOptions {
  /** Where scripts of browser clients may ask (HTTP-10). */
  readonly cors?: Cors
  /** Where proofs need a nonce of ours. */
  readonly nonces?: ProofNonces
}

const noProof = {}

/** The one way in for `/token`, `/par`, `/introspect` and `/revoke`: a posted form from a client that says who it is (section 9). */
export function clientDoor(environment: Environment, path: string, { cors, nonces }: ClientDoorOptions = {}) {
  const url = endpointUrl(environment.issuer, path)
  const challenge = basicChallenge(new URL(environment.issuer).host)
  return async <Done>(
    request: FastifyRequest,
    reply: FastifyReply,
    answer: (asked: AskedByClient) => Promise<Done>,
  ): Promise<Done> => {
    if (cors !== undefined && request.headers.origin !== undefined) await cors.permit(request, reply)
    refuseQuery(queryOf(request))
    const parameters = readForm(request)
    const { authorization, dpop } = request.headers
    if (dpop !== undefined && nonces !== undefined) reply.header('dpop-nonce', nonces.current())
    try {
      return await answer({
        parameters,
        credentials: () => readCredentials(authorization, parameters),
        dpop: dpop === undefined ? noProof : { dpopProof: dpop },
        endpointUrl: url,
        remoteAddress: request.ip,
        correlationId: request.id,
      })
    } catch (error) {
      if (error instanceof ProtocolError && error.code === 'invalid_client' && authorization !== undefined)
        reply.header('www-authenticate', challenge)
      throw error
    }
  }
}
