import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { SiteMount } from '../portal/site-mount.ts'

/** Largest body, in bytes (REG-100). */
const largestBody = 512 * 1024

export interface ApiMountOptions {
  /** Path of the API's base. */
  readonly prefix: string
  /** Loads the API when it is first called: most starts of the program do not need it. */
  readonly load: () => Promise<LoadedApi>
}

export interface LoadedApi {
  readonly handle: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>
  /** Answers what ended before it came to `handle`, such as a body that is too large. */
  readonly answerFailure: (error: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply
}

/** The API of one environment below a path of the portal's process: JSON in and out, without cookies. */
export function apiMount(options: ApiMountOptions): SiteMount {
  return {
    prefix: options.prefix,
    takesForeignPosts: true,
    register(app: FastifyInstance) {
      app.removeAllContentTypeParsers()
      app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largestBody }, (_request, body, done) =>
        done(null, body),
      )
      app.addHook('onRequest', async (request, reply) => {
        reply.header('x-correlation-id', request.id)
      })
      app.setErrorHandler(async (error, request, reply) => (await options.load()).answerFailure(error, request, reply))
      app.all('/*', async (request, reply) => (await options.load()).handle(request, reply))
      app.all('/', async (request, reply) => (await options.load()).handle(request, reply))
    },
  }
}
