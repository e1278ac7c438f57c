import { type Client, idTokenAlgorithms } from './client.ts'
import type { RegistrationContext } from './client-registration-context.ts'
import type { FieldReader } from './client-registration-fields.ts'
import { readHttpUri } from './client-registration-onbehalfof.ts'

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
>

/** What a login client may ask for beyond the default, stricter or by exception. A default is not kept. */
export function readProtectionFields(
  reader: FieldReader,
  context: RegistrationContext,
  isLogin: boolean,
): ProtectionFields {
  const algorithm = reader.choice('id_token_signed_response_alg', idTokenAlgorithms) ?? 'RS256'
  const profile = reader.choice('security_profile', ['standard', 'fapi2']) ?? 'standard'
  const backchannelLogoutUri = isLogin ? readHttpUri(reader, 'backchannel_logout_uri') : undefined
  const jwksUri =
    context.writer === 'operator' ? reader.text('jwks_uri', 2048) : (context.existing?.jwksUri ?? undefined)
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
    ...(jwksUri === undefined ? {} : { jwksUri }),
  }
}
