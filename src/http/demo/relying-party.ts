import * as openid from 'openid-client'
import type { Clock } from '../../system/clock.ts'
import type { DemoLogin, PendingLogin } from './demo-session.ts'
import type { LoginOrder } from './login-order.ts'
import { reasonOf, tracingFetch } from './tracing-fetch.ts'

export interface RelyingPartyOptions {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly authMethod: 'client_secret_basic' | 'client_secret_post'
  readonly apiScope?: string
  readonly redirectUri: string
  readonly postLogoutRedirectUri: string
  readonly clock: Clock
}

/** A form that the browser is to post to the gateway. */
export interface GatewayForm {
  readonly action: string
  readonly fields: readonly (readonly [name: string, value: string])[]
}

/** The OpenID part of a service: everything it asks of the gateway. Times out after 5 seconds. */
export interface RelyingParty {
  /** Whether the gateway takes pushed requests. Throws GatewayUnreachable. */
  takesPushedRequests(): Promise<boolean>
  begin(order: LoginOrder): Promise<{ readonly url: URL } & Pick<PendingLogin, 'state' | 'nonce' | 'codeVerifier'>>
  /** Redeems the answer and checks the id_token with its signature. Throws what openid-client throws. */
  finish(
    pending: Pick<PendingLogin, 'state' | 'nonce' | 'codeVerifier' | 'maxAgeSeconds'>,
    answer: URLSearchParams,
  ): Promise<DemoLogin>
  refresh(login: DemoLogin, refreshToken: string): Promise<DemoLogin>
  userinfo(login: DemoLogin): Promise<openid.JsonObject>
  logoutForm(login: Pick<DemoLogin, 'idToken'>, state: string): Promise<GatewayForm>
  /** Where the gateway publishes its keys. Throws GatewayUnreachable. */
  keysAddress(): Promise<string>
}

/** The metadata could not be fetched; the gateway may be starting. */
export class GatewayUnreachable extends Error {}

const timeoutSeconds = 5
const metadataSeconds = 3600

export function openRelyingParty(options: RelyingPartyOptions): RelyingParty {
  const configuration = openConfiguration(options)
  return {
    async takesPushedRequests() {
      return (await configuration.get()).serverMetadata().pushed_authorization_request_endpoint !== undefined
    },
    async begin(order) {
      const gateway = await configuration.get()
      const codeVerifier = openid.randomPKCECodeVerifier()
      const state = openid.randomState()
      const nonce = openid.randomNonce()
      const parameters = {
        redirect_uri: options.redirectUri,
        scope:
          order.api === true && options.apiScope !== undefined
            ? `openid profile ${options.apiScope}`
            : 'openid profile',
        code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        state,
        nonce,
        ...order.parameters,
      }
      const url = order.pushed
        ? await openid.buildAuthorizationUrlWithPAR(gateway, parameters)
        : openid.buildAuthorizationUrl(gateway, parameters)
      return { url, state, nonce, codeVerifier }
    },
    async finish(pending, answer) {
      const gateway = await configuration.get()
      // Whichever way the answer travelled (query, form, fragment), the library reads it from the query.
      const answerUrl = new URL(`${options.redirectUri}?${answer}`)
      try {
        const tokens = await openid.authorizationCodeGrant(gateway, answerUrl, {
          expectedState: pending.state,
          expectedNonce: pending.nonce,
          pkceCodeVerifier: pending.codeVerifier,
          idTokenExpected: true,
          ...(pending.maxAgeSeconds === undefined ? {} : { maxAge: pending.maxAgeSeconds }),
        })
        return loginFrom(tokens, gateway, options.clock, undefined)
      } catch (failure) {
        // The gateway may have been started anew with other keys or addresses: read its metadata again next time.
        configuration.forget()
        throw failure
      }
    },
    async refresh(login, refreshToken) {
      const gateway = await configuration.get()
      return loginFrom(await openid.refreshTokenGrant(gateway, refreshToken), gateway, options.clock, login)
    },
    async userinfo(login) {
      const gateway = await configuration.get()
      return (await openid.fetchUserInfo(gateway, login.accessToken, login.claims.sub)) as openid.JsonObject
    },
    async keysAddress() {
      return (await configuration.get()).serverMetadata().jwks_uri ?? ''
    },
    async logoutForm(login, state) {
      const url = openid.buildEndSessionUrl(await configuration.get(), {
        id_token_hint: login.idToken,
        post_logout_redirect_uri: options.postLogoutRedirectUri,
        state,
      })
      return { action: url.origin + url.pathname, fields: [...url.searchParams] }
    },
  }
}

/** Fetches the metadata at first need, keeps it an hour, and tries again at the next need when it failed. */
function openConfiguration(options: RelyingPartyOptions) {
  let kept: { readonly fetched: Promise<openid.Configuration>; readonly untilSeconds: number } | undefined
  const fetchMetadata = async (): Promise<openid.Configuration> => {
    const authenticate =
      options.authMethod === 'client_secret_basic'
        ? openid.ClientSecretBasic(options.clientSecret)
        : openid.ClientSecretPost(options.clientSecret)
    // The library accepts https alone, and trusts the connection instead of the signature of an id_token. Here the
    // gateway may speak http on the same machine, and a good example checks the signature.
    const execute = [openid.enableNonRepudiationChecks]
    if (new URL(options.issuer).protocol === 'http:') execute.push(openid.allowInsecureRequests)
    const settings = { execute, timeout: timeoutSeconds, [openid.customFetch]: tracingFetch }
    try {
      const issuer = new URL(options.issuer)
      return await openid.discovery(issuer, options.clientId, options.clientSecret, authenticate, settings)
    } catch (failure) {
      kept = undefined
      throw new GatewayUnreachable(reasonOf(failure), { cause: failure })
    }
  }
  return {
    get(): Promise<openid.Configuration> {
      const nowSeconds = options.clock.nowSeconds()
      if (kept === undefined || kept.untilSeconds <= nowSeconds)
        kept = { fetched: fetchMetadata(), untilSeconds: nowSeconds + metadataSeconds }
      return kept.fetched
    },
    forget(): void {
      kept = undefined
    },
  }
}

function loginFrom(
  tokens: openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers,
  gateway: openid.Configuration,
  clock: Clock,
  before: DemoLogin | undefined,
): DemoLogin {
  const claims = tokens.claims() ?? before?.claims
  const idToken = tokens.id_token ?? before?.idToken
  if (claims === undefined || idToken === undefined) throw new TypeError('the gateway answered without an id_token')
  const expiresIn = tokens.expires_in
  return {
    issuer: gateway.serverMetadata().issuer,
    claims,
    idToken,
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token ?? before?.refreshToken,
    scope: tokens.scope ?? before?.scope,
    accessTokenEndsAtSeconds: expiresIn === undefined ? undefined : clock.nowSeconds() + expiresIn,
    userinfo: before?.userinfo,
  }
}
