import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ApiSettings, StatusProfile } from '../../config/environments.ts'
import type { Log } from '../../system/log.ts'
import type { FindUserCaller } from '../../usecases/authorizations/find-user-caller.ts'
import type { VerifyMachineToken } from '../../usecases/machine/verify-machine-token.ts'
import type { CallLimit } from '../../usecases/self-service/call-limit.ts'
import type { KeptAnswer, RepeatedRequests } from '../../usecases/self-service/repeated-requests.ts'
import { askedLanguage } from '../portal/asked-language.ts'
import { type ApiCaller, type ApiOperation, supplierScope } from './api-operation.ts'
import { ApiRefusal, errorBody } from './api-refusal.ts'
import { matchOperation } from './match-operation.ts'
import { demandJsonAccepted, readBody, readRevisions, sentToken } from './read-call.ts'
import { refuseWithdrawn } from './withdrawn-paths.ts'

export interface ApiDoorNeeds {
  readonly operations: readonly ApiOperation[]
  /** Path of the API's base. */
  readonly prefix: string
  /** The address that `prefix` is the path of: what a DPoP proof is made for. */
  readonly base: string
  readonly settings: ApiSettings
  readonly verifyToken: VerifyMachineToken
  readonly findUser: FindUserCaller
  readonly limit: CallLimit
  readonly repeated: RepeatedRequests
  readonly environmentName: string
  readonly log: Log
  readonly nowSeconds: () => number
}

/** Calls a minute and organisation (REG-109). */
const mostPerMinute = 600

const nobody: ApiCaller = { orgno: '', clientId: '', scopes: [] }

/** What of a call the access log tells. */
interface SeenCall {
  caller: ApiCaller
  operation?: ApiOperation
  clientId?: string | undefined
  /** Keyed hash of the person it was about. */
  person?: string | undefined
  caseReference?: string | undefined
}

/** One call from its path to its answer; whatever is thrown on the way is answered here as JSON (REG-106, REG-141). */
export const apiDoor = (needs: ApiDoorNeeds) => async (request: FastifyRequest, reply: FastifyReply) => {
  const startedAt = performance.now()
  const correlationId = request.id
  reply.header('x-correlation-id', correlationId)
  const seen: SeenCall = { caller: nobody }
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
      ...(seen.caseReference === undefined ? {} : { caseReference: seen.caseReference }),
      ...(seen.person === undefined ? {} : { person: seen.person }),
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

async function handle(needs: ApiDoorNeeds, request: FastifyRequest, seen: SeenCall): Promise<KeptAnswer> {
  const [path = '', query = ''] = splitOnce(request.raw.url ?? '', '?')
  const below = path.slice(needs.prefix.length)
  refuseWithdrawn(below)
  const match = matchOperation(needs.operations, request.method, below)
  if (match.outcome === 'no-such-path') throw new ApiRefusal(404, 'there is no such path in this API')
  if (match.outcome === 'wrong-method')
    throw new ApiRefusal(405, `this path answers ${match.allow}`, { headers: { allow: match.allow } })
  const { operation } = match
  seen.operation = operation
  seen.clientId = match.path.client_id
  demandJsonAccepted(request.headers.accept)
  if (operation.tokens !== undefined) seen.caseReference = readCaseReference(request.headers['x-case-reference'])
  if (operation.scopes.length > 0) seen.caller = await callerOf(needs, request, operation, below)
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
      accept: request.headers.accept ?? '',
      language: askedLanguage(undefined, undefined, request.headers['accept-language']),
      acting: {
        orgno: caller.orgno,
        mayActForOthers: caller.scopes.includes(supplierScope),
        actor: { kind: 'machine', id: caller.clientId, orgno: caller.orgno },
        correlationId: request.id,
      },
      ...(revisions === undefined ? {} : { revisions }),
    })
    seen.person = done.person
    const observed = profileOf(needs.settings, caller.clientId) === 'observed' ? operation.observed : undefined
    const text = done.body === undefined ? '' : JSON.stringify(done.body)
    return { status: observed ?? operation.success ?? 200, headers: { ...done.headers }, body: text }
  }
  const key = request.headers['idempotency-key']
  // A question about a person is not kept to be answered again.
  if (operation.method !== 'POST' || operation.tokens !== undefined || typeof key !== 'string' || key === '')
    return run()
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

async function callerOf(
  needs: ApiDoorNeeds,
  request: FastifyRequest,
  operation: ApiOperation,
  below: string,
): Promise<ApiCaller> {
  const sent = sentToken(request.headers.authorization)
  if (sent === undefined) throw unauthorized()
  const { tokens } = operation
  // Tokens of machines are bound to nothing.
  const machine = sent.isBound ? undefined : await needs.verifyToken(sent.token)
  const shown = sent.isBound
    ? { header: request.headers.dpop, method: request.method, url: needs.base + below }
    : undefined
  const caller = machine ?? (tokens === undefined ? undefined : await needs.findUser(sent.token, shown))
  if (caller === undefined) throw unauthorized()
  const kind = machine === undefined ? 'user' : 'machine'
  if (tokens === undefined || tokens === 'any' || tokens === kind) return caller
  const instead = operation.otherVerb === undefined ? '' : `; with this token use ${operation.otherVerb}`
  const wanted = tokens === 'user' ? 'the access token of a citizen' : 'the access token of a machine'
  throw new ApiRefusal(403, `${operation.method} here needs ${wanted}${instead}`, { word: 'wrong_token_type' })
}

/** Why a person's access was looked up, in the caller's own words (API-57). Throws 400. */
function readCaseReference(header: string | readonly string[] | undefined): string | undefined {
  if (header === undefined) return undefined
  if (typeof header === 'string' && /^[\x20-\x7E]{1,64}$/.test(header)) return header
  throw new ApiRefusal(400, 'X-Case-Reference must be 1 to 64 printable ASCII characters')
}

function demandScope({ scopes }: ApiOperation, caller: ApiCaller): void {
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
  caller: ApiCaller,
): Promise<void> {
  const wait =
    caller !== nobody
      ? await needs.limit(callerName(caller), mostPerMinute)
      : operation.perAddress === undefined
        ? undefined
        : await needs.limit(`${operation.path} ${request.ip}`, operation.perAddress)
  if (wait !== undefined)
    throw new ApiRefusal(429, `too many calls; try again in ${wait} s`, { headers: { 'retry-after': String(wait) } })
}

/** Whose calls are counted together: an organisation's machines, or one citizen at one service. */
const callerName = ({ orgno, clientId, personRef }: ApiCaller): string =>
  personRef === undefined ? orgno : `${clientId} ${personRef}`

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
