import type { FastifyReply, FastifyRequest } from 'fastify'
import { formPostPage } from '../../pages/login/form-post-page.ts'
import type { AuthorizationError } from '../../protocol/authorization-request.ts'
import type { Language } from '../../protocol/language.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { type AuthorizationResponse, authorizationResponse, errorParameters } from '../../protocol/response-mode.ts'
import { describe, noStore } from '../oidc/answer-error.ts'
import type { PageDoor } from './page-door.ts'

/** Who gets the answer, for the page that an answer can be. */
interface Asker {
  readonly clientId: string
  readonly uiLocale?: Language | undefined
  readonly onbehalfof?: string | undefined
}

/** Sends the browser to the client with its answer: 302 after a GET, 303 after a POST (HTTP-8), or the form of AUTHZ-48. */
export function sendAuthorizationResponse(
  door: PageDoor,
  request: FastifyRequest,
  reply: FastifyReply,
  response: AuthorizationResponse,
  asker: Asker,
): FastifyReply | Promise<FastifyReply> {
  if (response.kind === 'form')
    return sendFormPost(door, reply, door.languageOf(request, asker.uiLocale), response, asker)
  return reply
    .code(request.method === 'GET' ? 302 : 303)
    .headers({ ...noStore, location: response.location, 'referrer-policy': 'no-referrer' })
    .send()
}

/** The page that posts the answer. Its language switch brings the answer along, to get the same page again (LANG-4). */
export async function sendFormPost(
  door: PageDoor,
  reply: FastifyReply,
  language: Language,
  { action, parameters }: Extract<AuthorizationResponse, { kind: 'form' }>,
  { clientId, onbehalfof }: Asker,
): Promise<FastifyReply> {
  const client = await door.findClient(clientId)
  const service = client === undefined ? undefined : { client, ...(onbehalfof === undefined ? {} : { onbehalfof }) }
  const kept = parameters.map(([name, value]) => [`answer-${name}`, value] as const)
  const hidden = [
    ['page', 'form-post'] as const,
    ['service', clientId] as const,
    ['return', action] as const,
    ...(onbehalfof === undefined ? [] : [['onbehalfof', onbehalfof] as const]),
    ...kept,
  ]
  const frame = door.frame(language, { kind: 'own', action: '/language', hidden }, service)
  // Exactly this address: the page exists to post there and nowhere else (AUTHZ-48).
  return door.send(reply, 200, formPostPage(frame, { action, parameters }), { formAction: withoutQuery(action) })
}

const withoutQuery = (uri: string): string => uri.split('?', 1)[0]?.replaceAll(/[;,]/g, encodeURIComponent) ?? uri

/** An error that goes back to the client, in the way it asked for (AUTHZ-55). */
export function sendAuthorizationError(
  door: PageDoor,
  request: FastifyRequest,
  reply: FastifyReply,
  error: AuthorizationError,
): FastifyReply | Promise<FastifyReply> {
  const { redirectUri, responseMode, state } = error.returnAddress
  const safe = new ProtocolError(
    error.code,
    describe(error.description, request.id).replace(` (ref: ${request.id})`, ''),
  )
  const parameters = errorParameters(safe, request.id, door.environment.issuer, state)
  const response = authorizationResponse(redirectUri, responseMode, parameters)
  return sendAuthorizationResponse(door, request, reply, response, error.returnAddress)
}
