import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Parameters, readParameters } from '../../protocol/parameters.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { ParkedRequests } from '../../usecases/authorize/parked-requests.ts'
import { noStore } from '../oidc/answer-error.ts'
import { readForm } from '../oidc/json-door.ts'

/** Takes a cross-site POST off the road: 303 to a GET of the same endpoint, on which the browser shows its cookies (HTTP-15). */
export const parkPost =
  (path: string, parked: ParkedRequests) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    readForm(request)
    const handle = await parked.park(typeof request.body === 'string' ? request.body : '')
    return reply
      .code(303)
      .headers({ ...noStore, location: `${path}?handle=${handle}` })
      .send()
  }

/** The request itself, or the posted one that its `handle` names: once, then 'used'. `note` is told what had been posted. */
export async function readParked(
  parked: ParkedRequests,
  asked: Parameters,
  note?: (posted: string) => void,
): Promise<Parameters | 'used'> {
  const handle = asked.get('handle')
  if (handle === undefined || asked.get('client_id') !== undefined) return asked
  const posted = await parked.take(handle)
  if (posted === undefined) return 'used'
  note?.(posted)
  const parameters = readParameters(posted)
  if (parameters === 'malformed')
    throw new ProtocolError('invalid_request', 'the form is not valid percent-encoded UTF-8', '1')
  return parameters
}
