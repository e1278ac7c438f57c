import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { openCorrelationIds } from './guards/correlation-id.ts'

/** Bytes of a request line that are read (HTTP-11 asks for 8192), and of a form. */
export const longestRequestLine = 32_768
export const largestForm = 65_536

export interface ServerOptions {
  readonly trustProxy: boolean
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
    http: { maxHeaderSize: longestRequestLine + 32_768 },
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  )
  app.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume()
    payload.on('end', () => done(null, wrongContentType))
    payload.on('error', done)
  })
  app.addHook('onRequest', (request, reply, done) => {
    reply.raw.setHeader('x-correlation-id', request.id)
    done()
  })
  return app
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
