import { type Client, isLoginClient, isPublicClient } from './client.ts'
import { delegatedScopeOf } from './delegated-scope.ts'
import { readDpopJkt } from './dpop.ts'
import { type Language, matchUiLocales } from './language.ts'
import { type AcceptableLevels, readAcrValues } from './level-of-assurance.ts'
import type { Parameters } from './parameters.ts'
import { readCodeChallenge } from './pkce.ts'
import { type Prompt, readMaxAge, readPrompt } from './prompt.ts'
import { ProtocolError } from './protocol-error.ts'
import { requireRedirectUri, type TrustedRedirectUri } from './redirect-uri.ts'
import { readResources, requirePermittedResources } from './resource.ts'
import { type ResponseMode, readResponseMode } from './response-mode.ts'
import { demandsOf, type FindScope, readRequestedScopes, type ScopeDemands } from './scope.ts'
import { isValidState } from './state.ts'

/** Where every answer goes from AUTHZ-51 step 6 on. */
export interface ReturnAddress {
  readonly redirectUri: TrustedRedirectUri
  readonly responseMode: ResponseMode
  /** Absent when none was sent, or when what was sent cannot be given back (AUTHZ-23). */
  readonly state?: string
  /** Whose address it is, and the language that was asked for: for an answer that is a page (AUTHZ-48). */
  readonly clientId: string
  readonly uiLocale?: Language
}

/** An authorization request in which nothing is left to doubt, apart from what only the session can say. */
export interface AuthorizationRequest extends ReturnAddress {
  readonly client: Client
  readonly scopes: readonly string[]
  readonly demands: ScopeDemands
  readonly nonce?: string
  readonly codeChallenge?: string
  readonly prompt: Prompt
  readonly maxAgeSeconds?: number
  readonly acceptable: AcceptableLevels
  /** `sub` of a verified `id_token_hint` (AUTHZ-31). */
  readonly hintedSubject?: string
  readonly onbehalfof?: string
  readonly resources: readonly string[]
  readonly loginHint?: string
  /** Thumbprint of the key that the code is bound to (RFC 9449 §10). */
  readonly dpopJkt?: string
}

/** A fault found after the return address was trusted: it goes back to the client. `cause` is for the log alone. */
export class AuthorizationError extends ProtocolError {
  readonly returnAddress: ReturnAddress

  constructor(error: ProtocolError, returnAddress: ReturnAddress, cause?: unknown) {
    super(error.code, error.description, error.step)
    this.name = 'AuthorizationError'
    this.cause = cause
    this.returnAddress = returnAddress
  }
}

/** Step 1 of AUTHZ-51: what says whose request it is and where its answer goes is sent once. Throws `invalid_request`. */
export function refuseRepeated(parameters: Parameters): void {
  for (const name of ['client_id', 'redirect_uri', 'request_uri', 'request'])
    if (parameters.isRepeated(name)) throw new ProtocolError('invalid_request', `${name} was sent more than once`, '1')
}

/** Steps 1 and 2 of AUTHZ-51. Throws what the citizen sees as an error page; nothing is redirected. */
export function readClientId(parameters: Parameters): string {
  refuseRepeated(parameters)
  const clientId = parameters.get('client_id')
  if (clientId === undefined) throw new ProtocolError('invalid_client', 'client_id is required', '2')
  return clientId
}

/** Step 2: known, active and of a kind that logs citizens in. */
export function requireLoginClient(client: Client | undefined): Client {
  if (client === undefined || !client.active)
    throw new ProtocolError('invalid_client', 'client_id is not a client of this environment', '2')
  if (!isLoginClient(client))
    throw new ProtocolError('invalid_client', 'this client is not registered for logging citizens in', '2')
  return client
}

/** How a request came. */
export interface RequestOrigin {
  /** From server to server beforehand (RFC 9126). */
  readonly pushed: boolean
  /** In a request object that the client signed (RFC 9101). */
  readonly signed: boolean
}

/** What the request is judged by, besides itself. */
export interface RequestRules {
  readonly origin: RequestOrigin
  readonly findScope: FindScope
  readonly eidasEnabled: boolean
  /** What became of `id_token_hint`: verifying it needs keys, which this room has not. */
  readonly hint: { readonly outcome: 'none' | 'invalid' } | { readonly outcome: 'verified'; readonly subject: string }
}

/** Steps 5 to 17 of AUTHZ-51, in their order. Throws `ProtocolError` at step 5 and `AuthorizationError` after it. */
export function readAuthorizationRequest(
  parameters: Parameters,
  client: Client,
  rules: RequestRules,
): AuthorizationRequest {
  const redirectUri = requireRedirectUri(client.redirectUris, parameters.get('redirect_uri'), client.applicationType)
  const returnAddress = returnAddressOf(parameters, client, redirectUri)
  try {
    readResponseMode(parameters.get('response_mode'))
    const repeated = parameters.firstRepeated()
    if (repeated !== undefined) throw new ProtocolError('invalid_request', 'a parameter was sent more than once', '7')
    const rest = readRest(parameters, client, rules)
    return { ...returnAddress, ...rest }
  } catch (error) {
    if (error instanceof ProtocolError) throw new AuthorizationError(error, returnAddress)
    throw error
  }
}

/**
 * A fault of steps 3 and 4 goes back to the client when a registered address was sent along, else it stays what it is: a page
 * for the citizen.
 */
export function toldWhereSafe(error: ProtocolError, parameters: Parameters, client: Client): ProtocolError {
  try {
    const asked = parameters.get('redirect_uri')
    const redirectUri = requireRedirectUri(client.redirectUris, asked, client.applicationType)
    return new AuthorizationError(error, returnAddressOf(parameters, client, redirectUri))
  } catch {
    return error
  }
}

