import { type Browser, openBrowser } from './browser.ts'
import { type BenchClient, citizen, resourceServer } from './clients.ts'
import { basic, logIn, makeAssertion, refresh, type Tokens } from './login.ts'
import { type Provider, readDocument } from './provider.ts'

export const flowKinds = ['first', 'sso', 'pushed', 'refresh', 'userinfo', 'introspection', 'metadata'] as const
export type FlowKind = (typeof flowKinds)[number]

export const flowTitles: Readonly<Record<FlowKind, string>> = {
  first: 'first login',
  sso: 'SSO login',
  pushed: 'SSO login, request pushed',
  refresh: 'refresh',
  userinfo: 'userinfo',
  introspection: 'introspection',
  metadata: 'discovery + JWKS',
}

/** One flow, made ready to be done many times. */
export interface PreparedFlow {
  /** Does it once as the given worker (0 …); resolves with tokens to validate, or false when nothing is left to do. */
  once(worker: number): Promise<Tokens | undefined | false>
}

// A handful of logins each: nobody logs in hundreds of times in one session.
const browsersPrepared = 32
// Fits, with all that belongs to them, in the peer's store, which forgets the oldest after about a thousand entries.
const refreshesPrepared = 96
const accessTokensPrepared = 16
const preparedAtATime = 8

/**
 * Prepares the sessions and tokens that a flow begins with. A refresh must come a second or more after it: the gateway makes
 * one id_token per authorization and second, no more.
 */
export async function prepareFlow(
  kind: FlowKind,
  provider: Provider,
  client: BenchClient,
  concurrency: number,
): Promise<PreparedFlow> {
  switch (kind) {
    case 'first':
      return { once: () => logIn(provider, client, openBrowser(provider.agent), 'form') }
    case 'sso':
    case 'pushed': {
      const how = kind === 'pushed' ? 'pushed' : 'in the address'
      const browsers = await loggedInBrowsers(provider, client, browsersPrepared)
      const turns = new Array<number>(concurrency).fill(0)
      return {
        once(worker) {
          const turn = turns[worker] ?? 0
          turns[worker] = turn + 1
          // Each worker has browsers of its own: a person does one thing at a time.
          const own = Math.floor(browsers.length / concurrency)
          return logIn(provider, client, browsers[worker * own + (turn % own)] as Browser, 'no form', how)
        },
      }
    }
    case 'refresh': {
      const browsers = await loggedInBrowsers(provider, client, preparedAtATime)
      const logins = browsers.map(async (browser) => {
        const tokens: string[] = []
        while (tokens.length < refreshesPrepared / preparedAtATime)
          tokens.push((await logIn(provider, client, browser, 'no form')).refreshToken)
        return tokens
      })
      // With a key, an assertion for each, made before anything is timed.
      const turns = (await Promise.all(logins)).flat().map((token) => ({
        token,
        ...(client.key === undefined ? {} : { assertion: makeAssertion(provider, client) }),
      }))
      return {
        async once() {
          const turn = turns.pop()
          return turn === undefined ? false : refresh(provider, client, turn.token, turn.assertion)
        },
      }
    }
    case 'userinfo': {
      const headers: Record<string, string>[] = []
      while (headers.length < accessTokensPrepared) {
        const { accessToken } = await logIn(provider, client, openBrowser(provider.agent), 'form')
        headers.push({ authorization: `Bearer ${accessToken}` })
      }
      let turn = 0
      return {
        async once() {
          turn += 1
          const claims = await readDocument<{ sub?: string; pid?: string }>(
            provider.agent,
            provider.userinfoEndpoint,
            headers[turn % headers.length],
          )
          if (claims.pid !== citizen || claims.sub === undefined) throw new Error(`${provider.name}: wrong userinfo`)
          return undefined
        },
      }
    }
    case 'introspection': {
      const tokens: string[] = []
      while (tokens.length < accessTokensPrepared)
        tokens.push((await logIn(provider, client, openBrowser(provider.agent), 'form')).accessToken)
      const headers = basic(resourceServer)
      let turn = 0
      return {
        async once() {
          turn += 1
          const form = new URLSearchParams({ token: tokens[turn % tokens.length] ?? '' }).toString()
          const answer = await provider.agent.send(provider.introspectionEndpoint, headers, form)
          const told = answer.status === 200 ? (JSON.parse(answer.text) as { active?: boolean; scope?: string }) : {}
          if (told.active !== true || told.scope?.includes('bench:read') !== true)
            throw new Error(`${provider.name}: wrong introspection: ${answer.status} ${answer.text}`)
          return undefined
        },
      }
    }
    case 'metadata':
      return {
        async once() {
          const { issuer } = await readDocument<{ issuer: string }>(provider.agent, '/.well-known/openid-configuration')
          const { keys } = await readDocument<{ keys: unknown[] }>(provider.agent, provider.jwksUri)
          if (issuer !== provider.issuer || keys.length === 0) throw new Error(`${provider.name}: wrong metadata`)
          return undefined
        },
      }
    default:
      return kind satisfies never
  }
}

async function loggedInBrowsers(provider: Provider, client: BenchClient, count: number): Promise<Browser[]> {
  const browsers = Array.from({ length: count }, () => openBrowser(provider.agent))
  const waiting = [...browsers]
  const logInNext = async (): Promise<void> => {
    for (let browser = waiting.pop(); browser !== undefined; browser = waiting.pop())
      await logIn(provider, client, browser, 'form')
  }
  await Promise.all(Array.from({ length: preparedAtATime }, logInNext))
  return browsers
}
