import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Environment } from '../../config/environments.ts'
import { endpointUrl } from '../../protocol/discovery.ts'
import { type ErrorCode, ProtocolError } from '../../protocol/protocol-error.ts'
import type { ProofNonces } from '../../usecases/dpop/proof-nonces.ts'
import type { ShownProof } from '../../usecases/dpop/require-proof.ts'
import type { Userinfo } from '../../usecases/resource/read-userinfo.ts'
import { queryOf } from '../server.ts'
import { noStore, type TokenScheme, tokenChallenges } from './answer-error.ts'
import type { Cors } from './cors.ts'
import { readForm, refuseQuery } from './json-door.ts'

interface Needs {
  readonly environment: Environment
  readonly readUserinfo: (accessToken: string, shown?: ShownProof) => Promise<Userinfo>
  readonly cors: Cors
  readonly nonces?: ProofNonces
}

/** Faults of the token, its proof or how it was sent; they are told in the header too. */
const challenged: readonly ErrorCode[] = [
  'invalid_token',
  'insufficient_scope',
  'invalid_request',
  'invalid_dpop_proof',
  'use_dpop_nonce',
]

/** `/userinfo` by GET and POST (section 14). */
export const userinfoEndpoint = (needs: Needs) => {
  const realm = new URL(needs.environment.issuer).host
  const url = endpointUrl(needs.environment.issuer, '/userinfo')
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (request.headers.origin !== undefined) await needs.cors.permit(request, reply)
    const scheme: TokenScheme = /^DPoP /i.test(request.headers.authorization ?? '') ? 'DPoP' : 'Bearer'
    if (scheme === 'DPoP' && needs.nonces !== undefined) reply.header('dpop-nonce', needs.nonces.current())
    try {
      const token = readAccessToken(request)
      if (token === undefined) {
        const challenges = tokenChallenges(realm, scheme, undefined, request.id)
        reply.code(401).headers({ ...noStore, 'www-authenticate': challenges })
        return reply.send()
      }
      const { method, headers } = request
      const shown = scheme === 'DPoP' ? { header: headers.dpop, method, url } : undefined
      return reply.headers(noStore).send(await needs.readUserinfo(token, shown))
    } catch (error) {
      if (error instanceof ProtocolError && challenged.includes(error.code))
        reply.header('www-authenticate', tokenChallenges(realm, scheme, error, request.id))
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
  const match = /^(?:Bearer|DPoP) +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization)
  if (match === null) throw new ProtocolError('invalid_token', 'the Authorization header holds no Bearer or DPoP token')
  return match[1]
}
