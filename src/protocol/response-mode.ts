import { ProtocolError } from './protocol-error.ts'
import { appendToQuery, encodeParameters, type TrustedRedirectUri } from './redirect-uri.ts'

/** The ways an answer travels back (AUTHZ-47…49); discovery lists exactly these. */
export const responseModes = ['query', 'form_post', 'fragment'] as const
export type ResponseMode = (typeof responseModes)[number]

/** Reads `response_mode`, `query` by default. Throws `invalid_request` (AUTHZ-50). */
export function readResponseMode(text: string | undefined): ResponseMode {
  if (text === undefined) return 'query'
  if ((responseModes as readonly string[]).includes(text)) return text as ResponseMode
  throw new ProtocolError('invalid_request', 'response_mode must be query, form_post or fragment', '6')
}

export type ResponseParameters = ReadonlyArray<readonly [string, string]>

/** An answer to the client, ready for a door to send: a redirect, or a form that posts itself. */
export type AuthorizationResponse =
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'form'; readonly action: TrustedRedirectUri; readonly parameters: ResponseParameters }

/** Puts the parameters where the mode says. A fragment never exists in a registered URI (CLI-10). */
export function authorizationResponse(
  redirectUri: TrustedRedirectUri,
  mode: ResponseMode,
  parameters: ResponseParameters,
): AuthorizationResponse {
  switch (mode) {
    case 'query':
      return { kind: 'redirect', location: appendToQuery(redirectUri, parameters) }
    case 'fragment':
      return { kind: 'redirect', location: `${redirectUri}#${encodeParameters(parameters)}` }
    case 'form_post':
      return { kind: 'form', action: redirectUri, parameters }
    default:
      return mode satisfies never
  }
}

/** `code`, `iss` and the state that came (AUTHZ-54), and nothing else (AUTHZ-57). */
export const successParameters = (code: string, issuer: string, state: string | undefined): ResponseParameters => [
  ['code', code],
  ['iss', issuer],
  ...(state === undefined ? [] : [['state', state] as const]),
]

/** AUTHZ-55; the reference ends the description (HTTP-16). */
export const errorParameters = (
  error: ProtocolError,
  reference: string,
  issuer: string,
  state: string | undefined,
): ResponseParameters => [
  ['error', error.code],
  ['error_description', `${error.description} (ref: ${reference})`],
  ['iss', issuer],
  ...(state === undefined ? [] : [['state', state] as const]),
]
