import type { FastifyReply, FastifyRequest } from 'fastify'
import type { EmitEvent } from '../../audit/event.ts'
import type { ErrorPageKind } from '../../pages/error-page.ts'
import { AuthorizationError } from '../../protocol/authorization-request.ts'
import { type Language, matchUiLocales } from '../../protocol/language.ts'
import { readParameters } from '../../protocol/parameters.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { Log } from '../../system/log.ts'
import { statusOf } from '../oidc/json-door.ts'
import { refusedEvent } from '../refused-event.ts'
import { pathOf, queryOf } from '../server.ts'
import type { PageDoor } from './page-door.ts'
import { sendAuthorizationError } from './send-response.ts'

interface Needs {
  readonly door: PageDoor
  readonly emit: EmitEvent
  readonly log: Log
}

/** How doors to pages meet what was thrown: back to the client where that is safe, else the error page (AUTHZ-51, ERR-24). */
export const answerThrownOnPage =
  ({ door, emit, log }: Needs) =>
  (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply | Promise<FastifyReply> => {
    if (error instanceof ProtocolError) {
      // What the citizen chose is no refusal, and has its own event.
      if (error.code !== 'access_denied') emit(refusedEvent(door.environment.name, request, error))
      if (error.cause !== undefined)
        log.error(
          { correlationId: request.id, endpoint: pathOf(request), err: error.cause },
          'a page failed unexpectedly',
        )
      if (error instanceof AuthorizationError) return sendAuthorizationError(door, request, reply, error)
      return door.sendError(request, reply, 400, pageKindOf(error), undefined, askedLocale(request), error.clientId)
    }
    const status = statusOf(error)
    if (status === 413) return door.sendError(request, reply, 413, 'too-large')
    if (status === 503) return door.sendError(request, reply, 503, 'overloaded')
    if (status >= 400 && status < 500) return door.sendError(request, reply, status, 'bad-request')
    log.error({ correlationId: request.id, endpoint: pathOf(request), err: error }, 'a page failed unexpectedly')
    return door.sendError(request, reply, 500, 'unexpected')
  }

/** What the refused request asked for, if that can be read: the person's own choice still comes first (LANG-2). */
function askedLocale(request: FastifyRequest): Language | undefined {
  const parameters = readParameters(queryOf(request))
  if (parameters === 'malformed' || parameters.isRepeated('ui_locales')) return undefined
  return matchUiLocales(parameters.get('ui_locales'))
}

/**
 * A pushed request that is too old or was used means that the login must begin anew (PAR-7). Steps 2 and 5 mean a wrong link to
 * or from the service; the rest is a request that cannot be read (ERRP-3).
 */
function pageKindOf({ code, step }: ProtocolError): ErrorPageKind {
  if (code === 'invalid_request_uri') return 'login-link-used'
  return code === 'invalid_client' || step === '5' || step === '2' ? 'unknown-service-link' : 'bad-request'
}
