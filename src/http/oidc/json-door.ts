import type { FastifyReply, FastifyRequest } from 'fastify'
import type { EmitEvent } from '../../audit/event.ts'
import type { Environment } from '../../config/environments.ts'
import { type Parameters, readParameters } from '../../protocol/parameters.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { Log } from '../../system/log.ts'
import { TooManyFailures } from '../../usecases/token/failure-limit.ts'
import { refusedEvent } from '../refused-event.ts'
import { pathOf, wrongContentType } from '../server.ts'
import { answerJsonError } from './answer-error.ts'

interface Needs {
  readonly environment: Environment
  readonly emit: EmitEvent
  readonly log: Log
  /** Where the refusal is explained. */
  readonly errorUri?: (error: ProtocolError) => string | undefined
}

/** How doors that answer JSON meet what was thrown: refusals as they are, everything else without its text (ERR-27). */
export function answerThrown(needs: Needs) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (error instanceof ProtocolError) {
      needs.emit(refusedEvent(needs.environment.name, request, error))
      if (error.retryAfterSeconds !== undefined) reply.header('retry-after', String(error.retryAfterSeconds))
      return answerJsonError(reply, error, error.status, needs.errorUri?.(error))
    }
    if (error instanceof TooManyFailures) {
      reply.header('retry-after', String(error.retryAfterSeconds))
      return answerJsonError(reply, new ProtocolError('temporarily_unavailable', error.message), 429)
    }
    const status = statusOf(error)
    if (status === 413)
      return answerJsonError(reply, new ProtocolError('invalid_request', 'the request body is too large'), 413)
    if (status >= 400 && status < 500)
      return answerJsonError(reply, new ProtocolError('invalid_request', 'the request cannot be read'), status)
    needs.log.error(
      { correlationId: request.id, endpoint: pathOf(request), err: error },
      'a request failed unexpectedly',
    )
    return answerJsonError(reply, new ProtocolError('server_error', 'something went wrong in the gateway'))
  }
}

/** HTTP status of what the HTTP library threw; a content type that cannot be read is a wrong one (HTTP-3). */
export const statusOf = (error: unknown): number => {
  const status = (error as { statusCode?: unknown } | null)?.statusCode
  return typeof status === 'number' ? (status === 415 ? 400 : status) : 500
}

/** The parameters of a posted form. Throws `invalid_request` for another content type or broken encoding (HTTP-3). */
export function readForm(request: FastifyRequest): Parameters {
  if (request.body === wrongContentType)
    throw new ProtocolError('invalid_request', 'the content type must be application/x-www-form-urlencoded')
  const parameters = readParameters(typeof request.body === 'string' ? request.body : '')
  if (parameters === 'malformed')
    throw new ProtocolError('invalid_request', 'the form is not valid percent-encoded UTF-8')
  return parameters
}

/** Credentials and codes do not belong in an address, where they are logged (CAUTH-7). Throws `invalid_request`. */
export function refuseQuery(query: string): void {
  if (/(?:^|&)(?:client_secret|client_assertion|code|code_verifier|refresh_token|access_token|token)=/.test(query))
    throw new ProtocolError(
      'invalid_request',
      'parameters of this endpoint belong in the request body, not in its address',
    )
}
