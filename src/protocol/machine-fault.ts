import { type ErrorCode, ProtocolError } from './protocol-error.ts'

/** What the machine issuer's token endpoint says besides the OAuth error: a number that can be looked up (section 8). */
export const machineFaults = {
  'MP-012': { error: 'invalid_grant', cause: 'The jti of the assertion is missing or was used before.' },
  'MP-100': { error: 'invalid_client', cause: 'The client does not exist in this environment, or is not active.' },
  'MP-110': { error: 'invalid_grant', cause: 'The aud of the assertion is not this machine issuer.' },
  'MP-120': { error: 'invalid_grant', cause: 'The certificate in x5c is not accepted.' },
  'MP-121': { error: 'invalid_grant', cause: 'The key of the assertion is unknown, has expired or may not be used.' },
  'MP-122': { error: 'invalid_grant', cause: 'The certificate belongs to another organisation than the client.' },
  'MP-123': { error: 'invalid_grant', cause: 'x5c is not an array of certificates.' },
  'MP-124': { error: 'invalid_grant', cause: 'The signature of the assertion does not verify.' },
  'MP-130': { error: 'invalid_grant', cause: 'The assertion has expired, begins later, or lives too long.' },
  'MP-200': { error: 'invalid_scope', cause: 'A scope is unknown, not active, or not registered on the client.' },
  'MP-201': { error: 'invalid_scope', cause: 'A scope is not for the integration type of the client.' },
  'MP-250': { error: 'invalid_scope', cause: 'The organisation has no access to a scope.' },
  'MP-251': { error: 'invalid_scope', cause: 'No delegation was found for a scope.' },
} as const satisfies Record<string, { readonly error: ErrorCode; readonly cause: string }>

export type MachineFaultCode = keyof typeof machineFaults

/** A refusal of the machine issuer: a protocol error whose description begins with the number. */
export class MachineFault extends ProtocolError {
  readonly number: MachineFaultCode

  constructor(number: MachineFaultCode, what: string, hint?: string) {
    super(
      machineFaults[number].error,
      `${number}: ${what}`,
      undefined,
      hint === undefined ? hint : `${number}: ${hint}`,
    )
    this.name = 'MachineFault'
    this.number = number
  }
}
