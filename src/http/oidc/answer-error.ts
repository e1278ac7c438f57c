import type { FastifyReply } from 'fastify'
import { proofAlgorithms } from '../../protocol/dpop.ts'
import { errorCodes, type ProtocolError } from '../../protocol/protocol-error.ts'

export const noStore = { 'cache-control': 'no-store', pragma: 'no-cache' } as const

/** ERR-1 allows ASCII without quotation mark and backslash; a description of ours that strays is mended, not sent. */
const forbiddenInDescription = /[^\x20-\x21\x23-\x5B\x5D-\x7E]/g

/** The text of `error_description`: for a developer, ending with the reference (HTTP-16). */
export const describe = (description: string, reference: string): string =>
  `${description.replaceAll(forbiddenInDescription, "'")} (ref: ${reference})`

/** Writes a protocol error as JSON (ERR-1): the only place that does. */
export function answerJsonError(
  reply: FastifyReply,
  error: ProtocolError,
  status: number = errorCodes[error.code],
  errorUri?: string,
): FastifyReply {
  return reply
    .code(status)
    .headers(noStore)
    .send({
      error: error.code,
      error_description: describe(error.description, reply.request.id),
      ...(errorUri === undefined ? {} : { error_uri: errorUri }),
    })
}

/** `invalid_client` names the scheme when the client used the header (CAUTH-4). */
export const basicChallenge = (realm: string): string => `Basic realm="${realm}", charset="UTF-8"`

export type TokenScheme = 'Bearer' | 'DPoP'

/**
 * An access token's fault in the header (UINF-5), below the scheme that it was sent with: no error code when there was no
 * token. Both schemes are named, so that a client of bound tokens learns of its own (RFC 9449 §7.1).
 */
export function tokenChallenges(
  realm: string,
  sentWith: TokenScheme,
  error: ProtocolError | undefined,
  reference: string,
): string[] {
  const scope = error?.code === 'insufficient_scope' ? ', scope="openid profile"' : ''
  const fault =
    error === undefined
      ? ''
      : `, error="${error.code}", error_description="${describe(error.description, reference)}"${scope}`
  const algorithms = `, algs="${proofAlgorithms.join(' ')}"`
  return [
    `Bearer realm="${realm}"${sentWith === 'Bearer' ? fault : ''}`,
    `DPoP realm="${realm}"${sentWith === 'DPoP' ? fault : ''}${algorithms}`,
  ]
}
