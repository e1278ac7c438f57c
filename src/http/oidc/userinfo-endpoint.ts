import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Environment } from '../../config/environments.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { Userinfo } from '../../usecases/resource/read-userinfo.ts'
import { queryOf } from '../server.ts'
import { bearerChallenge, noStore } from './answer-error.ts'
import type { Cors } from './cors.ts'
import { readForm, refuseQuery } from './json-door.ts'

interface Needs {
  readonly environment: Environment
  readonly readUserinfo: (accessToken: string) => Promise<Userinfo>
  readonly cors: Cors
}

/** `/userinfo` by GET and POST (section 14). */
export const userinfoEndpoint = (needs: Needs) => {
  const realm = new URL(needs.environment.issuer).host
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (request.headers.origin !== undefined) await needs.cors.permit(request, reply)
    try {
      const token = readAccessToken(request)
      if (token === undefined) {
        reply.code(401).headers({ ...noStore, 'www-authenticate': bearerChallenge(realm, undefined, request.id) })
        return reply.send()
      }
      return reply.headers(noStore).send(await needs.readUserinfo(token))
    } catch (error) {
      if (error instanceof ProtocolError && (error.code === 'invalid_token' || error.code === 'insufficient_scope'))
        reply.header('www-authenticate', bearerChallenge(realm, error, request.id))
      if (error instanceof ProtocolError && error.code === 'invalid_request')
        reply.header('www-authenticate', bearerChallenge(realm, error, request.id))
      throw error
    }
  }
}

/** RFC 6750 §2.1 and §2.2, one of them; never the query (UINF-1, UINF-5). Throws `invalid_request`, `invalid_token`. */
function readAccessToken(request: FastifyRequest): string | undefined {
  refuseQuery(queryOf(request))
  const form =
    request.method === 'POST' && request.body !== undefined && request.body !== null ? readForm(request) : undefined
  if (form?.isRepeated('access_token'))
    throw new ProtocolError('invalid_request', 'access_token was sent more than once')
  const inBody = form?.get('access_token')
  const { authorization } = request.headers
  if (authorization !== undefined && inBody !== undefined)
    throw new ProtocolError('invalid_request', 'the access token was sent in two ways')
  if (inBody !== undefined) return inBody
  if (authorization === undefined) return undefined
  const match = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization)
  if (match === null) throw new ProtocolError('invalid_token', 'the Authorization header holds no Bearer token')
  return match[1]
}
