/** One breach of the registry's rules: where it stands and what to do, ending in the id of the rule (REG-140). */
export interface RegistrationFault {
  /** Name of the field to change, such as `redirect_uris[0]` (REG-12). */
  readonly field: string
  readonly message: string
  /** Absent: the request is wrong (400). `forbidden`: not for this caller (403). `conflict`: the state forbids it (409). */
  readonly kind?: 'forbidden' | 'conflict'
}
