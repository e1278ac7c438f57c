import type { ErrorCode } from '../protocol/protocol-error.ts'

/** A refusal as the protocol log has it. */
export interface LoggedRefusal {
  readonly code: string
  readonly description?: string
  readonly step?: string
  readonly endpoint?: string
  readonly sentRedirectUri?: string
}

/** Which text explains a refusal, and what it is filled in with. */
export interface Explanation {
  readonly key: ExplanationKey
  readonly values: Readonly<Record<string, string>>
}

export const explanationKeys = [
  'redirect-uri',
  'redirect-uri-missing',
  'unknown-client',
  'client-authentication',
  'pkce',
  'code',
  'refresh-token',
  'grant',
  'scope',
  'level',
  'no-session',
  'cancelled',
  'access-token',
  'parameter',
  'ours',
  'other',
] as const
export type ExplanationKey = (typeof explanationKeys)[number]

const byCode: Readonly<Partial<Record<ErrorCode, ExplanationKey>>> = {
  invalid_client: 'client-authentication',
  invalid_grant: 'code',
  unauthorized_client: 'grant',
  unsupported_grant_type: 'grant',
  unsupported_response_type: 'parameter',
  invalid_scope: 'scope',
  invalid_target: 'scope',
  access_denied: 'cancelled',
  login_required: 'no-session',
  interaction_required: 'no-session',
  consent_required: 'no-session',
  unmet_authentication_requirements: 'level',
  invalid_token: 'access-token',
  insufficient_scope: 'access-token',
  invalid_request: 'parameter',
  invalid_request_object: 'parameter',
  invalid_request_uri: 'parameter',
  request_uri_not_supported: 'parameter',
  server_error: 'ours',
  temporarily_unavailable: 'ours',
}

/**
 * Why a request was refused and how it is mended, for the people of the client (ONB-65). `registered` are its redirect URIs:
 * of one that was sent and is not among them, the nearest is named, and the place of the first difference.
 */
export function explainError(refusal: LoggedRefusal, registered: readonly string[]): Explanation {
  const { code, description = '', step, endpoint = '', sentRedirectUri } = refusal
  const values = { description, code }
  if (step === '5' && sentRedirectUri !== undefined) {
    const nearest = nearestUri(sentRedirectUri, registered)
    if (nearest === undefined) return { key: 'redirect-uri-missing', values: { ...values, sent: sentRedirectUri } }
    return { key: 'redirect-uri', values: { ...values, sent: sentRedirectUri, ...nearest } }
  }
  if (step === '5') return { key: 'redirect-uri-missing', values: { ...values, sent: '' } }
  if (step === '2') return { key: 'unknown-client', values }
  if (/code_challenge|code_verifier/.test(description)) return { key: 'pkce', values }
  if (code === 'invalid_grant' && description.includes('refresh')) return { key: 'refresh-token', values }
  const key = byCode[code as ErrorCode]
  if (key === 'access-token' && !endpoint.includes('userinfo')) return { key: 'other', values }
  return { key: key ?? 'other', values }
}

/** The registered address that begins most like the one that was sent; undefined when none is registered. */
function nearestUri(
  sent: string,
  registered: readonly string[],
):
  | { readonly nearest: string; readonly place: string; readonly sentPart: string; readonly nearestPart: string }
  | undefined {
  let best: { uri: string; same: number } | undefined
  for (const uri of registered) {
    const same = sameStart(sent, uri)
    if (best === undefined || same > best.same) best = { uri, same }
  }
  if (best === undefined) return undefined
  const part = (text: string, at: number) => (at >= text.length ? '∅' : text.slice(at, at + 12))
  return {
    nearest: best.uri,
    place: String(best.same + 1),
    sentPart: part(sent, best.same),
    nearestPart: part(best.uri, best.same),
  }
}

function sameStart(one: string, other: string): number {
  let at = 0
  while (at < one.length && at < other.length && one[at] === other[at]) at += 1
  return at
}
