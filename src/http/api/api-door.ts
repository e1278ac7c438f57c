import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ApiSettings, StatusProfile } from '../../config/environments.ts'
import type { MachineCaller } from '../../protocol/machine-token.ts'
import type { Log } from '../../system/log.ts'
import type { VerifyMachineToken } from '../../usecases/machine/verify-machine-token.ts'
import type { CallLimit } from '../../usecases/self-service/call-limit.ts'
import type { KeptAnswer, RepeatedRequests } from '../../usecases/self-service/repeated-requests.ts'
import { type ApiOperation, supplierScope } from './api-operation.ts'
import { ApiRefusal, errorBody } from './api-refusal.ts'
import { matchOperation } from './match-operation.ts'
import { bearerToken, demandJsonAccepted, readBody, readRevisions } from './read-call.ts'

export interface ApiDoorNeeds {
  readonly operations: readonly ApiOperation[]
  /** Path of the API's base. */
  readonly prefix: string
  readonly settings: ApiSettings
  readonly verifyToken: VerifyMachineToken
  readonly limit: CallLimit
  readonly repeated: RepeatedRequests
  readonly environmentName: string
  readonly log: Log
  readonly nowSeconds: () => number
}

/** Calls a minute and organisation (REG-109). */
const mostPerMinute = 600

const nobody: MachineCaller = { orgno: '', clientId: '', scopes: [] }

/** One call from its path to its answer; whatever is thrown on the way is answered here as JSON (REG-106, REG-141). */
export const apiDoor = (needs: ApiDoorNeeds) => async (request: FastifyRequest, reply: FastifyReply) => {
  const startedAt = performance.now()
  const correlationId = request.id
  reply.header('x-correlation-id', correlationId)
  const seen: { caller: MachineCaller; operation?: ApiOperation; clientId?: string | undefined } = { caller: nobody }
  let answer: KeptAnswer
  try {
    answer = await handle(needs, request, seen)
  } catch (error) {
    if (!(error instanceof ApiRefusal))
      needs.log.error({ correlationId, err: error }, 'a call of the API failed unexpectedly')
    answer = refusalAnswer(error, correlationId, needs.nowSeconds())
  }
  needs.log.info(
    {
      environment: needs.environmentName,
      tokenClient: seen.caller.clientId,
      orgno: seen.caller.orgno,
      method: request.method,
      path: seen.operation?.path,
      clientId: seen.clientId,
      status: answer.status,
      correlationId,
      milliseconds: Math.round(performance.now() - startedAt),
    },
    'api-call',
  )
  return send(reply, answer)
}

function send(reply: FastifyReply, { status, headers, body }: KeptAnswer): FastifyReply {
  reply.code(status).headers(headers)
  if (body === '') return status === 204 ? reply.send() : reply.header('content-length', '0').send('')
  return reply.header('content-type', 'application/json; charset=utf-8').send(body)
}

/** Answers what the HTTP library refused before the call was handled, such as a body that is too large. */
export function sendFailure(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Log,
  nowSeconds: number,
): FastifyReply {
  const status = (error as { statusCode?: unknown } | null)?.statusCode
  if (status === 413)
    return send(reply, refusalAnswer(new ApiRefusal(413, 'the body is larger than 512 KiB'), request.id, nowSeconds))
  if (status === 415)
    return send(reply, refusalAnswer(new ApiRefusal(415, 'the content type cannot be read'), request.id, nowSeconds))
  if (typeof status === 'number' && status >= 400 && status < 500)
    return send(reply, refusalAnswer(new ApiRefusal(400, 'the request cannot be read'), request.id, nowSeconds))
  log.error({ correlationId: request.id, err: error }, 'a call of the API failed unexpectedly')
  return send(reply, refusalAnswer(error, request.id, nowSeconds))
}

/** What was thrown, as an answer. */
function refusalAnswer(error: unknown, correlationId: string, nowSeconds: number): KeptAnswer {
  const refusal = error instanceof ApiRefusal ? error : new ApiRefusal(500, 'something went wrong; nothing was stored')
  const body = errorBody(refusal, correlationId, new Date(nowSeconds * 1000))
  return { status: refusal.status, headers: { ...refusal.headers }, body: JSON.stringify(body) }
}

