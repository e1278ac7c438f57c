import { createHash, createSign, type KeyObject, randomBytes } from 'node:crypto'
import { citizenA, sharedSecret } from './standard-seed.ts'
import { type Answer, openUserAgent, send, type UserAgent } from './user-agent.ts'

export type Parameters = Readonly<Record<string, string | undefined>>

/** A pair of PKCE values (RFC 7636). */
export function makePkce(): { readonly verifier: string; readonly challenge: string } {
  const verifier = randomBytes(32).toString('base64url')
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}

/** One service in a test: builds requests as it pleases, right or wrong. `issuer` is the gateway's address. */
export interface RelyingParty {
  readonly clientId: string
  readonly redirectUri: string
  readonly verifier: string
  /** Address of an authorization request; a parameter given as undefined is left out. */
  authorizeUrl(changes?: Parameters): string
  /** Sends it with this browser and returns the answer, whatever it is. */
  authorize(browser: UserAgent, changes?: Parameters): Promise<Answer>
  /** A whole login with TestID: to the redirect with the code. Goes straight through when a session answers. */
  logIn(
    browser: UserAgent,
    changes?: Parameters,
    person?: { readonly pid?: string; readonly acr?: string },
  ): Promise<URL>
  /** `POST /token`, authenticated as this client is registered; changes replace or remove parameters. */
  token(changes: Parameters, headers?: Readonly<Record<string, string>>): Promise<Answer>
  redeem(callback: URL, changes?: Parameters): Promise<Answer>
  /** Log in and redeem: the token response, which must be a success. */
  tokens(
    browser: UserAgent,
    changes?: Parameters,
    person?: { readonly pid?: string; readonly acr?: string },
  ): Promise<Record<string, string>>
  refresh(refreshToken: string, changes?: Parameters): Promise<Answer>
}

export interface RelyingPartyOptions {
  readonly redirectUri?: string
  readonly authentication?: 'client_secret_basic' | 'client_secret_post' | 'none'
  readonly scope?: string
}

export function openRelyingParty(issuer: string, clientId = 'web', options: RelyingPartyOptions = {}): RelyingParty {
  const { verifier, challenge } = makePkce()
  const redirectUri = options.redirectUri ?? `https://${clientId}.example.no/callback`
  const authentication = options.authentication ?? 'client_secret_basic'
  const party: RelyingParty = {
    clientId,
    redirectUri,
    verifier,
    authorizeUrl(changes = {}) {
      const parameters: Parameters = {
        client_id: clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: options.scope ?? 'openid profile',
        state: 'state-of-the-request',
        nonce: 'nonce-of-the-request',
        code_challenge: challenge,
        code_challenge_method: 'S256',
        ...changes,
      }
      const query = new URLSearchParams()
      for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.append(name, value)
      return `${issuer}/authorize?${query}`
    },
    authorize: (browser, changes) => browser.send(party.authorizeUrl(changes)),
    async logIn(browser, changes, person) {
      const answer = await party.authorize(browser, changes)
      const next = answer.location()
      return next.pathname === '/authorize/selector' ? passTestId(browser, next, person) : next
    },
    token(changes, headers = {}) {
      const own: Parameters =
        authentication === 'none'
          ? { client_id: clientId }
          : authentication === 'client_secret_post'
            ? { client_id: clientId, client_secret: sharedSecret }
            : {}
      const basic =
        authentication === 'client_secret_basic' ? { authorization: basicHeader(clientId, sharedSecret) } : {}
      return send(`${issuer}/token`, { form: { ...own, ...changes }, headers: { ...basic, ...headers } })
    },
    redeem: (callback, changes = {}) =>
      party.token({
        grant_type: 'authorization_code',
        code: callback.searchParams.get('code') ?? undefined,
        redirect_uri: redirectUri,
        code_verifier: verifier,
        ...changes,
      }),
    async tokens(browser, changes, person) {
      const answer = await party.redeem(await party.logIn(browser, changes, person))
      if (answer.status !== 200) throw new Error(`no tokens: ${answer.status} ${answer.text}`)
      return answer.json() as Record<string, string>
    },
    refresh: (refreshToken, changes = {}) =>
      party.token({ grant_type: 'refresh_token', refresh_token: refreshToken, ...changes }),
  }
  return party
}

export const basicHeader = (clientId: string, secret: string): string =>
  `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`).toString('base64')}`

/** From the selection page through the TestID form; resolves with the redirect to the service, or throws with the page. */
export async function passTestId(
  browser: UserAgent,
  selector: URL,
  person: { readonly pid?: string; readonly acr?: string } = {},
): Promise<URL> {
  return (await submitTestId(browser, selector, person)).location()
}

/** As `passTestId`, with whatever answer the form gives. */
export async function submitTestId(browser: UserAgent, selector: URL, person: Parameters = {}): Promise<Answer> {
  const form = await openTestIdForm(browser, selector)
  return browser.send(form.action, { form: { pid: citizenA, acr: checkedLevel(form.text), ...person } })
}

/** Follows the TestID link of the selection page, as a browser does: with the referrer. */
export async function openTestIdForm(
  browser: UserAgent,
  selector: URL,
): Promise<{ readonly text: string; readonly action: string }> {
  const page = await browser.send(`${selector.origin}/authorize/testid1`, { headers: { referer: selector.href } })
  const action = /id="page-form"[^>]*action="([^"]+)"/.exec(page.text)?.[1]
  if (action === undefined) throw new Error(`no TestID form: ${page.status} ${page.text.slice(0, 400)}`)
  return { text: page.text, action: new URL(unescapeHtml(action), selector).href }
}

const checkedLevel = (page: string): string | undefined =>
  /<input[^>]*name="acr"[^>]*value="([^"]+)"[^>]* checked/.exec(page)?.[1]

export const unescapeHtml = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** Header and claims of a JWT, unverified. */
export function decodeToken(token: string): {
  readonly header: Record<string, unknown>
  readonly claims: Record<string, unknown>
} {
  const [header = '', claims = ''] = token.split('.')
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
  return { header: read(header), claims: read(claims) }
}

/** A signed JWT with exactly this header and these claims (client assertions, also wrong ones). */
export function signToken(
  header: Record<string, unknown>,
  claims: Record<string, unknown>,
  key: KeyObject,
  digest = 'RSA-SHA256',
): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${encode(header)}.${encode(claims)}`
  return `${signed}.${createSign(digest).update(signed).sign(key).toString('base64url')}`
}

export { openUserAgent }
