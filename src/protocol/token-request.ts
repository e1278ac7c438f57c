import type { Parameters } from './parameters.ts'
import { ProtocolError } from './protocol-error.ts'

/** What `/token` does; discovery lists exactly these (DISC-17). */
export const grantTypes = ['authorization_code', 'refresh_token'] as const
export type GrantType = (typeof grantTypes)[number]

export interface TokenRequests {
  authorization_code: {
    readonly code: string
    readonly redirectUri: string
    readonly codeVerifier?: string
    readonly resources: readonly string[]
  }
  refresh_token: { readonly refreshToken: string; readonly scope?: string; readonly resources: readonly string[] }
}

/**
 * Reads which grant is asked for. Throws `invalid_request` for repeated or missing parameters and
 * `unsupported_grant_type` (TOK-1). Syntax comes before client authentication, the grant after it (TOK-2).
 */
export function readGrantType(parameters: Parameters): GrantType {
  const repeated = parameters.firstRepeated()
  if (repeated !== undefined) throw new ProtocolError('invalid_request', 'a parameter was sent more than once')
  const grantType = parameters.get('grant_type')
  if (grantType === undefined) throw new ProtocolError('invalid_request', 'grant_type is required')
  if (!(grantTypes as readonly string[]).includes(grantType))
    throw new ProtocolError('unsupported_grant_type', 'grant_type must be authorization_code or refresh_token')
  return grantType as GrantType
}

const readers: { [Type in GrantType]: (parameters: Parameters) => TokenRequests[Type] } = {
  authorization_code: (parameters) => {
    const codeVerifier = parameters.get('code_verifier')
    return {
      code: required(parameters, 'code'),
      redirectUri: required(parameters, 'redirect_uri'),
      resources: parameters.all('resource'),
      ...(codeVerifier === undefined ? {} : { codeVerifier }),
    }
  },
  refresh_token: (parameters) => {
    const scope = parameters.get('scope')
    return {
      refreshToken: required(parameters, 'refresh_token'),
      resources: parameters.all('resource'),
      ...(scope === undefined ? {} : { scope }),
    }
  },
}

/** The parameters of one grant, named and present; throws `invalid_request` naming what is missing. */
export const readTokenRequest = <Type extends GrantType>(type: Type, parameters: Parameters): TokenRequests[Type] =>
  readers[type](parameters)

function required(parameters: Parameters, name: string): string {
  const value = parameters.get(name)
  if (value === undefined) throw new ProtocolError('invalid_request', `${name} is required`)
  return value
}
