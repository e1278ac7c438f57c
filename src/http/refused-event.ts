import type { FastifyRequest } from 'fastify'
import type { ProtocolEvent } from '../audit/event.ts'
import { MachineFault } from '../protocol/machine-fault.ts'
import type { ProtocolError } from '../protocol/protocol-error.ts'
import { ruleOfRefusal } from '../protocol/refusal-rules.ts'
import { sentRecord } from '../protocol/sent-record.ts'
import { pathOf, queryOf } from './server.ts'

/** Requests whose parameters came by another way than the address, such as a posted one that was parked. */
const cameBefore = new WeakMap<FastifyRequest, string>()

/** Remembers the form of an earlier request that this one stands for, should it be refused. */
export const noteSent = (request: FastifyRequest, encoded: string): void => {
  cameBefore.set(request, encoded)
}

/** What a refusal is to the log, the audit and the people of the client: which rule, and what was sent, masked. */
export function refusedEvent(
  environmentName: string,
  request: FastifyRequest,
  error: ProtocolError,
): Extract<ProtocolEvent, { kind: 'refused' }> {
  const description = error.hint ?? error.description
  const { authorization, dpop } = request.headers
  const earlier = cameBefore.get(request)
  const body = typeof request.body === 'string' ? request.body : ''
  const sent = sentRecord({
    query: earlier ?? queryOf(request),
    body,
    authorization,
    dpop: Array.isArray(dpop) ? dpop.join(', ') : dpop,
  })
  return {
    kind: 'refused',
    endpoint: pathOf(request),
    code: error.code,
    description,
    rule: error instanceof MachineFault ? `PV-${error.number}` : ruleOfRefusal(error.code, description).rule,
    sent: JSON.stringify(sent),
    correlationId: request.id,
    environment: environmentName,
    ...(error.step === undefined ? {} : { step: error.step }),
    ...(error.clientId === undefined ? {} : { clientId: error.clientId }),
    ...(error.sentRedirectUri === undefined ? {} : { sentRedirectUri: error.sentRedirectUri }),
  }
}
