import { type ErrorCode, errorCodes } from './protocol-error.ts'

/** Which text explains a refusal to the people of the service. */
export const explanationKeys = [
  'redirect-uri',
  'redirect-uri-missing',
  'unknown-client',
  'client-authentication',
  'auth-method',
  'secret',
  'assertion',
  'pkce',
  'verifier',
  'code',
  'code-used',
  'code-redirect',
  'refresh-token',
  'refresh-used',
  'authorization-ended',
  'grant',
  'scope',
  'resource',
  'level',
  'state',
  'nonce',
  'hint',
  'on-behalf-of',
  'repeated',
  'request-object',
  'pushed-request',
  'stricter',
  'dpop',
  'dpop-key',
  'no-session',
  'consent',
  'cancelled',
  'access-token',
  'parameter',
  'ours',
  'other',
] as const
export type ExplanationKey = (typeof explanationKeys)[number]

/** One rule that a request can break. */
export interface RefusalRule {
  /** Never used for anything else, also when words change: `PV-`, the requirement, and a name. */
  readonly rule: string
  readonly requirement: string
  readonly explanation: ExplanationKey
  /** What of the registration is to be compared with what was sent, by the names of the API. */
  readonly concerns: readonly string[]
}

/** Requirement and name, what the refusal says (`*` stands for anything), its text, and what of the registration it concerns. */
type Row = readonly [name: string, says: string, explanation: ExplanationKey, ...concerns: readonly string[]]

const method = 'token_endpoint_auth_method'

/**
 * Every refusal by its OAuth code. Descriptions stay where they are thrown, since they are read beside the check; a test compares
 * them with these rows, both ways, so none is without a rule of its own. First fitting row counts.
 */
