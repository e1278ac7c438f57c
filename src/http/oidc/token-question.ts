import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Environment } from '../../config/environments.ts'
import { readCredentials } from '../../protocol/client-authentication.ts'
import { endpointUrl } from '../../protocol/discovery.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { TokenQuestion } from '../../usecases/resource/introspect-token.ts'
import { queryOf } from '../server.ts'
import { basicChallenge } from './answer-error.ts'
import { readForm, refuseQuery } from './json-door.ts'

/**
 * Reads what `/introspect` and `/revoke` have in common: one token, and who asks. `token_type_hint` is not needed and so
 * not read (INTR-1, REV-5).
 */
export const tokenQuestions = (environment: Environment) => {
  const challenge = basicChallenge(new URL(environment.issuer).host)
  return (path: string) => {
    const url = endpointUrl(environment.issuer, path)
    return async <Done>(
      request: FastifyRequest,
      reply: FastifyReply,
      answer: (question: TokenQuestion) => Promise<Done>,
    ): Promise<Done> => {
      refuseQuery(queryOf(request))
      const parameters = readForm(request)
      const repeated = parameters.firstRepeated()
      if (repeated !== undefined) throw new ProtocolError('invalid_request', 'a parameter was sent more than once')
      const { authorization } = request.headers
      try {
        return await answer({
          token: parameters.get('token'),
          credentials: readCredentials(authorization, parameters),
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
}
