import { verify } from 'node:crypto'
import { type BenchClient, citizen } from './clients.ts'
import type { Tokens } from './login.ts'
import type { Provider } from './provider.ts'

type Claims = Readonly<Record<string, unknown>>

const subjects = new Map<string, unknown>()

/** Throws unless every token is signed by the provider's published key and says what it must. Not timed. */
export function validateTokens(provider: Provider, client: BenchClient, all: readonly Tokens[]): void {
  const nowSeconds = Math.floor(Date.now() / 1000)
  for (const tokens of all) {
    const wrong = problemOf(provider, client, tokens, nowSeconds)
    if (wrong !== undefined) throw new Error(`${provider.name}, ${client.clientId}: ${wrong}`)
  }
}

function problemOf(provider: Provider, client: BenchClient, tokens: Tokens, nowSeconds: number): string | undefined {
  const claims = readSigned(provider, tokens.idToken)
  if (claims === undefined) return 'the id_token is not signed by a published key'
  const expected: Claims = {
    iss: provider.issuer,
    aud: client.clientId,
    pid: citizen,
    acr: 'idporten-loa-substantial',
    ...(tokens.nonce === undefined ? {} : { nonce: tokens.nonce }),
  }
  for (const [name, value] of Object.entries(expected))
    if (claims[name] !== value) return `id_token: ${name} is ${JSON.stringify(claims[name])}`
  for (const name of ['sub', 'jti', 'locale', 'sid'])
    if (typeof claims[name] !== 'string' || claims[name] === '') return `id_token: ${name} is missing`
  for (const name of ['iat', 'auth_time'])
    if (typeof claims[name] !== 'number' || Math.abs(claims[name] - nowSeconds) > 300)
      return `id_token: ${name} is ${claims[name]}`
  if (claims.exp !== (claims.iat as number) + 120) return 'id_token: exp is not 120 seconds after iat'
  if (!Array.isArray(claims.amr) || claims.amr[0] !== 'TestID') return `id_token: amr is ${JSON.stringify(claims.amr)}`

  // By installation: each has a secret of its own that subjects are made with.
  const pair = `${provider.issuer} ${client.clientId}`
  const known = subjects.get(pair)
  if (known === undefined) subjects.set(pair, claims.sub)
  else if (known !== claims.sub) return 'id_token: the same person has another sub'

  if (!client.selfContained) return tokens.accessToken.includes('.') ? 'the access token is self-contained' : undefined
  const access = readSigned(provider, tokens.accessToken)
  if (access === undefined) return 'the access token is not signed by a published key'
  return access.client_id === client.clientId && access.sub === claims.sub && access.iss === provider.issuer
    ? undefined
    : 'the access token is for somebody else'
}

function readSigned(provider: Provider, token: string): Claims | undefined {
  const parts = token.split('.')
  const [header = '', payload = '', signature = ''] = parts
  if (parts.length !== 3) return undefined
  const { alg, kid } = decode(header)
  const key = provider.keys.get(String(kid))
  if (alg !== 'RS256' || key === undefined) return undefined
  const isRight = verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))
  return isRight ? decode(payload) : undefined
}

const decode = (part: string): Claims => JSON.parse(Buffer.from(part, 'base64url').toString()) as Claims
