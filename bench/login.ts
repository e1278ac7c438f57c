import { createHash, randomBytes, sign } from 'node:crypto'
import type { Browser } from './browser.ts'
import { type BenchClient, citizen } from './clients.ts'
import type { Answer } from './http-agent.ts'
import type { Provider } from './provider.ts'

/** What a token request answered, and what its tokens must say. */
export interface Tokens {
  readonly accessToken: string
  readonly idToken: string
  readonly refreshToken: string
  /** Of the authorization request; undefined after a refresh. */
  readonly nonce: string | undefined
}

/** From the authorization request to the tokens, with whatever pages the provider shows. Throws on anything unexpected. */
export async function logIn(
  provider: Provider,
  client: BenchClient,
  browser: Browser,
  expected: 'form' | 'no form',
  how: 'in the address' | 'pushed' = 'in the address',
): Promise<Tokens> {
  const random = randomBytes(64)
  const verifier = random.toString('base64url', 0, 32)
  const state = random.toString('base64url', 32, 48)
  const nonce = random.toString('base64url', 48)
  const query = new URLSearchParams({
    client_id: client.clientId,
    redirect_uri: client.redirectUri,
    response_type: 'code',
    scope: client.scope,
    state,
    nonce,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const asked = how === 'pushed' ? await push(provider, client, query) : query
  const answer = await browser.get(`${provider.authorizationEndpoint}?${asked}`)
  const first = locationOf(answer)
  const atOnce = first.startsWith(client.redirectUri)
  if (atOnce !== (expected === 'no form'))
    throw new Error(`${provider.name}: ${atOnce ? 'no login was asked for' : 'the session did not answer'}`)
  const callback = atOnce ? first : await passForm(provider, client, browser, first)
  const parameters = new URLSearchParams(callback.slice(callback.indexOf('?') + 1))
  if (parameters.get('state') !== state || parameters.get('iss') !== provider.issuer)
    throw new Error(`${provider.name}: state or iss of the answer is wrong: ${callback}`)
  return requestTokens(provider, client, nonce, {
    grant_type: 'authorization_code',
    code: parameters.get('code') ?? '',
    redirect_uri: client.redirectUri,
    code_verifier: verifier,
  })
}

/** Pushes the request (RFC 9126) and answers what then stands in the address. */
async function push(provider: Provider, client: BenchClient, request: URLSearchParams): Promise<URLSearchParams> {
  const answer = await provider.agent.send(provider.pushEndpoint, basic(client), request.toString())
  if (answer.status !== 201) throw new Error(`${provider.name}: not pushed: ${answer.status} ${answer.text}`)
  const { request_uri: handle = '' } = JSON.parse(answer.text) as Record<string, string>
  return new URLSearchParams({ client_id: client.clientId, request_uri: handle })
}

/** New tokens for a refresh token, which must be replaced by another. `assertion` instead of the secret. */
export async function refresh(
  provider: Provider,
  client: BenchClient,
  refreshToken: string,
  assertion?: string,
): Promise<Tokens> {
  const tokens = await requestTokens(
    provider,
    client,
    undefined,
    { grant_type: 'refresh_token', refresh_token: refreshToken },
    assertion,
  )
  if (tokens.refreshToken === refreshToken) throw new Error(`${provider.name}: the refresh token was not replaced`)
  return tokens
}

/** The page of choice, the form, and the redirects after it; resolves with the address that leads to the client. */
async function passForm(provider: Provider, client: BenchClient, browser: Browser, address: string): Promise<string> {
  const choice = expectPage(await browser.get(address))
  const login = provider.choice.exec(choice)?.[1]
  if (login === undefined) throw new Error(`${provider.name}: no TestID on the page of choice`)
  const form = expectPage(await browser.get(login.replaceAll('&amp;', '&'), provider.agent.origin + address))
  const action = /id="page-form"[^>]*action="([^"]+)"/.exec(form)?.[1]
  if (action === undefined) throw new Error(`${provider.name}: no form on the login page`)
  const submitted = new URLSearchParams({ pid: citizen, acr: 'idporten-loa-substantial' }).toString()
  let next = locationOf(await browser.post(action.replaceAll('&amp;', '&'), submitted))
  for (let redirects = 0; !next.startsWith(client.redirectUri); redirects += 1) {
    if (redirects > 3) throw new Error(`${provider.name}: too many redirects after the form`)
    next = locationOf(await browser.get(next))
  }
  return next
}

async function requestTokens(
  provider: Provider,
  client: BenchClient,
  nonce: string | undefined,
  form: Readonly<Record<string, string>>,
  assertion?: string,
): Promise<Tokens> {
  const own = assertion ?? (client.key === undefined ? undefined : makeAssertion(provider, client))
  const sent = own === undefined ? form : { ...form, client_assertion_type: assertionType, client_assertion: own }
  const answer = await provider.agent.send(
    provider.tokenEndpoint,
    own === undefined ? basic(client) : {},
    new URLSearchParams(sent).toString(),
  )
  if (answer.status !== 200) throw new Error(`${provider.name}: no tokens: ${answer.status} ${answer.text}`)
  const response = JSON.parse(answer.text) as Record<string, string>
  const { access_token: accessToken, id_token: idToken, refresh_token: refreshToken } = response
  if (accessToken === undefined || idToken === undefined || refreshToken === undefined)
    throw new Error(`${provider.name}: the token response has only ${Object.keys(response)}`)
  return { accessToken, idToken, refreshToken, nonce }
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** A client assertion (RFC 7523) that can be used once, within two minutes. */
export function makeAssertion(provider: Provider, client: BenchClient): string {
  if (client.key === undefined) throw new Error(`${client.clientId} has no key`)
  const nowSeconds = Math.floor(Date.now() / 1000)
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = {
    iss: client.clientId,
    sub: client.clientId,
    aud: provider.issuer,
    iat: nowSeconds,
    exp: nowSeconds + 110,
    jti: randomBytes(16).toString('base64url'),
  }
  const content = `${encode({ alg: 'RS256', kid: client.key.publicJwk.kid })}.${encode(claims)}`
  return `${content}.${sign('sha256', Buffer.from(content), client.key.privateKey).toString('base64url')}`
}

/** The header that shows id and secret. */
export const basic = ({ clientId, secret }: Pick<BenchClient, 'clientId' | 'secret'>) => ({
  authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`,
})

/** Where a redirect leads: a whole address elsewhere, a path on the provider itself. */
function locationOf(answer: Answer): string {
  const location = answer.header('location')
  if ((answer.status !== 302 && answer.status !== 303) || location === undefined)
    throw new Error(`no redirect: ${answer.status} ${answer.text.slice(0, 300)}`)
  return location.replace(/^http:\/\/localhost:\d+/, '')
}

function expectPage(answer: Answer): string {
  if (answer.status !== 200 || answer.header('content-type')?.startsWith('text/html') !== true)
    throw new Error(`no page: ${answer.status} ${answer.text.slice(0, 300)}`)
  return answer.text
}
