/** Every OAuth error code the gateway can answer with (ERR-4…23). A new code is added here and in docs/errors.md. */
export const errorCodes = {
  invalid_request: 400,
  invalid_client: 401,
  invalid_grant: 400,
  unauthorized_client: 400,
  unsupported_grant_type: 400,
  unsupported_response_type: 400,
  invalid_scope: 400,
  invalid_target: 400,
  access_denied: 403,
  login_required: 400,
  consent_required: 400,
  interaction_required: 400,
  unmet_authentication_requirements: 400,
  invalid_request_object: 400,
  invalid_request_uri: 400,
  request_uri_not_supported: 400,
  invalid_token: 401,
  invalid_dpop_proof: 400,
  use_dpop_nonce: 400,
  insufficient_scope: 403,
  server_error: 500,
  temporarily_unavailable: 503,
} as const

export type ErrorCode = keyof typeof errorCodes

/**
 * Ends the request with an OAuth error. Thrown by rules and use cases, caught in one place per door.
 * `description` is English ASCII for a developer: it names the parameter and what to do, and holds no secret, no
 * personal data and no value that was sent (ERR-1).
 */
export class ProtocolError extends Error {
  readonly code: ErrorCode
  readonly description: string
  /** The step of AUTHZ-51 that failed, for the log line (ERR-26). */
  readonly step: string | undefined
  /** What only the log is told, instead of the description, for it would help somebody who guesses (REG-30). */
  readonly hint: string | undefined
  /** The registered client that was refused, where it is known, for the event. */
  clientId: string | undefined
  /** The unregistered redirect_uri that was sent, for the event alone (ONB-65). */
  sentRedirectUri: string | undefined
  /** HTTP status, where it is another than the usual one of the code: a bad proof beside a token is answered 401. */
  status: number | undefined
  /** When it is worth trying again, in seconds from now, where that is known. */
  retryAfterSeconds: number | undefined

  constructor(code: ErrorCode, description: string, step?: string, hint?: string) {
    super(`${code}: ${description}`)
    this.name = 'ProtocolError'
    this.code = code
    this.description = description
    this.step = step
    this.hint = hint
    this.clientId = undefined
    this.sentRedirectUri = undefined
    this.status = undefined
    this.retryAfterSeconds = undefined
  }
}
