import type { Environment } from '../../config/environments.ts'
import type { ClientSheet } from '../../pages/configuration/client-sheet.ts'
import { type Client, isLoginClient } from '../../protocol/client.ts'
import { describeClient } from '../../protocol/client-registration-answer.ts'
import { endpointUrl } from '../../protocol/discovery.ts'
import { lifetimeOf } from '../../protocol/lifetimes.ts'

/** Everything that goes into the software of a client's people, and no secret (ONB-60). `verificationUrl` is of its integration. */
export function clientSheetOf(
  environment: Environment,
  client: Client,
  portal: { readonly url: string; readonly supportEmail: string; readonly verificationUrl?: string },
): ClientSheet {
  const { lifetimes } = environment
  return {
    environment: { name: environment.name, title: environment.title, kind: environment.kind },
    issuer: environment.issuer,
    loginBase: environment.loginBase,
    wellKnown: endpointUrl(environment.issuer, '/.well-known/openid-configuration'),
    ...(isLoginClient(client)
      ? {}
      : { machineWellKnown: endpointUrl(environment.machineIssuer, '/.well-known/oauth-authorization-server') }),
    clientId: client.clientId,
    clientName: client.clientName,
    integrationType: client.integrationType,
    applicationType: client.applicationType,
    tokenEndpointAuthMethod: client.tokenEndpointAuthMethod,
    pkceDemanded: client.codeChallengeMethod === 'S256',
    redirectUris: client.redirectUris,
    postLogoutRedirectUris: client.postLogoutRedirectUris,
    ...(client.frontchannelLogoutUri === undefined ? {} : { frontchannelLogoutUri: client.frontchannelLogoutUri }),
    ...(client.backchannelLogoutUri === undefined ? {} : { backchannelLogoutUri: client.backchannelLogoutUri }),
    departures: departuresOf(client),
    scopes: client.scopes,
    acrValues: client.defaultAcrValues.length > 0 ? client.defaultAcrValues : ['idporten-loa-substantial'],
    lifetimes: {
      authorizationCode: lifetimes.authorizationCode,
      idToken: lifetimes.idToken,
      accessToken: lifetimeOf(client.accessTokenLifetime, lifetimes.accessToken),
      refreshToken: lifetimeOf(client.refreshTokenLifetime, lifetimes.refreshToken),
      authorization: lifetimeOf(client.authorizationLifetime, lifetimes.authorization),
    },
    networkUrl: `${portal.url}/network`,
    ...(portal.verificationUrl === undefined ? {} : { verificationUrl: portal.verificationUrl }),
    supportEmail: portal.supportEmail,
  }
}

/** What the software must be told of besides the usual, since the client is registered with it. */
function departuresOf(client: Client): readonly string[] {
  const described = describeClient(client)
  return Object.entries(defaults).flatMap(([name, byDefault]) =>
    described[name] === byDefault ? [] : [`${name} ${String(described[name])}`],
  )
}

const defaults: Readonly<Record<string, unknown>> = {
  security_profile: 'standard',
  id_token_signed_response_alg: 'RS256',
  dpop_bound_access_tokens: false,
  require_pushed_authorization_requests: false,
  require_signed_request_object: false,
  require_nonce: false,
  lean_id_token: false,
  token_profile: 'current',
  refresh_token_usage: 'ONETIME',
}
