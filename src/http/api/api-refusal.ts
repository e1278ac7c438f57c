import type { RegistrationFault } from '../../protocol/client-registration-fault.ts'

/** Statuses that a refusal can have, and the word each is told with (section 13.5). */
export const refusalWords = {
  400: 'invalid_request',
  401: 'invalid_token',
  403: 'access_denied',
  404: 'not_found',
  405: 'method_not_allowed',
  406: 'not_acceptable',
  409: 'conflict',
  410: 'gone',
  412: 'conflict',
  413: 'too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  500: 'server_error',
  503: 'server_error',
} as const
export type RefusalStatus = keyof typeof refusalWords

/** Ends a call of the API. Thrown anywhere behind the door, answered in one place. */
export class ApiRefusal extends Error {
  readonly status: RefusalStatus
  readonly word: string
  readonly faults: readonly RegistrationFault[]
  readonly headers: Readonly<Record<string, string>>
  /** What the faults are about, as the body names it. */
  readonly objectName: string

  constructor(
    status: RefusalStatus,
    faults: readonly RegistrationFault[] | string,
    more: {
      readonly word?: string
      readonly headers?: Readonly<Record<string, string>>
      readonly objectName?: string
    } = {},
  ) {
    const list = typeof faults === 'string' ? [{ field: '', message: faults }] : faults
    super(list.map(messageOf).join('; '))
    this.name = 'ApiRefusal'
    this.status = status
    this.word = more.word ?? refusalWords[status]
    this.faults = list
    this.headers = more.headers ?? {}
    this.objectName = more.objectName ?? 'clientRequest'
  }
}

const messageOf = ({ field, message }: RegistrationFault): string => (field === '' ? message : `${field}: ${message}`)

/** Breaches of rules as one refusal: forbidden before wrong before in conflict (REG-140). */
export function refusalOfFaults(faults: readonly RegistrationFault[], objectName = 'clientRequest'): ApiRefusal {
  const status = faults.some(({ kind }) => kind === 'forbidden')
    ? 403
    : faults.every(({ kind }) => kind === 'conflict')
      ? 409
      : 400
  return new ApiRefusal(status, faults, { objectName })
}

/** The body of every refusal (section 13.5). */
export const errorBody = (refusal: ApiRefusal, correlationId: string, now: Date) => ({
  status: refusal.status,
  timestamp: now.toISOString(),
  correlation_id: correlationId,
  errors: refusal.faults.map((fault) => ({
    errorMessage: messageOf(fault),
    isFieldError: fault.field !== '',
    objectName: refusal.objectName,
    fieldIdentifier: fault.field,
  })),
  error: refusal.word,
  error_description: refusal.message,
})
