import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Breach, JourneyRefusal, refusalCodes, refuse } from '../../journey/refusal.ts'
import type { Language } from '../../protocol/language.ts'
import type { Log } from '../../system/log.ts'
import { refusalText } from '../../texts/refusal-text.ts'
import type { KeptAnswer, RepeatedRequests } from '../../usecases/self-service/repeated-requests.ts'
import { isFromForeignPage } from '../guards/is-from-foreign-page.ts'
import type { PortalDoors } from '../portal/portal-doors.ts'
import { matchRoute } from './match-route.ts'
import type { PortalAnswer, PortalRoute } from './portal-route.ts'
import { readBody } from './read-body.ts'

export interface PortalApiOptions {
  /** The portal's own address; writes must name its origin. */
  readonly baseUrl: string
  /** The routes, loaded at the first call: no start waits for their schemas. */
  readonly load: () => Promise<readonly PortalRoute[]>
  readonly repeated: RepeatedRequests
  readonly log: Log
}

const prefix = '/portal/api/v1'
const largestBody = 256 * 1024
const longestKey = 64

/**
 * The portal for programs of its people (§22): JSON in and out, the browser's session, the same use cases as the pages. A
 * write needs the session's token besides the cookie, and comes from the portal's own origin.
 */
export function addPortalApi(site: FastifyInstance, doors: PortalDoors, options: PortalApiOptions): void {
  const origin = new URL(options.baseUrl).origin
  site.register(
    (app, _options, done) => {
      app.removeAllContentTypeParsers()
      app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largestBody }, (_request, body, parsed) =>
        parsed(null, body),
      )
      app.addHook('onRequest', async (request, reply) => {
        reply.header('x-correlation-id', request.id)
        // Said here in JSON, before the site says it with a page.
        if (isWrite(request) && isFromForeignPage(request, origin))
          refuse('csrf_missing', 'the request comes from another site')
      })
      const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
        send(reply, await handle(doors, options, request))
      app.all('/*', answer)
      app.all('/', answer)
      app.setErrorHandler(async (failure, request, reply) => {
        const { language } = await doors.visit(request).catch(() => ({ language: 'nb' as const }))
        return refusalAnswer(failure, language, request, reply, options.log)
      })
      done()
    },
    { prefix },
  )
}

const isWrite = ({ method }: FastifyRequest): boolean => method !== 'GET' && method !== 'HEAD'

async function handle(doors: PortalDoors, options: PortalApiOptions, request: FastifyRequest): Promise<KeptAnswer> {
  const [rawPath = '', query = ''] = splitOnce(request.raw.url ?? '', '?')
  const { route, path } = matchRoute(await options.load(), request.method, rawPath.slice(prefix.length))
  const about = { path, query: new URLSearchParams(query) }
  if (route.open !== undefined) {
    const visit = await doors.visit(request)
    const body = isWrite(request) ? readBody(request, route.body) : undefined
    return keptAnswer(await route.open({ ...about, body, visit, language: visit.language }))
  }
  const visit = await doors.signedIn(request)
  const { actor, session, language } = visit
  if (isWrite(request) && request.headers['x-csrf-token'] !== session.csrf)
    refuse('csrf_missing', 'X-CSRF-Token is missing or of another session')
  const body = isWrite(request) ? readBody(request, route.body) : undefined
  const ifMatch = request.headers['if-match']
  if (route.edits === true && ifMatch === undefined)
    refuse('revision_missing', 'If-Match with the ETag of what is changed is missing')
  const run = async (): Promise<KeptAnswer> =>
    keptAnswer(
      (await route.run?.({
        ...about,
        actor,
        visit,
        body,
        language,
        accept: request.headers.accept ?? '',
        demandRevision(present) {
          if (ifMatch !== undefined && ifMatch.trim() !== '*' && !tagsOf(ifMatch).includes(tagOf(present)))
            refuse('revision_mismatch', `the present revision is ${present}`)
          return present
        },
      })) ?? {},
    )
  const key = request.headers['idempotency-key']
  if (!isWrite(request) || typeof key !== 'string' || key === '') return run()
  if (key.length > longestKey)
    refuse('too_long', 'Idempotency-Key is too long', { field: 'Idempotency-Key', values: { most: `${longestKey}` } })
  const content = Buffer.isBuffer(request.body) ? request.body : ''
  const digest = createHash('sha256')
    .update(`${query}\n${ifMatch ?? ''}\n`)
    .update(content)
    .digest('base64url')
  return once(options.repeated, `portal ${actor.id} ${request.method} ${rawPath} ${key}`, digest, route, run)
}

