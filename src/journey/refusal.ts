/**
 * Every way in which the journey says no, with its HTTP status. A new code is added here, in docs/errors.md, and as a
 * text in every language of the portal.
 */
export const refusalCodes = {
  bad_json: 400,
  unknown_field: 400,
  required: 422,
  too_long: 422,
  too_short: 422,
  invalid_value: 422,
  orgno_invalid: 422,
  orgno_unknown: 422,
  email_invalid: 422,
  email_domain_foreign: 422,
  invitation_needed: 422,
  already_member: 409,
  receiver_domain_refused: 422,
  mobile_required: 422,
  mobile_not_mobile: 422,
  mobile_country: 422,
  mobile_unverified: 422,
  code_wrong: 422,
  code_locked: 429,
  test_client_unknown: 422,
  redirect_uri_invalid: 422,
  client_invalid: 422,
  certificate_untrusted: 422,
  certificate_expired: 422,
  certificate_orgno_mismatch: 422,
  certificate_revoked: 422,
  private_key_received: 422,
  key_invalid: 422,
  reason_too_short: 422,
  confirmation_wrong: 422,
  checklist_incomplete: 422,
  file_type: 422,
  file_too_large: 413,
  image_too_large: 422,
  image_broken: 422,
  reauthentication_required: 401,
  login_required: 401,
  role_missing: 403,
  form_expired: 403,
  not_found: 404,
  terms_not_accepted: 409,
  organisation_stopped: 409,
  production_client_active: 409,
  no_completed_order: 409,
  prefix_taken: 409,
  verification_missing: 409,
  machine_token_missing: 409,
  verification_stale: 409,
  verification_mismatch: 409,
  order_open: 409,
  stale_revision: 409,
  already_claimed: 409,
  illegal_transition: 409,
  conflict_of_interest: 409,
  same_person: 409,
  last_admin: 409,
  idempotency_conflict: 409,
  link_used: 410,
  link_expired: 410,
  delivery_limit: 429,
  rate_limited: 429,
  csrf_missing: 403,
  method_not_allowed: 405,
  revision_mismatch: 412,
  media_type: 415,
  revision_missing: 428,
} as const

export type RefusalCode = keyof typeof refusalCodes

/** One breach: where it is and what would be right. `values` fill the braces of the text in the person's language. */
export interface Breach {
  readonly code: RefusalCode
  /** The field as the forms and the JSON API name it; absent when it is about the whole. */
  readonly field?: string
  /** English, for developers and logs; holds no secret, no national id and no mobile number. */
  readonly message: string
  readonly values?: Readonly<Record<string, string>>
}

/**
 * Ends what was asked for; nothing has been changed. Thrown by use cases, caught once per door. Holds every breach that
 * was found, not the first (ONB-51, ONB-81).
 */
export class JourneyRefusal extends Error {
  readonly breaches: readonly [Breach, ...Breach[]]

  constructor(...breaches: [Breach, ...Breach[]]) {
    super(breaches.map(({ code, message }) => `${code}: ${message}`).join('; '))
    this.name = 'JourneyRefusal'
    this.breaches = breaches
  }

  /** Of several breaches the status of the first counts. */
  get status(): number {
    return refusalCodes[this.breaches[0].code]
  }
}

/** Throws the one breach. */
export function refuse(code: RefusalCode, message: string, more: Omit<Breach, 'code' | 'message'> = {}): never {
  throw new JourneyRefusal({ code, message, ...more })
}

/** Throws all of them together, or does nothing when there are none. */
export function refuseAll(breaches: readonly Breach[]): void {
  const [first, ...rest] = breaches
  if (first !== undefined) throw new JourneyRefusal(first, ...rest)
}
