import type { FastifyReply } from 'fastify'
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

/** A bearer token's fault in the header (UINF-5): no error code when there was no token. */
export function bearerChallenge(realm: string, error: ProtocolError | undefined, reference: string): string {
  if (error === undefined) return `Bearer realm="${realm}"`
  const scope = error.code === 'insufficient_scope' ? ', scope="openid profile"' : ''
  return `Bearer realm="${realm}", error="${error.code}", error_description="${describe(error.description, reference)}"${scope}`
}
