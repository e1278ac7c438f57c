import type { FastifyInstance } from 'fastify'
import type { EmitEvent } from '../audit/event.ts'
import type { Environment } from '../config/environments.ts'
import type { Eid } from '../eids/eid.ts'
import type { Log } from '../system/log.ts'
import type { AuthorizationInput } from '../usecases/authorize/authorization-needs.ts'
import type { AuthorizationOutcome } from '../usecases/authorize/begin-authorization.ts'
import type { ParkedRequests } from '../usecases/authorize/parked-requests.ts'
import type { PushedAnswer, PushInput } from '../usecases/authorize/push-request.ts'
import type { ProofNonces } from '../usecases/dpop/proof-nonces.ts'
import type { ShownProof } from '../usecases/dpop/require-proof.ts'
import type { LogoutInput, LogoutOutcome } from '../usecases/logout/log-out.ts'
import type { Introspection, TokenQuestion } from '../usecases/resource/introspect-token.ts'
import type { Userinfo } from '../usecases/resource/read-userinfo.ts'
import type { ClientDirectory } from '../usecases/self-service/client-directory.ts'
import type { TokenInput } from '../usecases/token/exchange-token.ts'
import type { TokenResponse } from '../usecases/token/grant.ts'
import { answerUnknownPaths } from './answer-unknown-paths.ts'
import { type AssetFiles, addAssets } from './assets.ts'
import { authorizeEndpoint } from './login/authorize.ts'
import { changeLanguage } from './login/change-language.ts'
import { type ConsentDoorNeeds, consentDoors } from './login/consent.ts'
import { type LoginPagesNeeds, loginPages } from './login/login-pages.ts'
import { addLogoFile, type FindLogo } from './login/logo-file.ts'
import { type AskLogoutProgress, loggedOutEndpoint, logoutEndpoint } from './login/logout.ts'
import { logoutState } from './login/logout-state.ts'
import { openPageDoor, type PageDoor } from './login/page-door.ts'
import { answerThrownOnPage } from './login/page-errors.ts'
import { parkPost } from './login/parked.ts'
import { addMachineIssuer, type MachineIssuer } from './machine/machine-issuer.ts'
import { openCors } from './oidc/cors.ts'
import { introspectionEndpoint, introspectionPaths } from './oidc/introspection-endpoint.ts'
import { answerThrown } from './oidc/json-door.ts'
import { addMetadata, pathname } from './oidc/metadata.ts'
import { parEndpoint } from './oidc/par-endpoint.ts'
import { revocationEndpoint, revocationPaths } from './oidc/revocation-endpoint.ts'
import { tokenEndpoint } from './oidc/token-endpoint.ts'
import { userinfoEndpoint } from './oidc/userinfo-endpoint.ts'
import { type Handler, longestRequestLine, openServer } from './server.ts'

/** What one gateway does, as its doors see it. */
export interface GatewayUseCases extends Omit<LoginPagesNeeds & ConsentDoorNeeds, 'door'> {
  readonly beginAuthorization: (input: AuthorizationInput) => Promise<AuthorizationOutcome>
  readonly pushRequest: (input: PushInput) => Promise<PushedAnswer>
  readonly exchangeToken: (input: TokenInput) => Promise<TokenResponse>
  readonly readUserinfo: (accessToken: string, shown?: ShownProof) => Promise<Userinfo>
  /** Where DPoP proofs need a nonce of ours. */
  readonly proofNonces?: ProofNonces
  readonly introspectToken: (question: TokenQuestion) => Promise<Introspection>
  readonly revokeToken: (question: TokenQuestion) => Promise<void>
  readonly logOut: (input: LogoutInput) => Promise<LogoutOutcome>
  readonly logoutProgress: AskLogoutProgress
  readonly parked: ParkedRequests
  readonly findLogo: FindLogo
  readonly clients: ClientDirectory
}

