import { z } from 'zod'
import { authorization, personRequest, revokeList } from './authorization-schemas.ts'
import { explainedError } from './error-schemas.ts'
import { loggedIn } from './history-schemas.ts'
import { orgno, seconds, texts, time } from './schema-parts.ts'
import { prefix, scope, scopeAccess, scopeRequest } from './scope-schemas.ts'

/** Fields that an owner writes. Unknown ones are passed over; `null` is absence (REG-23, REG-101). Rules come after the shape. */
export const clientRequest = z.looseObject({
  client_id: z.string().nullish(),
  client_name: z.string().nullish(),
  display_name: z.string().nullish().meta({ description: 'The same as client_name.' }),
  client_orgno: z.string().nullish(),
  description: z.string().nullish(),
  active: z.boolean().nullish().meta({ description: 'true in a PUT opens a closed client.' }),
  integration_type: z.string().nullish().meta({ description: 'Required for a new client; cannot change.' }),
  application_type: z.string().nullish().meta({ description: 'web, browser or native.' }),
  token_endpoint_auth_method: z.string().nullish(),
  grant_types: texts.nullish(),
  scopes: texts.nullish(),
  redirect_uris: texts.nullish(),
  post_logout_redirect_uris: texts.nullish(),
  frontchannel_logout_uri: z.string().nullish(),
  frontchannel_logout_session_required: z.boolean().nullish(),
  client_uri: z.string().nullish(),
  access_token_lifetime: seconds.nullish(),
  refresh_token_lifetime: seconds.nullish(),
  authorization_lifetime: seconds.nullish(),
  refresh_token_usage: z.string().nullish(),
  code_challenge_method: z.string().nullish(),
  sso_disabled: z.boolean().nullish(),
  default_acr_values: texts.nullish(),
  require_pushed_authorization_requests: z.boolean().nullish(),
  id_token_signed_response_alg: z.string().nullish().meta({ description: 'RS256, PS256 or ES256.' }),
  security_profile: z.string().nullish().meta({ description: 'standard or fapi2.' }),
  dpop_bound_access_tokens: z.boolean().nullish(),
  require_signed_request_object: z.boolean().nullish(),
  require_nonce: z.boolean().nullish(),
  lean_id_token: z.boolean().nullish().meta({ description: 'pid and locale at /userinfo only.' }),
  backchannel_logout_uri: z.string().nullish(),
  backchannel_logout_session_required: z.boolean().nullish(),
})

export const onBehalfOfRequest = z.looseObject({
  onbehalfof: z.string().nullish(),
  name: z.string().nullish(),
  display_name: z.string().nullish().meta({ description: 'The same as name.' }),
  orgno: z.string().nullish(),
  description: z.string().nullish(),
  uri: z.string().nullish(),
  url: z.string().nullish().meta({ description: 'The same as uri.' }),
  client_uri: z.string().nullish().meta({ description: 'The same as uri.' }),
})

