// The peer: npm's oidc-provider with its own in-memory store, set up for the flow that the gateway has: RS256, PKCE,
// pairwise subjects, the same claims, rotating refresh tokens, signed cookies. It has two pages before a first login is done,
// as the gateway has. Usage: node bench/peers/oidc-provider.mjs <port> <clients as JSON>
import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import Provider from 'oidc-provider'

const [port = '', registered = '[]', asker = '{}'] = process.argv.slice(2)
const issuer = `http://localhost:${port}`
const clients = JSON.parse(registered)
const { clientId: askerId, secret: askerSecret } = JSON.parse(asker)
// Asks about the tokens of the others.
const introspector = {
  client_id: askerId,
  client_secret: askerSecret,
  token_endpoint_auth_method: 'client_secret_basic',
  redirect_uris: [],
  grant_types: [],
  response_types: [],
  scope: 'bench:read',
}
const resource = 'https://api.example.no/'
const selfContained = new Set(clients.filter((client) => client.selfContained).map((client) => client.clientId))
const subjectSecret = randomBytes(32)
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

const provider = new Provider(issuer, {
  clients: [
    ...clients.map(({ clientId, secret, publicJwk, redirectUri, scope }) => ({
      client_id: clientId,
      ...(publicJwk
        ? { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [publicJwk] } }
        : { token_endpoint_auth_method: 'client_secret_basic', client_secret: secret }),
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      id_token_signed_response_alg: 'RS256',
      subject_type: 'pairwise',
      scope,
      // What makes it put `sid` into id_tokens.
      backchannel_logout_uri: 'https://client.example.no/logout',
      backchannel_logout_session_required: true,
    })),
    introspector,
  ],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'key-1' }] },
  cookies: { keys: [randomBytes(32).toString('base64url')] },
  scopes: ['openid', 'profile', 'bench:read'],
  claims: { openid: ['sub', 'pid', 'jti', 'locale', 'amr', 'acr', 'auth_time'], profile: [] },
  subjectTypes: ['pairwise'],
  pairwiseIdentifier: (_context, accountId, client) =>
    createHmac('sha256', subjectSecret).update(`${client.clientId} ${accountId}`).digest('base64url'),
  pkce: { required: () => true },
  findAccount: (_context, accountId) => ({
    accountId,
    claims: () => ({ sub: accountId, pid: accountId, jti: randomBytes(16).toString('base64url'), locale: 'nb' }),
  }),
  issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
  rotateRefreshToken: true,
  // The lifetimes of the gateway's standard settings.
  ttl: {
    AccessToken: 120,
    AuthorizationCode: 60,
    IdToken: 120,
    RefreshToken: 600,
    Session: 7200,
    Grant: 7200,
    Interaction: 1800,
  },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  features: {
    devInteractions: { enabled: false },
    backchannelLogout: { enabled: true },
    introspection: { enabled: true, allowedPolicy: (_context, client) => client.clientId === askerId },
    pushedAuthorizationRequests: { enabled: true },
    resourceIndicators: {
      enabled: true,
      // Only these clients' tokens are for a resource, and so JWTs; the others' are opaque, as by default.
      defaultResource: (_context, client) => (selfContained.has(client.clientId) ? resource : undefined),
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: 'profile bench:read',
        accessTokenFormat: 'jwt',
        accessTokenTTL: 120,
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
})

const page = (title, content) => `<!DOCTYPE html>
<html lang="nb"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1>${content}</body></html>`

const send = (response, status, html) =>
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(html)

/** The body of a posted form, at most 8 kB of it. */
async function readForm(request) {
  let text = ''
  for await (const chunk of request) {
    text += chunk
    if (text.length > 8192) throw new Error('the form is too large')
  }
  return new URLSearchParams(text)
}

/** `/interaction/<uid>` is the choice of how to log in, `/interaction/<uid>/login` the form of it. */
async function interact(request, response) {
  const { uid, params, prompt } = await provider.interactionDetails(request, response)
  if (!request.url.endsWith('/login'))
    return send(response, 200, page('Velg innlogging', `<a id="choice" href="/interaction/${uid}/login">TestID</a>`))
  if (request.method !== 'POST')
    return send(
      response,
      200,
      page(
        'TestID',
        `<form id="page-form" method="post" action="/interaction/${uid}/login"><input name="pid"><input name="acr" value="idporten-loa-substantial"><button>Logg inn</button></form>`,
      ),
    )
  const form = await readForm(request)
  const accountId = form.get('pid') ?? ''
  if (prompt.name !== 'login' || !/^\d{11}$/.test(accountId)) return send(response, 400, page('Feil', ''))
  const grant = new provider.Grant({ accountId, clientId: params.client_id })
  grant.addOIDCScope(params.scope)
  if (selfContained.has(params.client_id)) grant.addResourceScope(resource, params.scope)
  await provider.interactionFinished(request, response, {
    login: { accountId, acr: form.get('acr'), amr: ['TestID'] },
    consent: { grantId: await grant.save() },
  })
}

const answerProtocol = provider.callback()
const server = createServer((request, response) => {
  if (!request.url.startsWith('/interaction/')) return answerProtocol(request, response)
  interact(request, response).catch((error) => {
    console.error(error)
    if (!response.headersSent) send(response, 500, page('Feil', ''))
  })
})
provider.on('server_error', (_context, error) => console.error(error))
server.listen(Number(port), '127.0.0.1', () => console.error('Ready.'))
process.once('SIGTERM', () => process.exit(0))
