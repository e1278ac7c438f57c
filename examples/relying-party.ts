// A service that logs people in, in one file: copy it, and change what you need. It stands on openid-client and jose.
//
//   ISSUER=http://localhost:7071 CLIENT_ID=min-tjeneste CLIENT_SECRET=… BASE_URL=http://localhost:3000 \
//     node examples/relying-party.ts
//
// The client needs the redirect_uri BASE_URL/callback, the post_logout_redirect_uri BASE_URL/ and, so that it hears of
// logouts elsewhere, the backchannel_logout_uri BASE_URL/backchannel-logout and the frontchannel_logout_uri
// BASE_URL/frontchannel-logout, both with session_required. The first is enough where the gateway reaches this server.
import { createPrivateKey, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import * as openid from 'openid-client'

const needed = (name: string): string => {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Error(`set the environment variable ${name}`)
  return value
}

const baseUrl = new URL(needed('BASE_URL'))
const issuer = new URL(needed('ISSUER'))
const clientId = needed('CLIENT_ID')

// A secret, or with CERTIFICATE (a PEM file: enterprise certificate, intermediates and private key) none at all.
const certificateFile = process.env.CERTIFICATE ?? ''
const authenticate =
  certificateFile === '' ? openid.ClientSecretBasic(needed('CLIENT_SECRET')) : await byCertificate(certificateFile)

async function byCertificate(file: string): Promise<openid.ClientAuth> {
  const pem = readFileSync(file, 'utf8')
  const x5c = (pem.match(/-----BEGIN CERTIFICATE-----[^-]+/g) ?? []).map((one) => one.replace(/-.*-|\s/g, ''))
  const der = createPrivateKey(pem).export({ format: 'der', type: 'pkcs8' })
  const key = await crypto.subtle.importKey('pkcs8', der, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, false, [
    'sign',
  ])
  return openid.PrivateKeyJwt(key, { [openid.modifyAssertion]: (header) => void Object.assign(header, { x5c }) })
}

// The library speaks https alone. Plain http is for a gateway on this machine.
const execute = [openid.enableNonRepudiationChecks]
if (issuer.protocol === 'http:') execute.push(openid.allowInsecureRequests)
const gateway = await openid.discovery(issuer, clientId, undefined, authenticate, { execute })

interface Session {
  expected?: { readonly state: string; readonly nonce: string; readonly codeVerifier: string }
  login?: { readonly idToken: string; readonly claims: openid.IDToken }
}
// In memory, for one process. A real service keeps its sessions in a store, and gives them an end.
const sessions = new Map<string, Session>()

const server = createServer((request, response) => {
  answer(request, response).catch((failure: unknown) => {
    // The person may have cancelled (access_denied), or the answer was not for this browser.
    response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' })
    response.end(failure instanceof Error ? failure.message : 'the login failed')
  })
})

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', baseUrl)
  const id = /(?:^|; )session=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1]
  const session = id === undefined ? undefined : sessions.get(id)
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /':
      return show(response, session)
    case 'GET /login':
      return logIn(response)
    case 'GET /callback':
      return finish(response, url, id, session)
    case 'GET /logout':
      return logOut(response, id, session)
    case 'GET /frontchannel-logout':
      return endBySid(response, url)
    case 'POST /backchannel-logout':
      return endByToken(request, response)
    default:
      response.writeHead(404).end()
  }
}

function show(response: ServerResponse, session: Session | undefined): void {
  const claims = session?.login?.claims
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
  response.end(
    claims === undefined
      ? '<!doctype html><title>Service</title><p><a href="/login">Log in</a></p>'
      : `<!doctype html><title>Service</title><pre>${escaped(JSON.stringify(claims, null, 2))}</pre><p><a href="/logout">Log out</a></p>`,
  )
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)

async function logIn(response: ServerResponse): Promise<void> {
  const expected = {
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    codeVerifier: openid.randomPKCECodeVerifier(),
  }
  const url = openid.buildAuthorizationUrl(gateway, {
    redirect_uri: new URL('/callback', baseUrl).href,
    scope: 'openid profile',
    acr_values: 'idporten-loa-substantial',
    state: expected.state,
    nonce: expected.nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(expected.codeVerifier),
    code_challenge_method: 'S256',
  })
  redirect(response, url, newSession({ expected }))
}

