import { clientAuthenticationMethods, idTokenAlgorithms } from './client.ts'
import { assertionAlgorithms } from './client-assertion.ts'
import { proofAlgorithms } from './dpop.ts'
import { languages } from './language.ts'
import { requestObjectAlgorithms } from './request-object.ts'
import { responseModes } from './response-mode.ts'
import { grantTypes } from './token-request.ts'

/** What the metadata is made from: the running configuration (DISC-4). */
export interface DiscoveryFacts {
  readonly issuer: string
  readonly loginBase: string
  readonly eidasEnabled: boolean
  readonly serviceDocumentation?: string
}

/** Address of an endpoint below a base that may end in a slash (DISC-2, ENV-2). */
export const endpointUrl = (base: string, path: string): string =>
  (base.endsWith('/') ? base.slice(0, -1) : base) + path

/**
 * The OpenID provider's metadata (DISC-5…44). It names nothing that the gateway does not do; endpoints that
 * are added later bring their own members.
 */
export function openidConfiguration(facts: DiscoveryFacts): Readonly<Record<string, unknown>> {
  return {
    ...authorizationServerMetadata(facts),
    userinfo_endpoint: endpointUrl(facts.issuer, '/userinfo'),
    end_session_endpoint: endpointUrl(facts.loginBase, '/logout'),
    acr_values_supported: [
      'idporten-loa-low',
      'idporten-loa-substantial',
      'idporten-loa-high',
      ...(facts.eidasEnabled ? ['eidas-loa-substantial', 'eidas-loa-high'] : []),
    ],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: idTokenAlgorithms,
    prompt_values_supported: ['none', 'login', 'consent'],
    display_values_supported: ['page'],
    claim_types_supported: ['normal'],
    claims_supported: claimsSupported,
    claims_parameter_supported: false,
    frontchannel_logout_supported: true,
    frontchannel_logout_session_supported: true,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
  }
}

/** The RFC 8414 document; its values are the very ones of the OpenID document (DISC-45). */
export function authorizationServerMetadata(facts: DiscoveryFacts): Readonly<Record<string, unknown>> {
  return {
    issuer: facts.issuer,
    authorization_endpoint: endpointUrl(facts.loginBase, '/authorize'),
    token_endpoint: endpointUrl(facts.issuer, '/token'),
    pushed_authorization_request_endpoint: endpointUrl(facts.issuer, '/par'),
    require_pushed_authorization_requests: false,
    introspection_endpoint: endpointUrl(facts.issuer, '/introspect'),
    revocation_endpoint: endpointUrl(facts.issuer, '/revoke'),
    jwks_uri: endpointUrl(facts.issuer, '/jwks.json'),
    scopes_supported: ['openid', 'profile'],
    response_types_supported: ['code'],
    response_modes_supported: responseModes,
    grant_types_supported: grantTypes,
    token_endpoint_auth_methods_supported: clientAuthenticationMethods,
    token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    // A public client proves nothing, so it cannot introspect (INTR-2).
    introspection_endpoint_auth_methods_supported: clientAuthenticationMethods.filter((method) => method !== 'none'),
    introspection_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    revocation_endpoint_auth_methods_supported: clientAuthenticationMethods,
    revocation_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    dpop_signing_alg_values_supported: proofAlgorithms,
    ui_locales_supported: languages,
    code_challenge_methods_supported: ['S256'],
    request_parameter_supported: true,
    // Not by reference to anybody's address; what was pushed is named by the endpoint's own member.
    request_uri_parameter_supported: false,
    require_request_uri_registration: false,
    request_object_signing_alg_values_supported: requestObjectAlgorithms,
    authorization_response_iss_parameter_supported: true,
    ...(facts.serviceDocumentation === undefined ? {} : { service_documentation: facts.serviceDocumentation }),
  }
}

const claimsSupported = [
  'iss',
  'sub',
  'aud',
  'exp',
  'iat',
  'auth_time',
  'nonce',
  'acr',
  'amr',
  'jti',
  'locale',
  'pid',
  'sid',
  'client_onbehalfof',
]
