import { ProtocolError } from './protocol-error.ts'

/** An address that is registered on the client that asked. Only `matchRedirectUri` makes one. */
export type TrustedRedirectUri = string & { readonly trusted: unique symbol }

/** `http(s)://127.0.0.1` or `[::1]`, registered with port 0, `*` or none: any port at run time (AUTHZ-14, RU-11). */
const registeredLoopback = /^(https?:\/\/(?:127\.0\.0\.1|\[::1\]))(?::(?:0|\*))?(?![\d:*])(.*)$/s
const askedLoopback = /^(https?:\/\/(?:127\.0\.0\.1|\[::1\]))(?::(\d{1,5}))?(?![\d:*])(.*)$/s

/** The registered URI equal to `asked`, character by character; loopback literals of native clients may differ in port. */
export function matchRedirectUri(
  registered: readonly string[],
  asked: string,
  applicationType: 'web' | 'browser' | 'native',
): TrustedRedirectUri | undefined {
  if (registered.includes(asked)) {
    // What is registered for any port is a pattern, not an address: port 0 cannot be redirected to.
    if (!(applicationType === 'native' && /:(?:0|\*)(?:[/?]|$)/.test(asked) && registeredLoopback.test(asked)))
      return asked as TrustedRedirectUri
  }
  if (applicationType !== 'native') return undefined
  const literal = askedLoopback.exec(asked)
  if (literal === null || Number(literal[2] ?? 80) > 65535 || Number(literal[2] ?? 80) === 0) return undefined
  const matches = registered.some((uri) => {
    const pattern = registeredLoopback.exec(uri)
    return pattern !== null && pattern[1] === literal[1] && pattern[2] === literal[3]
  })
  return matches ? (asked as TrustedRedirectUri) : undefined
}

/** As `matchRedirectUri`, for the door that can only show an error page when it fails (AUTHZ-51 step 5). */
export function requireRedirectUri(
  registered: readonly string[],
  asked: string | undefined,
  applicationType: 'web' | 'browser' | 'native',
): TrustedRedirectUri {
  if (asked === undefined) throw new ProtocolError('invalid_request', 'redirect_uri is required', '5')
  const trusted = matchRedirectUri(registered, asked, applicationType)
  if (trusted === undefined)
    throw new ProtocolError(
      'invalid_request',
      'redirect_uri is not registered on this client, character by character',
      '5',
    )
  return trusted
}

/** `uri` with the parameters appended to its query, each percent-encoded exactly once (AUTHZ-16, AUTHZ-24). */
export function appendToQuery(uri: string, parameters: ReadonlyArray<readonly [string, string]>): string {
  const separator = uri.includes('?') ? (uri.endsWith('?') || uri.endsWith('&') ? '' : '&') : '?'
  return uri + separator + encodeParameters(parameters)
}

/** `name=value&…` with a space as `%20`, so that one decoding gives the characters back, whatever library does it. */
export function encodeParameters(parameters: ReadonlyArray<readonly [string, string]>): string {
  let encoded = ''
  for (const [name, value] of parameters) encoded += `${encoded === '' ? '' : '&'}${name}=${encodeURIComponent(value)}`
  return encoded
}
