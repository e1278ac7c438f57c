import type { Client, ClientKey } from './client.ts'
import type { RegistrationFault } from './client-registration-fault.ts'
import type { FieldReader } from './client-registration-fields.ts'

/** Signature algorithms of the FAPI 2.0 Security Profile (§5.4.1) that there are here. */
const strictAlgorithms: readonly unknown[] = ['PS256', 'ES256']

/** A code of such a client lives no longer, in seconds (FAPI 2.0 §5.3.2.1). */
export const longestStrictCode = 60

export const isStrictClient = (client: Client): boolean => client.securityProfile === 'fapi2'

/** May something that this client signed have this `alg`? Anybody else is held to the algorithms of its keys alone. */
export const mayBeSignedWith = (client: Client, alg: unknown): boolean =>
  !isStrictClient(client) || strictAlgorithms.includes(alg)

/** Keys that a strict client may not have, below `field`. */
export const faultsOfStrictKeys = (client: Client, keys: readonly ClientKey[], field: string): RegistrationFault[] =>
  keys.flatMap(({ alg }, index) =>
    mayBeSignedWith(client, alg)
      ? []
      : [{ field: `${field}[${index}].alg`, message: 'must be PS256 or ES256 with security_profile fapi2' }],
  )

/**
 * What `security_profile: fapi2` turns on together (FAPI 2.0 Security Profile §5.3.2.1): pushed requests, bound tokens, refresh
 * tokens that stay, a stronger signature. What contradicts it is a fault. A client without the profile is answered as it is.
 */
export function withStrictProfile(reader: FieldReader, client: Client): Client {
  if (!isStrictClient(client)) return client
  const demand = (holds: boolean, field: string, message: string): void => {
    if (!holds) reader.fault(field, `${message} with security_profile fapi2`)
  }
  const isLogin = client.integrationType === 'idporten' || client.integrationType === 'api_klient'
  demand(
    isLogin && client.redirectUris.length > 0,
    'integration_type',
    'must be idporten or api_klient, and log people in,',
  )
  demand(client.applicationType === 'web', 'application_type', 'must be web')
  demand(client.tokenEndpointAuthMethod === 'private_key_jwt', 'token_endpoint_auth_method', 'must be private_key_jwt')
  demand(client.codeChallengeMethod === 'S256', 'code_challenge_method', 'must be S256')
  demand(client.tokenProfile === 'current', 'token_profile', 'must be current')
  // A lost answer would lock out a client whose token was replaced; bound to a key, the former one does no harm.
  const asksForRotation = reader.raw('refresh_token_usage') !== undefined && client.refreshTokenUsage === 'ONETIME'
  demand(!asksForRotation, 'refresh_token_usage', 'must be REUSE')
  const asksForWeaker =
    reader.raw('id_token_signed_response_alg') !== undefined && client.idTokenSignedResponseAlg === undefined
  demand(!asksForWeaker, 'id_token_signed_response_alg', 'must be PS256 or ES256')
  for (const [index, uri] of client.redirectUris.entries())
    demand(/^https:/i.test(uri), `redirect_uris[${index}]`, 'must be https')
  reader.faults.push(...faultsOfStrictKeys(client, client.jwks, 'jwks.keys'))
  return {
    ...client,
    refreshTokenUsage: 'REUSE',
    idTokenSignedResponseAlg: client.idTokenSignedResponseAlg ?? 'PS256',
    requirePushedAuthorizationRequests: true,
    dpopBoundAccessTokens: true,
  }
}