export interface GatewaySiteOptions {
  readonly environment: Environment
  readonly useCases: GatewayUseCases
  readonly machine: MachineIssuer
  /** The public keys as the JWKS shows them now; the same list until it changes. */
  readonly publishedKeys: () => readonly object[]
  readonly eids: readonly Eid[]
  readonly assets: AssetFiles
  readonly helpUrl: string
  readonly profileUrl?: string
  /** The form for support cases, on the portal. */
  readonly supportUrl: string
  /** Where the owner of a client looks the reference of a refused request up. */
  readonly lookUpUrl: string
  readonly trustProxy: boolean
  readonly emit: EmitEvent
  readonly log: Log
  readonly now: () => Date
  /** DER of the development CA's revocation list; absent where that CA is not trusted (CR-9). */
  readonly developmentRevocationList?: () => Promise<Buffer>
}

/** The OpenID Provider of one environment: the server-to-server endpoints and the pages of its login. */
export function openGatewaySite(options: GatewaySiteOptions): FastifyInstance {
  const { environment } = options
  const app = openServer({
    trustProxy: options.trustProxy,
    answerBadPath: (request, reply) => door.sendError(request, reply, 400, 'bad-request'),
  })
  const door = openPageDoor({
    environment,
    assets: options.assets.addresses,
    helpUrl: options.helpUrl,
    ...(options.profileUrl === undefined ? {} : { profileUrl: options.profileUrl }),
    supportUrl: options.supportUrl,
    lookUpUrl: options.lookUpUrl,
    now: options.now,
    findClient: options.useCases.clients.find,
  })
  const allowed = new Map<string, string>()

  addAssets(app, options.assets)
  addLogoFile(app, options.useCases.findLogo)
  const documents = addMetadata(app, {
    environment,
    eidasEnabled: options.eids.some((eid) => eid.levels.some((level) => level.startsWith('eidas'))),
    publishedKeys: options.publishedKeys,
    serviceDocumentation: options.helpUrl,
  })
  app.register(async (endpoints) => addEndpoints(endpoints, options, allowed))
  app.register(async (pages) => addPages(pages, options, door, allowed))
  app.register(async (machine) => {
    const stylesheet = options.assets.addresses.css
    for (const [path, methods] of addMachineIssuer(machine, { ...options, stylesheet })) allowed.set(path, methods)
  })

  const { developmentRevocationList } = options
  if (developmentRevocationList !== undefined) {
    app.get('/dev/ca/crl', async (_request, reply) =>
      reply
        .headers({ 'content-type': 'application/pkix-crl', 'cache-control': 'no-store' })
        .send(await developmentRevocationList()),
    )
    allowed.set('/dev/ca/crl', 'GET, HEAD')
  }
  for (const path of documents) allowed.set(path, 'GET, HEAD')
  const base = pathname(environment.issuer)
  const machineBase = `${pathname(environment.machineIssuer)}/`
  const isMachinePath = (path: string) =>
    path.startsWith(machineBase) ||
    /^\/(?:par|token|userinfo|introspect|revoke|jwk|\.well-known)/.test(
      path.startsWith(base) ? path.slice(base.length) : path,
    )
  answerUnknownPaths(app, allowed, door, isMachinePath)
  app.setErrorHandler((error, request, reply) =>
    answerThrownOnPage({ door, emit: options.emit, log: options.log })(error, request, reply),
  )
  app.addHook('onRequest', (request, reply, done) => {
    if (request.raw.url !== undefined && request.raw.url.length > longestRequestLine) {
      door.sendError(request, reply, 414, 'too-large')
      return
    }
    done()
  })
  return app
}

