import type { FastifyRequest } from 'fastify'
import type { ApiOperation } from './api-operation.ts'
import { ApiRefusal } from './api-refusal.ts'

/** The body as the operation takes it. One that takes none gets none, whatever the headers say (REG-100). */
export function readBody(request: FastifyRequest, operation: ApiOperation): unknown {
  if (operation.request === undefined) return undefined
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const wanted = operation.request === 'text' ? 'text/plain' : 'application/json'
  if (bytes.length === 0) throw new ApiRefusal(400, `the body is empty; send ${wanted}`)
  const type = String(request.headers['content-type'] ?? '')
    .split(';', 1)[0]
    ?.trim()
    .toLowerCase()
  if (type !== wanted) throw new ApiRefusal(415, `the content type must be ${wanted}`)
  const text = bytes.toString('utf8')
  if (operation.request === 'text') return text
  try {
    return JSON.parse(text)
  } catch {
    throw new ApiRefusal(400, 'the body cannot be read as JSON')
  }
}

/** All answers are JSON, so the caller must take it (REG-106). Throws 406. */
export function demandJsonAccepted(accept: string | undefined): void {
  if (accept === undefined || accept.trim() === '') return
  const isAccepted = accept.split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    return (
      ['*/*', 'application/*', 'application/json'].includes(type) && !parameters.some((one) => /^q=0(\.0*)?$/.test(one))
    )
  })
  if (!isAccepted) throw new ApiRefusal(406, 'answers of this API are application/json')
}

/** The revisions of `If-Match`; undefined where it is absent or any will do (REG-108). */
export function readRevisions(header: string | undefined): readonly number[] | undefined {
  if (header === undefined || header.trim() === '*') return undefined
  return header.split(',').map((tag) => Number(/^\s*"([0-9]+)"\s*$/.exec(tag)?.[1] ?? Number.NaN))
}

export interface SentToken {
  readonly token: string
  /** Sent with the scheme DPoP, so a proof of the key must stand beside it (RFC 9449 §7.1). */
  readonly isBound: boolean
}

/** The access token of the Authorization header; undefined where there is none that can be read. */
export function sentToken(header: string | undefined): SentToken | undefined {
  const match = /^(Bearer|DPoP) +([A-Za-z0-9._~+/-]+=*)$/i.exec(header ?? '')
  const [, scheme, token] = match ?? []
  return scheme === undefined || token === undefined ? undefined : { token, isBound: scheme.toLowerCase() === 'dpop' }
}
