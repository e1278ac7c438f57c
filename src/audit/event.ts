import type { ErrorCode } from '../protocol/protocol-error.ts'

/**
 * Everything that a handled protocol request can have led to: one event a request (house §5), and one more where the
 * citizen answered a question. No event holds a code, a token, a secret or a national id; `correlationId` ties it to what
 * the citizen or the client was shown.
 */
export type ProtocolEvent = {
  readonly correlationId: string
  readonly environment: string
  readonly clientId?: string
} & (
  | { readonly kind: 'login-started'; readonly reason: 'first' | 'step-up' | 'forced' | 'consent' }
  | { readonly kind: 'login-completed'; readonly eid: string; readonly acr: string; readonly onbehalfof?: string }
  | { readonly kind: 'login-cancelled' }
  | { readonly kind: 'signed-on'; readonly acr: string; readonly onbehalfof?: string }
  /** What the citizen answered in the dialogue about these scopes; the login that ends with it has an event of its own. */
  | { readonly kind: 'consent-given' | 'consent-declined'; readonly scopes: string }
  | { readonly kind: 'automatic-login'; readonly acr: string }
  | {
      readonly kind: 'tokens-issued'
      readonly grantType: string
      readonly clientAmr: string
      /** What the client proved itself with: a secret's id, a `kid`, or `x5t#S256:` and a thumbprint (REG-69). */
      readonly credentialId?: string
      /** Of a certificate that came with the request: whose it is, and when it ends (CR-10). */
      readonly certificateOrgno?: string
      readonly certificateEndsAtSeconds?: number
    }
  /** An API proved itself to introspect; told once a day for each credential. Members as of issued tokens. */
  | {
      readonly kind: 'credential-used'
      readonly clientAmr: string
      readonly credentialId: string
      readonly certificateOrgno?: string
      readonly certificateEndsAtSeconds?: number
    }
  | { readonly kind: 'reuse-detected'; readonly what: 'code' | 'refresh-token' }
  /** By whom the citizen's authorization was ended before its time (API-55). */
  | {
      readonly kind: 'authorization-revoked'
      readonly by: 'citizen' | 'client_owner' | 'scope_owner' | 'client_revocation'
    }
  /** What came of telling a service of a logout from server to server, try by try. */
  | {
      readonly kind: 'service-logout'
      readonly state: 'confirmed' | 'unconfirmed' | 'given-up'
      readonly attempts: number
      readonly fault?: string
    }
  | { readonly kind: 'logged-out'; readonly services: number; readonly authorizationsEnded: number }
  | {
      readonly kind: 'refused'
      readonly endpoint: string
      readonly code: ErrorCode
      readonly description: string
      /** Which rule it was, by its own code (protocol/refusal-rules.ts). */
      readonly rule: string
      /** What was sent, masked, by the names of the parameters: JSON (protocol/sent-record.ts). */
      readonly sent?: string
      /** Step of AUTHZ-51 (ERR-26). */
      readonly step?: string
      /** The redirect_uri that was asked for and is not registered, for the people of the service (ONB-65). */
      readonly sentRedirectUri?: string
    }
)

/** The one way out for events; log, audit and statistics are readers of it. Never throws. */
export type EmitEvent = (event: ProtocolEvent) => void
