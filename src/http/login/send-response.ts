import type { FastifyReply, FastifyRequest } from 'fastify'
import { formPostPage } from '../../pages/login/form-post-page.ts'
import type { AuthorizationError } from '../../protocol/authorization-request.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { type AuthorizationResponse, authorizationResponse, errorParameters } from '../../protocol/response-mode.ts'
import { describe, noStore } from '../oidc/answer-error.ts'
import type { PageDoor } from './page-door.ts'

/** Sends the browser to the client with its answer: 302 after a GET, 303 after a POST (HTTP-8), or the form of AUTHZ-48. */
export function sendAuthorizationResponse(
  door: PageDoor,
  request: FastifyRequest,
  reply: FastifyReply,
  response: AuthorizationResponse,
): FastifyReply {
  if (response.kind === 'redirect')
    return reply
      .code(request.method === 'GET' ? 302 : 303)
      .headers({ ...noStore, location: response.location, 'referrer-policy': 'no-referrer' })
      .send()
  const frame = door.frame(
    door.languageOf(request),
    { kind: 'own', action: '/language', hidden: [['page', 'none']] },
    undefined,
  )
  const page = formPostPage(frame, { action: response.action, parameters: response.parameters })
  // Exactly this address: the page exists to post there and nowhere else (AUTHZ-48).
  return door.send(reply, 200, page, { formAction: withoutQuery(response.action) })
}

const withoutQuery = (uri: string): string => uri.split('?', 1)[0]?.replaceAll(/[;,]/g, encodeURIComponent) ?? uri

/** An error that goes back to the client, in the way it asked for (AUTHZ-55). */
export function sendAuthorizationError(
  door: PageDoor,
  request: FastifyRequest,
  reply: FastifyReply,
  error: AuthorizationError,
): FastifyReply {
  const { redirectUri, responseMode, state } = error.returnAddress
  const safe = new ProtocolError(
    error.code,
    describe(error.description, request.id).replace(` (ref: ${request.id})`, ''),
  )
  const parameters = errorParameters(safe, request.id, door.environment.issuer, state)
  return sendAuthorizationResponse(door, request, reply, authorizationResponse(redirectUri, responseMode, parameters))
}