/** An unknown or repeated response_mode is answered as `query` (AUTHZ-50), an unusable state is not given back (AUTHZ-23). */
function returnAddressOf(parameters: Parameters, client: Client, redirectUri: TrustedRedirectUri): ReturnAddress {
  const mode = parameters.isRepeated('response_mode') ? undefined : parameters.get('response_mode')
  const state = parameters.isRepeated('state') ? undefined : parameters.get('state')
  const uiLocale = matchUiLocales(parameters.get('ui_locales'))
  return {
    redirectUri,
    clientId: client.clientId,
    responseMode: mode === 'form_post' || mode === 'fragment' ? mode : 'query',
    ...(state !== undefined && isValidState(state) ? { state } : {}),
    ...(uiLocale === undefined ? {} : { uiLocale }),
  }
}

function readRest(
  parameters: Parameters,
  client: Client,
  rules: RequestRules,
): Omit<AuthorizationRequest, keyof ReturnAddress> {
  requireState(parameters, client)
  if (!client.grantTypes.includes('authorization_code'))
    throw new ProtocolError(
      'unauthorized_client',
      'this client is not registered for the authorization_code grant',
      '9',
    )
  requireOrigin(rules.origin, client)
  requireCodeResponse(parameters.get('response_type'))
  const codeChallenge = readCodeChallenge(
    parameters.get('code_challenge'),
    parameters.get('code_challenge_method'),
    client.codeChallengeMethod === 'S256' || isPublicClient(client),
  )
  const dpopJkt = readDpopJkt(parameters.get('dpop_jkt'))
  const scopes = readRequestedScopes(parameters.get('scope'), client, rules.findScope)
  const nonce = readNonce(parameters.get('nonce'), client, scopes)
  const prompt = readPrompt(parameters.get('prompt'))
  const maxAgeSeconds = readMaxAge(parameters.get('max_age'))
  if (rules.hint.outcome === 'invalid')
    throw new ProtocolError('invalid_request', 'id_token_hint is not an id_token of this gateway for this client', '14')
  const acceptable = readAcrValues(parameters.get('acr_values'), {
    tokenProfile: client.tokenProfile,
    defaults: client.defaultAcrValues,
    eidasEnabled: rules.eidasEnabled,
  })
  const onbehalfof = readOnBehalfOf(parameters.get('onbehalfof'), client, scopes, rules.findScope)
  const resources = readResources(parameters.all('resource'))
  requirePermittedResources(resources, scopes, rules.findScope)
  const loginHint = parameters.get('login_hint')
  return {
    client,
    scopes,
    demands: demandsOf(scopes, rules.findScope),
    prompt,
    acceptable,
    resources,
    ...(nonce === undefined || !scopes.includes('openid') ? {} : { nonce }),
    ...(codeChallenge === undefined ? {} : { codeChallenge }),
    ...(dpopJkt === undefined ? {} : { dpopJkt }),
    ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }),
    ...(rules.hint.outcome === 'verified' ? { hintedSubject: rules.hint.subject } : {}),
    ...(onbehalfof === undefined ? {} : { onbehalfof }),
    ...(loginHint === undefined ? {} : { loginHint }),
  }
}

/** Without PKCE the state is the only thing that ties the answer to the browser; a public client always needs it (AUTHZ-8, 22). */
function requireState(parameters: Parameters, client: Client): void {
  const state = parameters.get('state')
  if (state === undefined) {
    if (isPublicClient(client)) throw new ProtocolError('invalid_request', 'state is required of public clients', '8')
    if (client.codeChallengeMethod === 'none' && parameters.get('code_challenge') === undefined)
      throw new ProtocolError('invalid_request', 'state is required when code_challenge is not sent', '8')
    return
  }
  if (!isValidState(state))
    throw new ProtocolError('invalid_request', 'state must be 1 to 4096 printable ASCII characters', '8')
}

/** Clients that are registered to ask in a stricter way than others do (CLI-28, RFC 9101 §10.5). */
function requireOrigin({ pushed, signed }: RequestOrigin, client: Client): void {
  if (!pushed && (client.requirePushedAuthorizationRequests || client.securityProfile === 'fapi2'))
    throw new ProtocolError('invalid_request', 'this client must push its authorization requests to /par', '10')
  if (!signed && client.requireSignedRequestObject === true)
    throw new ProtocolError('invalid_request', 'this client must send its requests as signed request objects', '10')
}

function requireCodeResponse(responseType: string | undefined): void {
  if (responseType === undefined) throw new ProtocolError('invalid_request', 'response_type is required', '11')
  if (responseType !== 'code') throw new ProtocolError('unsupported_response_type', 'response_type must be code', '11')
}

function readNonce(nonce: string | undefined, client: Client, scopes: readonly string[]): string | undefined {
  if (nonce === undefined && client.requireNonce === true && scopes.includes('openid'))
    throw new ProtocolError('invalid_request', 'nonce is required: this client is registered with require_nonce', '14')
  if (nonce !== undefined && !/^[\x20-\x7E]{1,1024}$/.test(nonce))
    throw new ProtocolError('invalid_request', 'nonce must be 1 to 1024 printable ASCII characters', '14')
  return nonce
}

function readOnBehalfOf(
  value: string | undefined,
  client: Client,
  scopes: readonly string[],
  findScope: FindScope,
): string | undefined {
  if (value === undefined) return undefined
  if (!client.onbehalfof.some((entry) => entry.active && entry.onbehalfof === value))
    throw new ProtocolError('invalid_request', 'onbehalfof is not registered on this client', '16')
  if (delegatedScopeOf(scopes, findScope) !== undefined)
    throw new ProtocolError('invalid_request', 'onbehalfof cannot be combined with a scope that is delegated', '16')
  return value
}
