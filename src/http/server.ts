import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { openCorrelationIds } from './guards/correlation-id.ts'

/** Bytes of a request line that are read (HTTP-11 asks for 8192), and of a form. */
export const longestRequestLine = 32_768
export const largestForm = 65_536

export interface ServerOptions {
  readonly trustProxy: boolean
  /** Answers a path whose percent-encoding is broken; the HTTP library itself would show it. */
  readonly answerBadPath: (request: FastifyRequest, reply: FastifyReply) => unknown
}

/**
 * A gateway's HTTP server: sizes, correlation id, forms as text. A form's body arrives as the string it was sent as, since
 * the rules judge repeated and malformed parameters themselves; any other content type arrives as `wrongContentType`.
 */
export function openServer(options: ServerOptions): FastifyInstance {
  const correlationId = openCorrelationIds(options.trustProxy)
  const app = fastify({
    logger: false,
    trustProxy: options.trustProxy,
    bodyLimit: largestForm,
    forceCloseConnections: 'idle',
    requestIdHeader: false,
    genReqId: (request) => correlationId(request),
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200, querystringParser: () => ({}) },
    clientErrorHandler: (error, socket) => answerUnparsed(error, socket, correlationId({ headers: {} })),
    frameworkErrors: (_error, request, reply) => {
      reply.raw.setHeader('x-correlation-id', request.id)
      options.answerBadPath(request, reply)
    },
    http: { maxHeaderSize: longestRequestLine + 32_768 },
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  )
  // Read as a buffer, so that the limit holds for it too.
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null, wrongContentType))
  app.addHook('onRequest', (request, reply, done) => {
    reply.raw.setHeader('x-correlation-id', request.id)
    done()
  })
  return app
}

/** What is not even HTTP, or too long to be read: a status and a reference, nothing of what came (HTTP-11, HTTP-16). */
function answerUnparsed(error: ParseError, socket: Socket, correlationId: string): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const status = statusOfUnparsed(error)
  if (socket.writable)
    socket.write(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nX-Correlation-Id: ${correlationId}\r\nCache-Control: no-store\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
    )
  socket.destroy(error)
}

type ParseError = Error & { readonly code: string; readonly bytesParsed?: number; readonly rawPacket?: unknown }

function statusOfUnparsed({ code, bytesParsed, rawPacket }: ParseError): number {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408
  if (code !== 'HPE_HEADER_OVERFLOW') return 400
  // No line ended in what was read last: most likely it is the address that is too long.
  return rawPacket instanceof Buffer && rawPacket.subarray(0, bytesParsed).includes('\n') ? 431 : 414
}

export const wrongContentType = Symbol('a body that is not a form')

/** The text after the first `?`, as it was sent. */
export function queryOf(request: FastifyRequest): string {
  const start = request.url.indexOf('?')
  return start === -1 ? '' : request.url.slice(start + 1)
}

export const pathOf = (request: FastifyRequest): string => {
  const end = request.url.indexOf('?')
  return end === -1 ? request.url : request.url.slice(0, end)
}

export type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown> | unknown