async function handle(
  needs: ApiDoorNeeds,
  request: FastifyRequest,
  seen: { caller: MachineCaller; operation?: ApiOperation; clientId?: string | undefined },
): Promise<KeptAnswer> {
  const [path = '', query = ''] = splitOnce(request.raw.url ?? '', '?')
  const match = matchOperation(needs.operations, request.method, path.slice(needs.prefix.length))
  if (match.outcome === 'no-such-path') throw new ApiRefusal(404, 'there is no such path in this API')
  if (match.outcome === 'wrong-method')
    throw new ApiRefusal(405, `this path answers ${match.allow}`, { headers: { allow: match.allow } })
  const { operation } = match
  seen.operation = operation
  seen.clientId = match.path.client_id
  demandJsonAccepted(request.headers.accept)
  if (operation.scopes.length > 0) seen.caller = await callerOf(needs, request)
  await demandRoom(needs, request, operation, seen.caller)
  demandScope(operation, seen.caller)
  const body = readBody(request, operation)
  const revisions = readRevisions(request.headers['if-match'])
  const { caller } = seen
  const run = async (): Promise<KeptAnswer> => {
    const done = await operation.run({
      path: match.path,
      query: new URLSearchParams(query),
      body,
      caller,
      acting: {
        orgno: caller.orgno,
        mayActForOthers: caller.scopes.includes(supplierScope),
        actor: { kind: 'machine', id: caller.clientId, orgno: caller.orgno },
        correlationId: request.id,
      },
      ...(revisions === undefined ? {} : { revisions }),
    })
    const observed = profileOf(needs.settings, caller.clientId) === 'observed' ? operation.observed : undefined
    const text = done.body === undefined ? '' : JSON.stringify(done.body)
    return { status: observed ?? 200, headers: { ...done.headers }, body: text }
  }
  const key = request.headers['idempotency-key']
  if (operation.method !== 'POST' || typeof key !== 'string' || key === '') return run()
  return once(needs.repeated, `${caller.orgno} ${path} ${key}`, digest([query, request.body]), operation, run)
}

/** Does a POST with an Idempotency-Key one time only, and answers repetitions with the first result (REG-109). */
async function once(
  repeated: RepeatedRequests,
  name: string,
  request: string,
  operation: ApiOperation,
  run: () => Promise<KeptAnswer>,
): Promise<KeptAnswer> {
  const begun = await repeated.begin(name, request)
  if (begun.outcome === 'different')
    throw new ApiRefusal(409, 'this Idempotency-Key was used for another request; take a new one')
  if (begun.outcome === 'under-way')
    throw new ApiRefusal(409, 'the first request with this Idempotency-Key is still being handled; try again')
  if (begun.outcome === 'repeated') {
    if (operation.secret)
      throw new ApiRefusal(409, 'a secret was made with this Idempotency-Key; it is shown once and never kept')
    return begun.answer
  }
  try {
    const answer = await run()
    await repeated.finish(name, request, operation.secret ? { status: answer.status, headers: {}, body: '' } : answer)
    return answer
  } catch (error) {
    await repeated.abandon(name)
    throw error
  }
}

const unauthorized = () =>
  new ApiRefusal(401, 'the access token is missing, has expired or is not of this environment', {
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
  })

async function callerOf(needs: ApiDoorNeeds, request: FastifyRequest): Promise<MachineCaller> {
  const token = bearerToken(request.headers.authorization)
  const caller = token === undefined ? undefined : await needs.verifyToken(token)
  if (caller === undefined) throw unauthorized()
  return caller
}

function demandScope({ scopes }: ApiOperation, caller: MachineCaller): void {
  if (scopes.length === 0 || scopes.some((scope) => caller.scopes.includes(scope))) return
  throw new ApiRefusal(403, `this needs one of the scopes ${scopes.join(', ')}`, {
    word: 'insufficient_scope',
    headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scopes[0]}"` },
  })
}

async function demandRoom(
  needs: ApiDoorNeeds,
  request: FastifyRequest,
  operation: ApiOperation,
  caller: MachineCaller,
): Promise<void> {
  const wait =
    caller !== nobody
      ? await needs.limit(caller.orgno, mostPerMinute)
      : operation.perAddress === undefined
        ? undefined
        : await needs.limit(`${operation.path} ${request.ip}`, operation.perAddress)
  if (wait !== undefined)
    throw new ApiRefusal(429, `too many calls; try again in ${wait} s`, { headers: { 'retry-after': String(wait) } })
}

/** The client's own profile before the environment's (REG-104). */
function profileOf(settings: ApiSettings, clientId: string): StatusProfile {
  if (settings.observedClients.includes(clientId)) return 'observed'
  if (settings.publishedClients.includes(clientId)) return 'published'
  return settings.statusProfile
}

const digest = (parts: readonly unknown[]): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(Buffer.isBuffer(part) ? part : String(part ?? '')).update('\n')
  return hash.digest('base64url')
}

const splitOnce = (text: string, at: string): readonly string[] => {
  const index = text.indexOf(at)
  return index === -1 ? [text] : [text.slice(0, index), text.slice(index + 1)]
}