const rows: Readonly<Record<ErrorCode, readonly Row[]>> = {
  invalid_request: [
    ['AUTHZ-5-redirect-uri-missing', 'redirect_uri is required', 'redirect-uri-missing', 'redirect_uris'],
    ['AUTHZ-13-redirect-uri', 'redirect_uri is not registered*', 'redirect-uri', 'redirect_uris', 'application_type'],
    ['AUTHZ-51-single', '* was sent more than once', 'repeated'],
    ['HTTP-5-encoding', '* is not valid percent-encoded UTF-8', 'parameter'],
    ['HTTP-3-content-type', 'the content type must be *', 'parameter'],
    ['HTTP-9-too-large', 'the request body is too large', 'parameter'],
    ['HTTP-9-unreadable', 'the request cannot be read', 'parameter'],
    ['CAUTH-7-in-address', 'parameters of this endpoint belong in the request body*', 'parameter'],
    ['AUTHZ-8-public-state', 'state is required of public clients', 'state', 'application_type'],
    ['AUTHZ-22-state', 'state is required when code_challenge is not sent', 'state', 'code_challenge_method'],
    ['AUTHZ-23-state-syntax', 'state must be *', 'state'],
    ['AUTHZ-6-response-type-missing', 'response_type is required', 'parameter'],
    ['AUTHZ-50-response-mode', 'response_mode must be *', 'parameter'],
    ['CLI-28-push', 'this client must push *', 'stricter', 'require_pushed_authorization_requests', 'security_profile'],
    [
      'RFC9101-10.5-sign',
      'this client must send its requests as *',
      'stricter',
      'require_signed_request_object',
      'jwks',
    ],
    ['AUTHZ-19-challenge-missing', 'code_challenge is required*', 'pkce', 'code_challenge_method'],
    ['AUTHZ-17-method-alone', 'code_challenge_method was sent *', 'pkce', 'code_challenge_method'],
    ['AUTHZ-17-method', 'code_challenge_method must be S256', 'pkce', 'code_challenge_method'],
    ['AUTHZ-18-challenge', 'code_challenge must be *', 'pkce'],
    ['EXC-2-nonce', 'nonce is required: *', 'nonce', 'require_nonce'],
    ['AUTHZ-9-nonce', 'nonce must be *', 'nonce'],
    ['AUTHZ-25-prompt', 'prompt may hold *', 'parameter'],
    ['AUTHZ-25-prompt-none', 'prompt=none cannot be combined *', 'parameter'],
    ['AUTHZ-30-max-age', 'max_age must be *', 'parameter'],
    ['AUTHZ-31-hint', 'id_token_hint is not *', 'hint'],
    ['AUTHZ-37-acr-values', 'acr_values holds no level *', 'level', 'default_acr_values', 'token_profile'],
    ['AUTHZ-46-login-hint', 'login_hint must be *', 'parameter'],
    ['AUTHZ-46-pid', 'login_hint holds no synthetic *', 'parameter'],
    ['AUTHZ-43-on-behalf-of', 'onbehalfof is not registered *', 'on-behalf-of', 'onbehalfof'],
    ['API-42-delegated', 'onbehalfof cannot be combined *', 'on-behalf-of', 'scopes', 'onbehalfof'],
    ['AUTHZ-12-both', 'request and request_uri cannot be combined', 'request-object'],
    ['PAR-3-request-uri', 'request_uri is what this endpoint gives*', 'pushed-request'],
    ['RFC9449-10-jkt', 'dpop_jkt *', 'dpop'],
    ['CAUTH-2-several', 'more than one way of client authentication *', 'auth-method', method],
    ['CAUTH-9-type', 'client_assertion_type must be *', 'assertion', method],
    ['CAUTH-9-assertion', 'client_assertion is required', 'assertion', method],
    ['CODE-7-verifier-missing', 'code_verifier is required', 'verifier', 'code_challenge_method'],
    ['CODE-7-verifier', 'code_verifier must be *', 'verifier'],
    ['UINF-5-two-ways', 'the access token was sent in two ways', 'access-token'],
    ['TOK-1-missing', '* is required', 'parameter'],
  ],
  invalid_client: [
    ['AUTHZ-4-missing', 'client_id is required', 'unknown-client'],
    ['AUTHZ-4-unknown', 'client_id is not a client of this environment', 'unknown-client', 'active'],
    ['CLI-6-kind', 'this client is not registered for logging citizens in', 'unknown-client', 'integration_type'],
    ['CAUTH-1-method', 'the client is registered for * and was presented with *', 'auth-method', method],
    ['CAUTH-8-secret', 'the secret is none of those that are valid', 'secret', method, 'secrets'],
    ['CLI-2-not-active', 'the client is unknown or not active', 'unknown-client', 'active'],
    ['CLI-2-unknown', 'there is no such client', 'unknown-client'],
    ['INTR-2-public', 'a public client cannot introspect', 'auth-method', method],
    ['CAUTH-1-none', 'no client authentication was sent', 'auth-method', method],
    ['CAUTH-6-scheme', 'the Authorization header is not of the Basic scheme', 'auth-method', method],
    ['CAUTH-6-basic', 'the Basic credentials cannot be read', 'secret', method],
    ['CAUTH-3-client-id', 'client_id in the body differs *', 'client-authentication', method],
    ['CAUTH-15-kid', 'client assertion: kid *', 'assertion', method, 'jwks'],
    ['CAUTH-14-alg', 'client assertion: alg *', 'assertion', method, 'jwks'],
    ['CAUTH-10-issuer', 'client assertion: iss and sub *', 'assertion', 'client_id'],
    ['CAUTH-10-sub', 'client assertion: sub *', 'assertion', 'client_id'],
    ['CAUTH-11-aud', 'client assertion: aud *', 'assertion', 'security_profile'],
    ['CAUTH-12-exp', 'client assertion: exp *', 'assertion'],
    ['CAUTH-12-iat', 'client assertion: iat *', 'assertion'],
    ['CAUTH-12-nbf', 'client assertion: nbf *', 'assertion'],
    ['CAUTH-12-expired', 'client assertion: it has expired', 'assertion'],
    ['CAUTH-13-jti', 'client assertion: jti *', 'assertion'],
    ['CAUTH-13-replayed', 'client assertion: it has been used before', 'assertion'],
    ['CAUTH-9-jwt', 'client assertion: it is not a signed JWT', 'assertion', 'jwks'],
    ['CAUTH-9-signature', 'client assertion: its signature does not verify', 'assertion', 'jwks'],
    ['CAUTH-16-certificate', 'client assertion: *certificate*', 'assertion', 'client_orgno', 'jwks'],
    ['CAUTH-16-certificate', '*MP-12*', 'assertion', 'client_orgno', 'jwks'],
    ['CAUTH-14-header', 'client assertion: *', 'assertion', method, 'jwks'],
    ['CAUTH-1-failed', 'client authentication failed', 'client-authentication', method],
  ],
  invalid_grant: [
    ['CODE-7-verifier-differs', 'code_verifier does not match *', 'verifier'],
    ['CODE-8-verifier-unasked', 'code_verifier was sent, but *', 'verifier', 'code_challenge_method'],
    ['CODE-9-used', 'code has been used before*', 'code-used'],
    ['RFC9449-10-code', 'code is bound to another key *', 'dpop-key', 'dpop_bound_access_tokens'],
    ['CODE-12-ended', 'code is invalid: its authorization has ended', 'authorization-ended'],
    ['CODE-6-unknown', 'code is unknown or expired', 'code'],
    ['CODE-6-client', 'code was issued to another client', 'code', 'client_id'],
    ['CODE-6-redirect-uri', 'redirect_uri differs *', 'code-redirect', 'redirect_uris'],
    ['RT-5-used', 'refresh_token has been used before*', 'refresh-used', 'refresh_token_usage'],
    ['RT-8-expired', 'refresh_token has expired', 'refresh-token', 'refresh_token_lifetime'],
    ['RFC9449-5-refresh', 'refresh_token is bound to another key *', 'dpop-key', 'dpop_bound_access_tokens'],
    ['RT-8-ended', '* is invalid: its authorization has ended', 'authorization-ended', 'authorization_lifetime'],
    ['RT-3-client', 'refresh_token is invalid for this client', 'refresh-token'],
    ['RT-11-scopes', 'none of the granted scopes *', 'scope', 'scopes'],
    ['REV-4-foreign', 'token was issued to another client', 'access-token', 'client_id'],
    ['REG-92-jwt', 'assertion is not a signed JWT', 'assertion', 'jwks'],
  ],
  unauthorized_client: [
    ['CLI-9-code-grant', 'this client is not registered for the authorization_code grant', 'grant', 'grant_types'],
    ['CLI-9-grant', 'this client is not registered for the * grant', 'grant', 'grant_types'],
  ],
  unsupported_grant_type: [['TOK-1-grant-type', 'grant_type must be *', 'grant', 'grant_types']],
  unsupported_response_type: [['AUTHZ-6-response-type', 'response_type must be code', 'parameter']],
  invalid_scope: [
    ['SCOPE-18-missing', 'scope is required*', 'scope', 'scopes'],
    ['SCOPE-18-syntax', 'scope holds a character *', 'scope'],
    ['SCOPE-19-unregistered', 'scope names a scope that is not registered *', 'scope', 'scopes'],
    ['SCOPE-19-none', 'scope names no scope *', 'scope', 'scopes'],
    ['RT-1-subset', 'scope must be a subset *', 'scope', 'scopes'],
    ['REG-92-scope', 'the assertion needs the claim scope*', 'scope', 'scopes'],
  ],
  invalid_target: [
    ['AUTHZ-45-many', 'resource may be given at most *', 'resource'],
    ['AUTHZ-44-resource', 'resource must be an absolute URI *', 'resource'],
    ['AUD-5-enforced', 'resource names an audience *', 'resource', 'scopes'],
    ['CODE-3-resource', 'resource must be among those *', 'resource'],
    ['REG-92-resource', 'resource must be text *', 'resource'],
  ],
  access_denied: [
    ['INTR-2-scope', 'this client is not registered for the scope *', 'scope', 'scopes'],
    ['CANC-1-cancelled', 'the user cancelled *', 'cancelled'],
    ['CONS-5-declined', 'the user declined *', 'cancelled'],
  ],
  login_required: [
    ['AUTHZ-27-no-session', 'prompt=none, and no usable session *', 'no-session', 'sso_disabled'],
    ['AUTHZ-31-automatic', 'the citizen of login_hint is not *', 'hint'],
    ['AUTHZ-31-other', 'another citizen *', 'hint'],
    ['CONS-3-session', 'the session ended *', 'no-session'],
  ],
  consent_required: [['AUTHZ-27-consent', 'prompt=none, and the user must be asked *', 'consent', 'scopes']],
  interaction_required: [],
  unmet_authentication_requirements: [
    ['AUTHZ-39-no-eid', 'no eID of this environment reaches *', 'level', 'default_acr_values'],
    ['AUTHZ-40-level', 'the level *', 'level', 'default_acr_values'],
  ],
  invalid_request_object: [
    ['RO-2-key', 'request object: kid *', 'request-object', 'jwks'],
    ['RO-3-alg', 'request object: alg *', 'request-object', 'jwks'],
    ['RO-3-signature', 'request object: its signature *', 'request-object', 'jwks'],
    ['RO-4-iss', 'request object: iss *', 'request-object', 'client_id'],
    ['RO-4-aud', 'request object: aud *', 'request-object'],
    ['RO-5-time', 'request object: *expired*', 'request-object'],
    ['RO-5-exp', 'request object: exp *', 'request-object'],
    ['RO-6-replayed', 'request object: *used before*', 'request-object'],
    ['RO-7-client-id', 'request object: client_id *', 'request-object', 'client_id'],
    ['RO-9-nested', 'request object: * must not be in it', 'request-object'],
    ['RO-1-object', 'request object: *', 'request-object', 'jwks'],
  ],
  invalid_request_uri: [
    ['PAR-7-expired', 'request_uri is older *', 'pushed-request'],
    ['PAR-7-foreign', 'request_uri was pushed by another client*', 'pushed-request', 'client_id'],
    ['PAR-7-used', 'request_uri was used *', 'pushed-request'],
    ['PAR-7-unknown', '*', 'pushed-request'],
  ],
  request_uri_not_supported: [['AUTHZ-12-request-uri', 'request_uri must be *', 'pushed-request']],
  invalid_token: [
    ['UINF-4-unknown', 'access token is unknown or expired', 'access-token', 'access_token_lifetime'],
    ['KEY-9-removed', 'access token was signed by a key that has been removed', 'access-token'],
    ['UINF-4-revoked', 'access token is revoked*', 'access-token', 'active', 'scopes'],
    ['RFC9449-7.1-scheme', 'access token is bound to a key*', 'dpop', 'dpop_bound_access_tokens'],
    ['RFC9449-7.1-key', 'access token is bound to another key *', 'dpop-key'],
    ['RFC9449-7.1-unbound', 'access token is not bound *', 'dpop', 'dpop_bound_access_tokens'],
    ['UINF-1-scheme', 'the Authorization header holds no *', 'access-token'],
  ],
  insufficient_scope: [['UINF-3-scope', 'the access token has neither *', 'access-token', 'scopes']],
  invalid_dpop_proof: [
    [
      'RFC9449-4.3-missing',
      'DPoP proof: the header DPoP is required*',
      'dpop',
      'dpop_bound_access_tokens',
      'security_profile',
    ],
    ['RFC9449-11.1-replayed', 'DPoP proof: it has been used before*', 'dpop'],
    ['RFC9449-4.3-htu', 'DPoP proof: htu *', 'dpop'],
    ['RFC9449-4.3-htm', 'DPoP proof: htm *', 'dpop'],
    ['RFC9449-4.3-iat', 'DPoP proof: iat *', 'dpop'],
    ['RFC9449-4.3-ath', 'DPoP proof: ath *', 'dpop'],
    ['RFC9449-4.3-jwk', 'DPoP proof: jwk *', 'dpop'],
    ['RFC9449-4.3-proof', 'DPoP proof: *', 'dpop'],
  ],
  use_dpop_nonce: [['RFC9449-8-nonce', 'DPoP proof: nonce *', 'dpop']],
  server_error: [['ERR-22-ours', '*', 'ours']],
  temporarily_unavailable: [['ERR-23-later', '*', 'ours']],
}

