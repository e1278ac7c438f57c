import type { Client } from './client.ts'
import type { Parameters } from './parameters.ts'
import { ProtocolError } from './protocol-error.ts'
import { appendToQuery, matchRedirectUri } from './redirect-uri.ts'
import { isValidState } from './state.ts'

/** Repeated parameters are the one fault that stops a logout (LOGOUT-40). Throws `invalid_request`. */
export function refuseRepeated(parameters: Parameters): void {
  const repeated = parameters.firstRepeated()
  if (repeated !== undefined) throw new ProtocolError('invalid_request', 'a parameter was sent more than once')
}

/** Whom the return goes by: the hint's client, else the client_id; both and different, nobody (LOGOUT-4). */
export function requestingClientId(
  hintedClientId: string | undefined,
  clientId: string | undefined,
): string | undefined {
  if (hintedClientId !== undefined && clientId !== undefined && hintedClientId !== clientId) return undefined
  return hintedClientId ?? clientId
}

/**
 * Where the browser goes after the logout: the registered address with the state, or undefined for the logged-out page
 * (LOGOUT-30…39). Bad return information never stops the logout, only the return (LOGOUT-7).
 */
export function postLogoutAddress(parameters: Parameters, client: Client | undefined): string | undefined {
  const asked = parameters.get('post_logout_redirect_uri')
  const state = parameters.get('state')
  if (client === undefined || asked === undefined) return undefined
  if (state !== undefined && !isValidState(state)) return undefined
  const trusted = matchRedirectUri(client.postLogoutRedirectUris, asked, client.applicationType)
  if (trusted === undefined) return undefined
  return state === undefined ? trusted : appendToQuery(trusted, [['state', state]])
}

/** The address of one front-channel call; `iss` and `sid` join the registered query when the client asked for them (LOGOUT-13). */
export const frontchannelCall = (client: Client, uri: string, issuer: string, sid: string): string =>
  client.frontchannelLogoutSessionRequired
    ? appendToQuery(uri, [
        ['iss', issuer],
        ['sid', sid],
      ])
    : uri
