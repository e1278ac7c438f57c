import type { Client, OnBehalfOf } from './client.ts'

/** A client by the names of the API: all fields that have a value, arrays always, secrets never (section 13.3). */
export function describeClient(client: Client): Record<string, unknown> {
  return {
    client_id: client.clientId,
    client_name: client.clientName,
    client_orgno: client.clientOrgno,
    ...(client.supplierOrgno === undefined ? {} : { supplier_orgno: client.supplierOrgno }),
    description: client.description,
    active: client.active,
    integration_type: client.integrationType,
    application_type: client.applicationType,
    token_endpoint_auth_method: client.tokenEndpointAuthMethod,
    grant_types: client.grantTypes,
    scopes: client.scopes,
    redirect_uris: client.redirectUris,
    post_logout_redirect_uris: client.postLogoutRedirectUris,
    ...(client.frontchannelLogoutUri === undefined ? {} : { frontchannel_logout_uri: client.frontchannelLogoutUri }),
    frontchannel_logout_session_required: client.frontchannelLogoutSessionRequired,
    ...(client.clientUri === undefined ? {} : { client_uri: client.clientUri }),
    access_token_lifetime: client.accessTokenLifetime,
    refresh_token_lifetime: client.refreshTokenLifetime,
    authorization_lifetime: client.authorizationLifetime,
    refresh_token_usage: client.refreshTokenUsage,
    code_challenge_method: client.codeChallengeMethod,
    sso_disabled: client.ssoDisabled,
    default_acr_values: client.defaultAcrValues,
    require_pushed_authorization_requests: client.requirePushedAuthorizationRequests,
    token_profile: client.tokenProfile,
    id_token_signed_response_alg: client.idTokenSignedResponseAlg ?? 'RS256',
    security_profile: client.securityProfile ?? 'standard',
    dpop_bound_access_tokens: client.dpopBoundAccessTokens ?? false,
    require_signed_request_object: client.requireSignedRequestObject ?? false,
    require_nonce: client.requireNonce ?? false,
    lean_id_token: client.leanIdToken ?? false,
    ...(client.backchannelLogoutUri === undefined ? {} : { backchannel_logout_uri: client.backchannelLogoutUri }),
    backchannel_logout_session_required: client.backchannelLogoutSessionRequired ?? false,
    ...(client.jwksUri === undefined ? {} : { jwks_uri: client.jwksUri }),
    onbehalfof: client.onbehalfof.map(describeOnBehalfOf),
    ...(client.jwks.length === 0 ? {} : { jwks: { keys: client.jwks } }),
  }
}

/** A body that the client speaks for, by the names of the API (section 10.2). */
export const describeOnBehalfOf = (entry: OnBehalfOf): Record<string, unknown> => ({
  onbehalfof: entry.onbehalfof,
  name: entry.name,
  orgno: entry.orgno,
  description: entry.description,
  ...(entry.uri === undefined ? {} : { uri: entry.uri }),
  active: entry.active,
})
