import type { ClientAuthenticationMethod } from './client.ts'
import { decodeFormComponent, type Parameters } from './parameters.ts'
import { ProtocolError } from './protocol-error.ts'

/** What a request presents to say which client it comes from (section 9). Nothing in it is proven yet. */
export type PresentedCredentials =
  | {
      readonly method: 'client_secret_basic' | 'client_secret_post'
      readonly clientId: string
      readonly secret: string
    }
  | { readonly method: 'private_key_jwt'; readonly clientId: string | undefined; readonly assertion: string }
  | { readonly method: 'none'; readonly clientId: string }

const jwtBearer = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/**
 * Reads the credentials of one request. Throws `invalid_request` for two methods at once (CAUTH-2) or a half-given one,
 * `invalid_client` when nothing names a client or Basic cannot be read (CAUTH-6).
 */
export function readCredentials(authorizationHeader: string | undefined, parameters: Parameters): PresentedCredentials {
  const clientId = parameters.get('client_id')
  const secret = parameters.get('client_secret')
  const assertion = parameters.get('client_assertion')
  const assertionType = parameters.get('client_assertion_type')
  const methods = [authorizationHeader, secret, assertion ?? assertionType].filter((given) => given !== undefined)
  if (methods.length > 1)
    throw new ProtocolError('invalid_request', 'more than one way of client authentication was used')
  if (authorizationHeader !== undefined) return readBasic(authorizationHeader, clientId)
  if (assertion !== undefined || assertionType !== undefined) {
    if (assertionType !== jwtBearer)
      throw new ProtocolError('invalid_request', `client_assertion_type must be ${jwtBearer}`)
    if (assertion === undefined) throw new ProtocolError('invalid_request', 'client_assertion is required')
    return { method: 'private_key_jwt', clientId, assertion }
  }
  if (clientId === undefined) throw new ProtocolError('invalid_client', 'no client authentication was sent')
  if (secret !== undefined) return { method: 'client_secret_post', clientId, secret }
  return { method: 'none', clientId }
}

function readBasic(header: string, bodyClientId: string | undefined): PresentedCredentials {
  const match = /^Basic ([A-Za-z0-9+/_-]+={0,2})$/i.exec(header)
  if (match === null) throw new ProtocolError('invalid_client', 'the Authorization header is not of the Basic scheme')
  const decoded = Buffer.from(match[1] ?? '', 'base64').toString('utf8')
  const colon = decoded.indexOf(':')
  // Both halves are form-encoded before base64 (RFC 6749 §2.3.1); a library that forgets it is helped by our secrets' alphabet.
  const clientId = colon === -1 ? undefined : decodeFormComponent(decoded.slice(0, colon))
  const secret = colon === -1 ? undefined : decodeFormComponent(decoded.slice(colon + 1))
  if (clientId === undefined || secret === undefined || clientId === '')
    throw new ProtocolError('invalid_client', 'the Basic credentials cannot be read')
  if (bodyClientId !== undefined && bodyClientId !== clientId)
    throw new ProtocolError('invalid_client', 'client_id in the body differs from the authenticated client')
  return { method: 'client_secret_basic', clientId, secret }
}

/** What is said of every failed authentication: which part of it was wrong stays in the log (REG-30). */
export const authenticationFailed = (hint?: string): ProtocolError =>
  new ProtocolError('invalid_client', 'client authentication failed', undefined, hint)

/** The registered method and no other (CAUTH-1, CAUTH-19, REG-30). */
export function requireRegisteredMethod(
  presented: ClientAuthenticationMethod,
  registered: ClientAuthenticationMethod,
): void {
  if (presented !== registered)
    throw authenticationFailed(`the client is registered for ${registered} and was presented with ${presented}`)
}