const keyMembers = { use: z.literal('sig'), kid: z.string() }
const rsaMembers = {
  kty: z.literal('RSA'),
  alg: z.enum(['RS256', 'RS384', 'RS512', 'PS256']),
  n: z.string(),
  e: z.string(),
}
const curveMembers = {
  kty: z.literal('EC'),
  alg: z.literal('ES256'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
}

/** Its members are judged one by one by the rules for keys (REG-61), all of them for each key. */
export const keyRequest = z.looseObject({
  kty: z.unknown(),
  use: z.unknown(),
  alg: z.unknown(),
  kid: z.unknown(),
  n: z.unknown(),
  e: z.unknown(),
  crv: z.unknown(),
  x: z.unknown(),
  y: z.unknown(),
  exp: z.unknown(),
  x5c: z.unknown(),
})
export const jwksRequest = z.looseObject({ keys: z.array(z.unknown()) })

const registered = { ...keyMembers, exp: seconds, x5c: texts.optional() }
export const key = z.discriminatedUnion('kty', [
  z.strictObject({ ...rsaMembers, ...registered }),
  z.strictObject({ ...curveMembers, ...registered }),
])
export const jwks = z.strictObject({ keys: z.array(key), created: time, last_updated: time })

const logoUri = z
  .string()
  .optional()
  .meta({ description: 'Where the gateway serves its logo. Read only: logos are sent in the portal.' })

const onBehalfOfMembers = {
  onbehalfof: z.string(),
  name: z.string(),
  orgno,
  description: z.string(),
  uri: z.string().optional(),
  logo_uri: logoUri,
  active: z.boolean(),
}
export const onBehalfOfEntry = z.strictObject({
  ...onBehalfOfMembers,
  organization_name: z.string().optional(),
  created: time,
  last_updated: time,
})

const clientMembers = {
  client_id: z.string(),
  client_name: z.string(),
  client_orgno: orgno,
  supplier_orgno: orgno.optional(),
  description: z.string(),
  active: z.boolean(),
  integration_type: z.string(),
  application_type: z.enum(['web', 'browser', 'native']),
  token_endpoint_auth_method: z.enum(['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none']),
  grant_types: texts,
  scopes: texts,
  redirect_uris: texts,
  post_logout_redirect_uris: texts,
  frontchannel_logout_uri: z.string().optional(),
  frontchannel_logout_session_required: z.boolean(),
  client_uri: z.string().optional(),
  logo_uri: logoUri,
  access_token_lifetime: seconds,
  refresh_token_lifetime: seconds,
  authorization_lifetime: seconds,
  refresh_token_usage: z.enum(['ONETIME', 'REUSE']),
  code_challenge_method: z.enum(['S256', 'none']),
  sso_disabled: z.boolean(),
  default_acr_values: texts,
  require_pushed_authorization_requests: z.boolean(),
  token_profile: z.enum(['current', 'legacy2018']),
  id_token_signed_response_alg: z.enum(['RS256', 'PS256', 'ES256']),
  security_profile: z.enum(['standard', 'fapi2']),
  dpop_bound_access_tokens: z.boolean(),
  require_signed_request_object: z.boolean(),
  require_nonce: z.boolean(),
  lean_id_token: z.boolean(),
  backchannel_logout_uri: z.string().optional(),
  backchannel_logout_session_required: z.boolean(),
  jwks_uri: z.string().optional(),
  onbehalfof: z.array(z.strictObject(onBehalfOfMembers)),
  jwks: z.strictObject({ keys: z.array(key) }).optional(),
  created: time,
  last_updated: time,
}
export const client = z.strictObject(clientMembers)
export const clientWithSecret = z.strictObject({
  ...clientMembers,
  client_secret: z.string(),
  client_secret_expires_at: seconds.meta({ description: 'Seconds since 1970.' }),
})

const used = { first_used: time.optional(), last_used: z.iso.date().optional() }
export const credentials = z.strictObject({
  secrets: z.array(
    z.strictObject({
      secret_id: z.string(),
      created: time,
      expires_at: time.nullable(),
      status: z.enum(['pending', 'active', 'retiring', 'revoked', 'expired']),
      ...used,
      issued_by: z.string().optional(),
      delivery_ref: z.string().optional(),
    }),
  ),
  keys: z.array(z.strictObject({ kid: z.string(), expires_at: time, certificate: z.boolean(), ...used })),
  certificates: z.array(z.strictObject({ thumbprint: z.string(), last_used: z.iso.date() })),
})

export const organization = z.strictObject({ orgnr: orgno, name: z.string() })
export const user = z.strictObject({
  authenticated_organization_number: orgno,
  authenticated_organization_name: z.string(),
  is_synthetic_organization_number: z.boolean(),
  has_consented: z.boolean(),
})
export const delegationSource = z.strictObject({
  name: z.string(),
  issuer: z.string(),
  created: time,
  last_updated: time,
  lastUpdated: time,
})
export const integration = z.strictObject({
  integration_type: z.string(),
  scopes: texts,
  grant_types: texts,
  token_endpoint_auth_methods: texts,
  application_types: texts,
})
export const health = z.strictObject({ status: z.literal('UP') })

export const error = z.strictObject({
  status: z.int(),
  timestamp: time,
  correlation_id: z.string(),
  errors: z.array(
    z.strictObject({
      errorMessage: z.string(),
      isFieldError: z.boolean(),
      objectName: z.string(),
      fieldIdentifier: z.string(),
    }),
  ),
  error: z.string(),
  error_description: z.string(),
})

/**
 * The shapes of the API by the names of the OpenAPI document, which is made of them: what arrives is judged by them, and what
 * leaves is tested with them.
 */
export const schemas = {
  ClientRequest: clientRequest,
  Client: client,
  ClientWithSecret: clientWithSecret,
  JwksRequest: jwksRequest,
  Jwks: jwks,
  KeyRequest: keyRequest,
  Key: key,
  OnBehalfOfRequest: onBehalfOfRequest,
  OnBehalfOf: onBehalfOfEntry,
  Credentials: credentials,
  Organization: organization,
  User: user,
  DelegationSource: delegationSource,
  Integration: integration,
  ScopeRequest: scopeRequest,
  Scope: scope,
  ScopeAccess: scopeAccess,
  Prefix: prefix,
  Health: health,
  PersonRequest: personRequest,
  Authorization: authorization,
  RevokeList: revokeList,
  LoggedIn: loggedIn,
  ExplainedError: explainedError,
  Error: error,
} as const
export type SchemaName = keyof typeof schemas
