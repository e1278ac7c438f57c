import type { Parameters } from './parameters.ts'

/**
 * What an authorization request may say (AUTHZ-3…11, RFC 9449 §10). Of a request that is kept, or that comes inside a request
 * object, only these are looked at: credentials, and what nobody reads, are left where they came.
 */
export const authorizationParameters = [
  'response_type',
  'redirect_uri',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
  'acr_values',
  'prompt',
  'max_age',
  'id_token_hint',
  'login_hint',
  'ui_locales',
  'onbehalfof',
  'resource',
  'response_mode',
  'dpop_jkt',
] as const

/** The request's own parameters, form-encoded, in a fixed order. Only `resource` may come several times. */
export function encodeAuthorizationParameters(parameters: Parameters): string {
  const encoded = new URLSearchParams()
  for (const name of authorizationParameters) for (const value of parameters.all(name)) encoded.append(name, value)
  return encoded.toString()
}
