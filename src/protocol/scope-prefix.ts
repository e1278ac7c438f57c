/** The part of scope names before the colon, and the organisation that it was given to (section 2.1). */
export interface ScopePrefix {
  readonly prefix: string
  readonly ownerOrgno: string
}
