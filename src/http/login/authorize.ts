import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Parameters, readParameters } from '../../protocol/parameters.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { AuthorizationInput } from '../../usecases/authorize/authorization-needs.ts'
import type { AuthorizationOutcome } from '../../usecases/authorize/begin-authorization.ts'
import type { ParkedRequests } from '../../usecases/authorize/parked-requests.ts'
import { languageCookieName, readCookie } from '../guards/cookies.ts'
import { noStore } from '../oidc/answer-error.ts'
import { noteSent } from '../refused-event.ts'
import { queryOf } from '../server.ts'
import type { PageDoor } from './page-door.ts'
import { readParked } from './parked.ts'
import { sendAuthorizationResponse } from './send-response.ts'

interface Needs {
  readonly door: PageDoor
  readonly beginAuthorization: (input: AuthorizationInput) => Promise<AuthorizationOutcome>
  readonly parked: ParkedRequests
}

/** `GET /authorize`, and the GET that follows a POST to it (section 6, HTTP-15). */
export const authorizeEndpoint = (needs: Needs) => {
  const { door, parked } = needs
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const parameters = await readParked(parked, readQuery(request), (posted) => noteSent(request, posted))
    if (parameters === 'used') return door.sendError(request, reply, 400, 'login-link-used')
    const outcome = await needs.beginAuthorization({
      parameters,
      cookies: door.browserCookies(request),
      languageCookie: readCookie(request.headers, languageCookieName),
      userAgent: request.headers['user-agent'],
      ip: request.ip,
      correlationId: request.id,
    })
    if (outcome.kind === 'answer') {
      if (outcome.clearSessionCookie) reply.header('set-cookie', [door.cookies.clear(door.cookies.session)])
      return sendAuthorizationResponse(door, request, reply, outcome.response, outcome.asker)
    }
    const loginCookie = door.cookies.set(door.cookies.login, outcome.handle)
    const cookies =
      outcome.browser === undefined
        ? [loginCookie]
        : [
            loginCookie,
            door.cookies.set(door.cookies.browser, outcome.browser),
            // Of tabs that begin together in a new browser, the last one's cookie stays; each login keeps a proof of its own.
            door.cookies.set(door.cookies.tab(outcome.handle), outcome.browser),
          ]
    return reply
      .code(302)
      .headers({ ...noStore, 'set-cookie': cookies, location: `/authorize/${outcome.page}?login=${outcome.handle}` })
      .send()
  }
}

/** The parameters of the address. Throws step 1 of AUTHZ-51 for broken encoding. */
export function readQuery(request: FastifyRequest): Parameters {
  const parameters = readParameters(queryOf(request))
  if (parameters === 'malformed')
    throw new ProtocolError('invalid_request', 'the address is not valid percent-encoded UTF-8', '1')
  return parameters
}