function addEndpoints(app: FastifyInstance, options: GatewaySiteOptions, allowed: Map<string, string>): void {
  const { environment, useCases, emit, log } = options
  const base = pathname(environment.issuer)
  const cors = openCors(useCases.clients)
  app.setErrorHandler(answerThrown({ environment, emit, log }))
  const nonces = useCases.proofNonces === undefined ? {} : { nonces: useCases.proofNonces }
  app.post(`${base}/token`, tokenEndpoint({ environment, exchangeToken: useCases.exchangeToken, cors, ...nonces }))
  app.options(`${base}/token`, cors.preflight)
  allowed.set(`${base}/token`, 'POST, OPTIONS')
  app.post(`${base}/par`, parEndpoint({ environment, pushRequest: useCases.pushRequest, cors, ...nonces }))
  app.options(`${base}/par`, cors.preflight)
  allowed.set(`${base}/par`, 'POST, OPTIONS')
  const userinfo = userinfoEndpoint({ environment, readUserinfo: useCases.readUserinfo, cors, ...nonces })
  app.get(`${base}/userinfo`, userinfo)
  app.post(`${base}/userinfo`, userinfo)
  app.options(`${base}/userinfo`, cors.preflight)
  allowed.set(`${base}/userinfo`, 'GET, HEAD, POST, OPTIONS')
  const introspection = introspectionEndpoint({ environment, introspectToken: useCases.introspectToken })
  for (const path of introspectionPaths) {
    app.post(base + path, introspection(path))
    allowed.set(base + path, 'POST')
  }
  const revocation = revocationEndpoint({ environment, revokeToken: useCases.revokeToken, cors })
  for (const path of revocationPaths) {
    app.post(base + path, revocation(path))
    app.options(base + path, cors.preflight)
    allowed.set(base + path, 'POST, OPTIONS')
  }
}

function addPages(
  app: FastifyInstance,
  options: GatewaySiteOptions,
  door: PageDoor,
  allowed: Map<string, string>,
): void {
  const { useCases, emit, log } = options
  app.setErrorHandler(answerThrownOnPage({ door, emit, log }))
  const add = (path: string, handlers: { readonly GET?: Handler; readonly POST?: Handler }) => {
    if (handlers.GET !== undefined) app.get(path, handlers.GET)
    if (handlers.POST !== undefined) app.post(path, handlers.POST)
    allowed.set(
      path,
      [...(handlers.GET === undefined ? [] : ['GET', 'HEAD']), ...(handlers.POST === undefined ? [] : ['POST'])].join(
        ', ',
      ),
    )
  }
  const ownOrigin = new URL(options.environment.loginBase).origin
  /**
   * A form of ours, sent from elsewhere, is forged (PAGE-22). Browsers tell where from; old ones, and all of them over plain
   * http, only by the origin, which is `null` for our own pages too. What tells nothing has no cookies to misuse.
   */
  const own =
    (handler: Handler): Handler =>
    (request, reply) => {
      const { origin = ownOrigin, 'sec-fetch-site': from } = request.headers
      const isOwn = from === undefined ? origin === ownOrigin || origin === 'null' : from === 'same-origin'
      return isOwn ? handler(request, reply) : door.sendError(request, reply, 403, 'forbidden')
    }
  const pages = loginPages({ ...useCases, door })
  add('/authorize', { GET: authorizeEndpoint({ ...useCases, door }), POST: parkPost('/authorize', useCases.parked) })
  add('/authorize/selector', { GET: pages.selector })
  for (const { name } of options.eids)
    add(`/authorize/${name}1`, { GET: pages.showEid(name), POST: own(pages.submitEid(name)) })
  const consent = consentDoors({ ...useCases, door })
  add('/authorize/consent', { GET: consent.show, POST: own(consent.decide) })
  add('/authorize/cancel', { POST: own(pages.cancel) })
  add('/language', { POST: own(changeLanguage({ ...useCases, door })) })
  const logout = logoutEndpoint({ ...useCases, door })
  for (const path of ['/logout', '/endsession']) add(path, { GET: logout, POST: parkPost(path, useCases.parked) })
  add('/logout/done', { GET: loggedOutEndpoint({ ...useCases, door }) })
  add('/logout/state', { GET: logoutState(useCases) })
  if (pathname(options.environment.loginBase) !== '')
    throw new Error(`login base ${options.environment.loginBase} must not have a path`)
}