/** Does a write with an Idempotency-Key one time only, and answers repetitions with the first result (ONB-197). */
async function once(
  repeated: RepeatedRequests,
  name: string,
  digest: string,
  route: PortalRoute,
  run: () => Promise<KeptAnswer>,
): Promise<KeptAnswer> {
  const begun = await repeated.begin(name, digest)
  if (begun.outcome === 'different') refuse('idempotency_conflict', 'this Idempotency-Key was used for another request')
  if (begun.outcome === 'under-way') refuse('idempotency_conflict', 'the first request with this key is being handled')
  if (begun.outcome === 'repeated') {
    if (route.secret === true)
      refuse('idempotency_conflict', 'a secret was made with this key; it is shown once and never kept')
    return begun.answer
  }
  try {
    const answer = await run()
    await repeated.finish(
      name,
      digest,
      route.secret === true ? { status: answer.status, headers: {}, body: '' } : answer,
    )
    return answer
  } catch (failure) {
    await repeated.abandon(name)
    throw failure
  }
}

const tagOf = (revision: number): string => `"${revision}"`
const tagsOf = (header: string): readonly string[] => header.split(',').map((tag) => tag.trim())

function keptAnswer({ status = 200, body, revision, text, headers }: PortalAnswer): KeptAnswer {
  const type = text?.type ?? (body === undefined ? undefined : 'application/json; charset=utf-8')
  return {
    status,
    headers: {
      ...headers,
      ...(revision === undefined ? {} : { etag: tagOf(revision) }),
      ...(type === undefined ? {} : { 'content-type': type }),
    },
    body: text?.content ?? (body === undefined ? '' : JSON.stringify(body)),
  }
}

const send = (reply: FastifyReply, { status, headers, body }: KeptAnswer): FastifyReply =>
  reply
    .code(status)
    .headers(headers)
    .send(body === '' ? undefined : body)

/** What was refused, in the person's language; every breach that was found (§22). */
function refusalAnswer(
  failure: unknown,
  language: Language,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Log,
): FastifyReply {
  if (failure instanceof JourneyRefusal) {
    const [first] = failure.breaches
    if (refusalCodes[first.code] === 429) reply.header('retry-after', '3600')
    if (first.code === 'method_not_allowed') reply.header('allow', first.values?.methods ?? '')
    return sendErrors(
      request,
      reply,
      failure.status,
      failure.breaches.map((breach) => describe(language, breach)),
    )
  }
  const status = (failure as { statusCode?: unknown } | null)?.statusCode
  if (status === 413) return refusalAnswer(tooLarge, language, request, reply, log)
  if (typeof status === 'number' && status >= 400 && status < 500)
    return refusalAnswer(unreadable, language, request, reply, log)
  log.error({ site: 'portal', correlationId: request.id, err: failure }, 'a call of the portal API failed unexpectedly')
  return sendErrors(request, reply, 500, [
    { code: 'server_error', message: 'something went wrong; nothing was stored' },
  ])
}

const tooLarge = new JourneyRefusal({ code: 'file_too_large', message: 'too large', values: { most: '256 KiB' } })
const unreadable = new JourneyRefusal({ code: 'bad_json', message: 'the request cannot be read' })

const describe = (language: Language, breach: Breach) => ({
  code: breach.code,
  ...(breach.field === undefined ? {} : { field: wireName(breach.field) }),
  message: refusalText(language, breach),
  ...(breach.code === 'reauthentication_required'
    ? { acr: breach.values?.acr, max_age: Number(breach.values?.maxAge ?? 0) }
    : {}),
})

/** Some forms of the pages name their fields in another way. */
const wireName = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const sendErrors = (request: FastifyRequest, reply: FastifyReply, status: number, errors: readonly unknown[]) =>
  reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ status, correlation_id: request.id, errors }))

const splitOnce = (text: string, at: string): readonly string[] => {
  const index = text.indexOf(at)
  return index === -1 ? [text] : [text.slice(0, index), text.slice(index + 1)]
}
