import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A small OpenID Provider that is not ours: it says whatever a test wants, also what no provider should say. */
export interface StandInIssuer {
  readonly issuer: string
  /** Fields of the next id_tokens that differ from what is right. */
  claims: Record<string, unknown>
  /** Signs with a key that is not published. */
  wrongKey: boolean
  refreshTokens: boolean
  /** The code for an authorization request as the browser brought it. */
  codeFor(authorizationUrl: URL): string
  /** Signs claims of a logout token, or what a test makes of one. */
  sign(claims: Record<string, unknown>, header?: Record<string, unknown>): string
  /** What stood in the token requests so far. */
  readonly tokenRequests: { readonly authorization: string | undefined; readonly body: URLSearchParams }[]
  close(): Promise<void>
}

export async function openStandInIssuer(port = 0): Promise<StandInIssuer> {
  const published = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const unpublished = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const requests = new Map<string, URLSearchParams>()
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => {
      text += chunk
    })
    request.on('end', () => {
      const answer = answerTo(new URL(request.url ?? '/', self.issuer).pathname, request.headers.authorization, text)
      response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(answer ?? {}))
    })
  })
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  const self: StandInIssuer = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    claims: {},
    wrongKey: false,
    refreshTokens: true,
    tokenRequests: [],
    sign: (claims, header) =>
      signed(claims, self.wrongKey ? unpublished.privateKey : published.privateKey, { typ: 'logout+jwt', ...header }),
    codeFor(authorizationUrl) {
      const code = randomUUID()
      requests.set(code, authorizationUrl.searchParams)
      return code
    },
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections()
        server.close(() => closed())
      }),
  }

  function answerTo(path: string, authorization: string | undefined, text: string): object | undefined {
    switch (path) {
      case '/.well-known/openid-configuration':
        return metadata(self.issuer)
      case '/jwks':
        return { keys: [{ ...published.publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }] }
      case '/token':
        return tokens(authorization, new URLSearchParams(text))
      case '/userinfo':
        return { sub: 'subject-1', pid: '15867520160' }
      default:
        return undefined
    }
  }

  function tokens(authorization: string | undefined, body: URLSearchParams): object {
    self.tokenRequests.push({ authorization, body })
    const asked = requests.get(body.get('code') ?? '')
    const nowSeconds = Math.floor(Date.now() / 1000)
    const claims = {
      iss: self.issuer,
      sub: 'subject-1',
      aud: 'demo-a',
      iat: nowSeconds,
      exp: nowSeconds + 120,
      auth_time: nowSeconds,
      acr: asked?.get('acr_values') ?? 'idporten-loa-substantial',
      amr: ['TestID'],
      pid: '15867520160',
      sid: 'sid-1',
      ...(asked === undefined ? {} : { nonce: asked.get('nonce') }),
      ...self.claims,
    }
    return {
      access_token: 'an-access-token-that-nobody-should-see-whole',
      token_type: 'Bearer',
      expires_in: 120,
      scope: 'openid profile',
      id_token: signed(claims, self.wrongKey ? unpublished.privateKey : published.privateKey),
      ...(self.refreshTokens ? { refresh_token: 'a-refresh-token-that-nobody-should-see-whole' } : {}),
    }
  }
  return self
}

const metadata = (issuer: string): object => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/userinfo`,
  jwks_uri: `${issuer}/jwks`,
  end_session_endpoint: `${issuer}/logout`,
  response_types_supported: ['code'],
  subject_types_supported: ['pairwise'],
  id_token_signing_alg_values_supported: ['RS256'],
  authorization_response_iss_parameter_supported: true,
})

function signed(claims: object, key: KeyObject, header: object = {}): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const content = `${part({ alg: 'RS256', kid: 'k1', ...header })}.${part(claims)}`
  return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`
}
