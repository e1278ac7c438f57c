import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { EmitEvent } from '../../audit/event.ts'
import type { Environment } from '../../config/environments.ts'
import { render } from '../../pages/html.ts'
import { machineFaultsPage } from '../../pages/machine-faults-page.ts'
import { jwtBearerGrant } from '../../protocol/client-registration-types.ts'
import { endpointUrl } from '../../protocol/discovery.ts'
import { machineMetadata } from '../../protocol/machine-discovery.ts'
import { MachineFault } from '../../protocol/machine-fault.ts'
import { type Parameters, readParameters } from '../../protocol/parameters.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { Log } from '../../system/log.ts'
import type { AssertionInput, MachineTokenResponse } from '../../usecases/machine/exchange-assertion.ts'
import { pageHeaders } from '../guards/page-headers.ts'
import { noStore } from '../oidc/answer-error.ts'
import { answerThrown, readForm } from '../oidc/json-door.ts'
import { pathname } from '../oidc/metadata.ts'
import { queryOf } from '../server.ts'

/** What the machine issuer does, as its doors see it. */
export interface MachineIssuer {
  readonly exchangeAssertion: (input: AssertionInput) => Promise<MachineTokenResponse>
  readonly publishedKeys: () => Promise<readonly object[]>
}

interface Options {
  readonly environment: Environment
  readonly machine: MachineIssuer
  readonly stylesheet: string
  readonly emit: EmitEvent
  readonly log: Log
}

/** The second, small issuer of an environment: metadata, keys and one endpoint (REG-90…97). */
export function addMachineIssuer(app: FastifyInstance, options: Options): ReadonlyMap<string, string> {
  const { environment, machine } = options
  const { machineIssuer } = environment
  const base = pathname(machineIssuer)
  const errorUri = (error: ProtocolError): string | undefined =>
    error instanceof MachineFault ? `${endpointUrl(machineIssuer, '/errors')}#${error.number}` : undefined
  app.setErrorHandler(answerThrown({ ...options, errorUri }))

  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': `public, max-age=${environment.lifetimes.metadataCache}`,
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
  }
  const metadata = JSON.stringify(machineMetadata(machineIssuer))
  const documents = [
    `${base}/.well-known/oauth-authorization-server`,
    `${base}/.well-known/openid-configuration`,
    // RFC 8414 §3.1 puts the path of the issuer last.
    `/.well-known/oauth-authorization-server${base}`,
  ]
  for (const path of documents) app.get(path, (_request, reply) => reply.headers(headers).send(metadata))
  const keys = [`${base}/jwk`, `${base}/jwks.json`]
  for (const path of keys)
    app.get(path, async (_request, reply) => reply.headers(headers).send({ keys: await machine.publishedKeys() }))

  app.get(`${base}/errors`, (_request, reply) =>
    reply.headers(pageHeaders({ formAction: 'self' })).send(render(machineFaultsPage(options.stylesheet))),
  )
  app.post(`${base}/token`, tokenEndpoint(machine))
  return new Map([
    ...[...documents, ...keys, `${base}/errors`].map((path) => [path, 'GET, HEAD'] as const),
    [`${base}/token`, 'POST'],
  ])
}

const tokenEndpoint =
  (machine: MachineIssuer) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const parameters = readRequest(request)
    const repeated = parameters.firstRepeated()
    if (repeated !== undefined) throw new ProtocolError('invalid_request', 'a parameter was sent more than once')
    const grantType = parameters.get('grant_type')
    if (grantType === undefined) throw new ProtocolError('invalid_request', 'grant_type is required')
    if (grantType !== jwtBearerGrant)
      throw new ProtocolError('unsupported_grant_type', `grant_type must be ${jwtBearerGrant}`)
    const assertion = parameters.get('assertion')
    if (assertion === undefined) throw new ProtocolError('invalid_request', 'assertion is required')
    const response = await machine.exchangeAssertion({
      assertion,
      remoteAddress: request.ip,
      correlationId: request.id,
    })
    return reply.headers(noStore).send(response)
  }

/** The form; or the query where there is no body at all, since some automation sends it so (REG-91). */
function readRequest(request: FastifyRequest): Parameters {
  const isEmpty = request.body === undefined || request.body === null || request.body === ''
  if (!isEmpty || (request.headers['content-length'] !== undefined && request.headers['content-length'] !== '0'))
    return readForm(request)
  const parameters = readParameters(queryOf(request))
  if (parameters === 'malformed')
    throw new ProtocolError('invalid_request', 'the query is not valid percent-encoded UTF-8')
  return parameters
}