async function finish(response: ServerResponse, url: URL, id: string | undefined, session: Session | undefined) {
  if (id === undefined || session?.expected === undefined) throw new Error('this browser has not begun a login')
  sessions.delete(id)
  const tokens = await openid.authorizationCodeGrant(gateway, url, {
    expectedState: session.expected.state,
    expectedNonce: session.expected.nonce,
    pkceCodeVerifier: session.expected.codeVerifier,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (claims === undefined || tokens.id_token === undefined) throw new Error('the answer holds no id_token')
  // No library looks at the level: a service that asked for one must see that it got it.
  if (!['idporten-loa-substantial', 'idporten-loa-high'].includes(String(claims.acr)))
    throw new Error('the level of the login is too low')
  // A new session: an id from before the login must be worth nothing after it.
  redirect(response, new URL('/', baseUrl), newSession({ login: { idToken: tokens.id_token, claims } }))
}

function logOut(response: ServerResponse, id: string | undefined, session: Session | undefined): void {
  if (id !== undefined) sessions.delete(id)
  const home = new URL('/', baseUrl)
  const idToken = session?.login?.idToken
  const logout = { id_token_hint: idToken ?? '', post_logout_redirect_uri: home.href }
  redirect(response, idToken === undefined ? home : openid.buildEndSessionUrl(gateway, logout))
}

// Called in a hidden frame when the person logs out elsewhere. A browser may keep our cookie from it: `sid` says whose it is.
function endBySid(response: ServerResponse, url: URL): void {
  const { issuer: known } = gateway.serverMetadata()
  const sid = url.searchParams.get('sid')
  for (const [id, { login }] of sessions)
    if (url.searchParams.get('iss') === known && sid !== null && login?.claims.sid === sid) sessions.delete(id)
  response.writeHead(200, { 'cache-control': 'no-store' }).end()
}

const { jwks_uri: keysAddress = '' } = gateway.serverMetadata()
const gatewayKeys = createRemoteJWKSet(new URL(keysAddress))

// Called by the gateway's server: no browser, no cookie, so the token alone proves it. 200 says that the session is over here.
async function endByToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = ''
  for await (const part of request) {
    body += part
    if (body.length > 65_536) return void response.writeHead(413, { connection: 'close' }).end()
  }
  const { payload } = await jwtVerify(new URLSearchParams(body).get('logout_token') ?? '', gatewayKeys, {
    issuer: gateway.serverMetadata().issuer,
    audience: clientId,
    typ: 'logout+jwt',
    algorithms: ['RS256'],
    requiredClaims: ['iat', 'exp', 'jti', 'sid', 'events'],
  })
  // An id_token has a nonce: it must never log anybody out.
  const isLogout = Object.hasOwn(Object(payload.events), 'http://schemas.openid.net/event/backchannel-logout')
  if (!isLogout || 'nonce' in payload) throw new Error('this is no logout token')
  for (const [id, { login }] of sessions) if (login?.claims.sid === payload.sid) sessions.delete(id)
  response.writeHead(200, { 'cache-control': 'no-store' }).end()
}

function newSession(session: Session): string {
  const id = randomUUID()
  sessions.set(id, session)
  return id
}

function redirect(response: ServerResponse, to: URL, sessionId?: string): void {
  if (sessionId !== undefined) {
    const secure = baseUrl.protocol === 'https:' ? '; Secure' : ''
    response.setHeader('set-cookie', `session=${sessionId}; Path=/; HttpOnly; SameSite=Lax${secure}`)
  }
  response.writeHead(303, { location: to.href, 'cache-control': 'no-store' }).end()
}

// Behind a proxy that speaks https, PORT is where this program itself listens.
server.listen(Number(process.env.PORT ?? (baseUrl.port || 3000)), 'localhost')
