/** Where a page's forms may lead, for its Content-Security-Policy. */
export interface PagePolicy {
  /**
   * 'anywhere' leaves `form-action` out: browsers hold the whole chain of redirects after a form against it, and a service
   * may send the citizen on to wherever it likes (HTTP-13).
   */
  readonly formAction: 'self' | 'anywhere' | string
  /** Origins of the frames of a logout page (LOGOUT-16). */
  readonly frameOrigins?: readonly string[]
  /** The page's script asks our own server while it is open. */
  readonly connects?: boolean
}

const fixedPolicy =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; base-uri 'none'; frame-ancestors 'none'"

const fixedHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  pragma: 'no-cache',
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'cross-origin-opener-policy': 'same-origin',
} as const

type Headers = Readonly<Record<string, string>>
const usual = new Map<string, Headers>()

/** The headers of every HTML page (HTTP-12); those of the usual policies are made once. */
export function pageHeaders(policy: PagePolicy): Headers {
  if ((policy.frameOrigins?.length ?? 0) > 0 || policy.connects === true) return headersWith(policy)
  const known = usual.get(policy.formAction)
  if (known !== undefined) return known
  const headers = headersWith(policy)
  if (policy.formAction === 'self' || policy.formAction === 'anywhere') usual.set(policy.formAction, headers)
  return headers
}

function headersWith(policy: PagePolicy): Headers {
  const formAction =
    policy.formAction === 'anywhere'
      ? ''
      : policy.formAction === 'self'
        ? "; form-action 'self'"
        : `; form-action 'self' ${policy.formAction}`
  const connects = policy.connects === true ? "; connect-src 'self'" : ''
  const frames = !policy.frameOrigins?.length ? '' : `; frame-src ${policy.frameOrigins.join(' ')}`
  return { ...fixedHeaders, 'content-security-policy': fixedPolicy + formAction + connects + frames }
}