/** Where no row fits, as for a description that a later version will have: the code itself, stable all the same. */
const byDefault = (code: string): RefusalRule => ({
  rule: `PV-ERR-3-${code}`,
  requirement: 'ERR-3',
  explanation: 'other',
  concerns: [],
})

const ruleOfRow = ([name, , explanation, ...concerns]: Row): RefusalRule => ({
  rule: `PV-${name}`,
  requirement: /^[A-Z0-9]+-[0-9.]+/.exec(name)?.[0] ?? '',
  explanation,
  concerns,
})

/** The rule that a refusal was by, from its OAuth code and what was said of it: to the client, or to the log alone. */
export function ruleOfRefusal(code: string, says: string): RefusalRule {
  const known = Object.hasOwn(errorCodes, code) ? rows[code as ErrorCode] : []
  const row = known.find(([, pattern]) => fits(pattern, says))
  return row === undefined ? byDefault(code) : ruleOfRow(row)
}

/** Every rule, by its code. */
export const allRefusalRules = (): readonly RefusalRule[] => Object.values(rows).flat().map(ruleOfRow)

/** What a rule is about, by its own code: the log keeps no more than that. Of one that has gone, what fits its words now. */
export const refusalRule = (rule: string, code: string, says: string): RefusalRule =>
  allRefusalRules().find((one) => one.rule === rule) ?? { ...ruleOfRefusal(code, says), rule }

/** `*` stands for anything, also for nothing. No expression is made of what somebody sent. */
function fits(pattern: string, text: string): boolean {
  const parts = pattern.split('*')
  let at = 0
  for (const [index, part] of parts.entries()) {
    const found = index === parts.length - 1 && parts.length > 1 ? text.lastIndexOf(part) : text.indexOf(part, at)
    if (found < at || (index === 0 && found !== 0)) return false
    at = found + part.length
  }
  return at === text.length
}
