import { type Client, idTokenAlgorithms } from './client.ts'
import type { RegistrationContext } from './client-registration-context.ts'
import type { FieldReader } from './client-registration-fields.ts'
import { faultsOfUri } from './redirect-uri-registration.ts'

export type ProtectionFields = Pick<
  Client,
  | 'idTokenSignedResponseAlg'
  | 'securityProfile'
  | 'dpopBoundAccessTokens'
  | 'requireSignedRequestObject'
  | 'requireNonce'
  | 'leanIdToken'
  | 'backchannelLogoutUri'
  | 'backchannelLogoutSessionRequired'
  | 'jwksUri'
> &
  // Keys that were registered go when an address says where they are.
  Partial<Pick<Client, 'jwks'>>

/** What a login client may ask for beyond the default, stricter or by exception. A default is not kept. */
export function readProtectionFields(
  reader: FieldReader,
  context: RegistrationContext,
  isLogin: boolean,
): ProtectionFields {
  const algorithm = reader.choice('id_token_signed_response_alg', idTokenAlgorithms) ?? 'RS256'
  const profile = reader.choice('security_profile', ['standard', 'fapi2']) ?? 'standard'
  const backchannelLogoutUri = isLogin ? readCalledUri(reader, context, 'backchannel_logout_uri') : undefined
  const jwksUri = context.writer === 'operator' ? readJwksUri(reader, context, isLogin) : context.existing?.jwksUri
  return {
    ...(algorithm === 'RS256' ? {} : { idTokenSignedResponseAlg: algorithm }),
    ...(profile === 'standard' ? {} : { securityProfile: profile }),
    ...(reader.flag('dpop_bound_access_tokens', false) ? { dpopBoundAccessTokens: true as const } : {}),
    ...(reader.flag('require_signed_request_object', false) ? { requireSignedRequestObject: true as const } : {}),
    ...(reader.flag('require_nonce', false) ? { requireNonce: true as const } : {}),
    ...(reader.flag('lean_id_token', false) ? { leanIdToken: true as const } : {}),
    ...(backchannelLogoutUri === undefined ? {} : { backchannelLogoutUri }),
    ...(reader.flag('backchannel_logout_session_required', false)
      ? { backchannelLogoutSessionRequired: true as const }
      : {}),
    ...(jwksUri === undefined ? {} : { jwksUri, jwks: [] }),
  }
}

/** An address that the gateway itself calls: held to the rules of redirect URIs for web (RU-1…9), and judged anew at each call. */
function readCalledUri(reader: FieldReader, context: RegistrationContext, field: string): string | undefined {
  const uri = reader.text(field, 2048)
  if (uri === undefined) return undefined
  for (const message of faultsOfUri(uri, 'called', 'web', context.uriRules)) reader.fault(field, message)
  return uri
}

/** REG-67: only one of the two can say what the keys are (RFC 7591 §2). */
function readJwksUri(reader: FieldReader, context: RegistrationContext, isLogin: boolean): string | undefined {
  const uri = readCalledUri(reader, context, 'jwks_uri')
  if (uri === undefined) return undefined
  if (!isLogin) reader.fault('jwks_uri', 'is for login clients only (REG-67)')
  const sent = reader.raw('jwks')
  if (sent !== undefined && sent !== null)
    reader.fault('jwks_uri', 'cannot stand beside jwks; keep one of them (REG-67)')
  return uri
}
