import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Log } from '../../system/log.ts'
import type { AppliedSeed } from '../../usecases/operations/apply-seed.ts'
import { isFromForeignPage } from '../guards/is-from-foreign-page.ts'

export interface DevDoorsOptions {
  /** Address of the site, to tell its own pages from others. */
  readonly baseUrl: string
  readonly seedSchema: () => Promise<unknown>
  /** undefined: switched off, and then there are no such doors. */
  readonly seed: DevSeed | undefined
  readonly log: Log
}

export interface DevSeed {
  applyText(text: string): Promise<AppliedSeed>
  reset(): Promise<AppliedSeed>
  /** A document for each environment, in their order. */
  exportDocuments(): Promise<readonly Record<string, unknown>[]>
}

const longestBodyBytes = 2 * 1024 * 1024
const seedTypes = ['application/json', 'application/yaml', 'application/x-yaml', 'text/yaml', 'text/x-yaml']

/** Doors for those who develop: the schema of seed files, and the seed itself while a program runs (REG-167, REG-168). */
export function addDevDoors(app: FastifyInstance, options: DevDoorsOptions): void {
  const { seed, log } = options
  const ownOrigin = new URL(options.baseUrl).origin
  app.register(async (dev) => {
    dev.removeAllContentTypeParsers()
    dev.addContentTypeParser(seedTypes, { parseAs: 'string', bodyLimit: longestBodyBytes }, (_request, body, done) =>
      done(null, body),
    )
    dev.addHook('onRequest', async (request, reply) => {
      if (request.method === 'POST' && isFromForeignPage(request, ownOrigin))
        return refuse(reply, 403, 'access_denied', 'pages of other sites may not do this; call it from a program')
    })
    dev.setErrorHandler((failure, _request, reply) => answerFailure(failure, reply, log))

    dev.get('/dev/seed.schema.json', async (_request, reply) =>
      reply.type('application/schema+json; charset=utf-8').send(JSON.stringify(await options.seedSchema(), null, 2)),
    )
    answerOtherMethods(dev, '/dev/seed.schema.json', 'GET, HEAD')
    if (seed === undefined) return

    dev.get('/dev/seed', async (request, reply) => exportSeed(seed, request, reply))
    dev.post('/dev/seed', async (request, reply) => {
      const text = typeof request.body === 'string' ? request.body : ''
      if (text.trim() === '')
        return refuse(reply, 400, 'invalid_request', 'the body is empty; send a seed document as YAML or JSON')
      return answerApplied(reply, await seed.applyText(text), 400, 'the seed')
    })
    answerOtherMethods(dev, '/dev/seed', 'GET, HEAD, POST')

    dev.post('/dev/reset', async (_request, reply) =>
      // The request has no fault then; the files on the machine have.
      answerApplied(reply, await seed.reset(), 409, 'a seed file'),
    )
    answerOtherMethods(dev, '/dev/reset', 'POST')
  })
}

/** All environments as a list of documents; with `environment` that one alone. Either can be posted back. */
async function exportSeed(seed: DevSeed, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const asked = (request.query as Readonly<Record<string, unknown>>).environment
  const documents = await seed.exportDocuments()
  if (asked === undefined) return reply.send(documents)
  const one = documents.find(({ environment }) => environment === asked)
  if (one !== undefined) return reply.send(one)
  const names = documents.map(({ environment }) => environment).join(', ')
  return refuse(reply, 404, 'not_found', `there is no such environment; there are ${names}`)
}

function answerApplied(reply: FastifyReply, applied: AppliedSeed, status: number, what: string): FastifyReply {
  if (applied.ok) return reply.send(applied.counts)
  const error = status === 409 ? 'conflict' : 'invalid_request'
  return refuse(reply, status, error, `${what} has faults; nothing was changed`, applied.faults)
}

const answerOtherMethods = (dev: FastifyInstance, url: string, allow: string): void => {
  const others = (['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const).filter(
    (method) => !allow.split(', ').includes(method),
  )
  dev.route({
    method: others,
    url,
    handler: async (_request, reply) =>
      refuse(reply.header('allow', allow), 405, 'invalid_request', `this address answers ${allow} only`),
  })
}

const refuse = (
  reply: FastifyReply,
  status: number,
  error: string,
  description: string,
  faults?: readonly string[],
): FastifyReply =>
  reply.code(status).send({ error, error_description: description, ...(faults === undefined ? {} : { faults }) })

/** What the server itself refuses, in words of ours: its own could repeat what was sent. */
function answerFailure(failure: unknown, reply: FastifyReply, log: Log): FastifyReply {
  const status = (failure as { statusCode?: number }).statusCode ?? 500
  if (status === 413) return refuse(reply, 413, 'invalid_request', `the body may have ${longestBodyBytes} bytes`)
  if (status === 415)
    return refuse(reply, 415, 'invalid_request', 'send the seed as application/yaml or application/json')
  if (status < 500) return refuse(reply, status, 'invalid_request', 'the request cannot be read')
  log.error({ site: 'portal', err: failure }, 'a door for development failed')
  return refuse(reply, 500, 'server_error', 'the seed was not applied; the log tells why')
}
