// The floor: bare node:http that answers the same requests with pages of the same size and one signature a login, and does
// nothing else: no rules, no store but a Map, no client authentication. What it costs, any provider costs on this machine.
// Usage: node bench/peers/floor.mjs <port>
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { createServer } from 'node:http'

const [port = ''] = process.argv.slice(2)
const issuer = `http://localhost:${port}`
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const kid = 'floor'
const requests = new Map()
const filler = 'x'.repeat(3000)
const token = () => randomBytes(32).toString('base64url')
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')

const documents = {
  '/.well-known/openid-configuration': {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks.json`,
  },
  '/jwks.json': { keys: [{ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }] },
}

const redirect = (response, location, cookie) => {
  response.writeHead(303, { location, 'content-length': 0, ...(cookie ? { 'set-cookie': cookie } : {}) })
  response.end()
}
const send = (response, type, text) => {
  response.writeHead(200, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  })
  response.end(text)
}
const answerClient = (response, asked, cookie) => {
  const code = token()
  requests.set(code, asked)
  const parameters = new URLSearchParams({ code, iss: issuer, state: asked.state })
  redirect(response, `${asked.redirect_uri}?${parameters}`, cookie)
}

createServer((request, response) => {
  const [path, query = ''] = request.url.split('?', 2)
  if (documents[path]) return send(response, 'application/json', JSON.stringify(documents[path]))
  if (path === '/authorize') {
    const asked = Object.fromEntries(new URLSearchParams(query))
    if (request.headers.cookie?.includes('session=')) return answerClient(response, asked)
    const handle = token()
    requests.set(handle, asked)
    return redirect(response, `/choice?login=${handle}`)
  }
  if (path === '/choice') return send(response, 'text/html', `<a id="choice" href="/form?${query}">${filler}</a>`)
  let body = ''
  request.on('data', (part) => {
    body += part
  })
  request.on('end', () => {
    if (path === '/form' && request.method === 'GET')
      return send(response, 'text/html', `<form id="page-form" method="post" action="/form?${query}">${filler}</form>`)
    if (path === '/form') {
      const handle = new URLSearchParams(query).get('login')
      const asked = requests.get(handle)
      requests.delete(handle)
      return answerClient(response, asked, `session=${token()}; Path=/; HttpOnly; SameSite=Lax`)
    }
    const code = new URLSearchParams(body).get('code')
    const asked = requests.get(code)
    requests.delete(code)
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: issuer, aud: asked.client_id, sub: 'floor', pid: '14838541241', nonce: asked.nonce }
    const rest = { acr: 'idporten-loa-substantial', amr: ['TestID'], auth_time: now, iat: now, exp: now + 120 }
    const content = `${encode({ alg: 'RS256', kid })}.${encode({ ...claims, ...rest, jti: token(), locale: 'nb', sid: token() })}`
    sign('sha256', Buffer.from(content), privateKey, (_error, signature) =>
      send(
        response,
        'application/json',
        JSON.stringify({
          access_token: token(),
          token_type: 'Bearer',
          expires_in: 120,
          id_token: `${content}.${signature.toString('base64url')}`,
          refresh_token: token(),
        }),
      ),
    )
  })
}).listen(Number(port), '127.0.0.1')
