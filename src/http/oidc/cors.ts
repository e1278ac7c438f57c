import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ClientDirectory } from '../../usecases/self-service/client-directory.ts'
import type { Handler } from '../server.ts'

/** Lets scripts of registered browser clients call an endpoint, without credentials of the browser (HTTP-10). */
export interface Cors {
  /** Adds the permission to an answer, when the request's origin has it. */
  permit(request: FastifyRequest, reply: FastifyReply): Promise<void>
  /** Answers the browser's question beforehand (OPTIONS). */
  readonly preflight: Handler
}

export function openCors(clients: ClientDirectory): Cors {
  const permit = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { origin } = request.headers
    if (origin === undefined) return
    reply.header('vary', 'Origin')
    if (await clients.isBrowserClientOrigin(origin))
      reply.headers({
        'access-control-allow-origin': origin,
        'access-control-expose-headers': 'DPoP-Nonce, WWW-Authenticate',
      })
  }
  return {
    permit,
    async preflight(request, reply) {
      await permit(request, reply)
      if (reply.hasHeader('access-control-allow-origin'))
        reply.headers({
          'access-control-allow-methods': 'GET, POST, OPTIONS',
          'access-control-allow-headers': 'Authorization, Content-Type, DPoP',
          'access-control-max-age': '600',
        })
      return reply.code(204).send()
    },
  }
}
