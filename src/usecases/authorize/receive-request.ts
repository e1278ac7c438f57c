import { type RequestOrigin, toldWhereSafe } from '../../protocol/authorization-request.ts'
import type { Client } from '../../protocol/client.ts'
import { type Parameters, readParameters } from '../../protocol/parameters.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { AuthorizationNeeds } from './authorization-needs.ts'
import { openRequestObject } from './open-request-object.ts'
import { openPushedRequest, pushedPrefix } from './pushed-requests.ts'

/** A request by the way it came, before it is judged. */
export interface ReceivedRequest {
  readonly parameters: Parameters
  readonly origin: RequestOrigin
  /** Id of the pushed request, to be spent by whoever answers it. */
  readonly pushedRequest?: string
  /** Thumbprint of the key that was proven when it was pushed (RFC 9449 §10.1). */
  readonly dpopJkt?: string
}

/** Has the request come by itself, in the address or in a form? */
export const isPlain = (parameters: Parameters): boolean =>
  parameters.get('request') === undefined && parameters.get('request_uri') === undefined

/**
 * Steps 3 and 4 of AUTHZ-51 for a request that is not plain: what was pushed, or what the request object says, and nothing of
 * what stands beside it (RO-8, PAR-6).
 */
export const receiveRequest = (needs: AuthorizationNeeds) => {
  const openObject = openRequestObject(needs)
  const openPushed = openPushedRequest(needs)
  return async (parameters: Parameters, client: Client): Promise<ReceivedRequest> => {
    const [object, requestUri] = [parameters.get('request'), parameters.get('request_uri')]
    const refused = (error: ProtocolError) => toldWhereSafe(error, parameters, client)
    if (requestUri === undefined) {
      try {
        return { parameters: await openObject(object ?? '', client), origin: { pushed: false, signed: true } }
      } catch (error) {
        throw error instanceof ProtocolError ? refused(error) : error
      }
    }
    if (object !== undefined)
      throw refused(new ProtocolError('invalid_request', 'request and request_uri cannot be combined', '3'))
    if (!requestUri.startsWith(pushedPrefix))
      throw refused(new ProtocolError('request_uri_not_supported', 'request_uri must be one that /par gave', '3'))
    const pushed = await openPushed(requestUri, client)
    const kept = readParameters(pushed.parameters)
    if (kept === 'malformed') throw new Error('a pushed request that was kept cannot be read')
    // Whether it had to be signed was judged when it was pushed.
    return {
      parameters: kept,
      origin: { pushed: true, signed: true },
      pushedRequest: pushed.id,
      ...(pushed.dpopJkt === undefined ? {} : { dpopJkt: pushed.dpopJkt }),
    }
  }
}
