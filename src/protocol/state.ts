const stateSyntax = /^[\x20-\x7E]{1,4096}$/

/** Printable ASCII, at most 4096 characters (AUTHZ-23, LOGOUT-5): it comes back as it was sent or not at all. */
export const isValidState = (state: string): boolean => stateSyntax.test(state)
