const mostCharacters = 254
const domainLabel = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const domainPattern = new RegExp(`^${domainLabel}(?:\\.${domainLabel})+$`, 'i')
// What RFC 5321 calls a dot-string: no quotes, no space, no control character.
const localPattern = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i

/** Whether mail could be sent to it: one address, with a domain, at most 254 characters (§23 `email_invalid`). */
export function isEmailAddress(text: string): boolean {
  const at = text.lastIndexOf('@')
  return text.length <= mostCharacters && localPattern.test(text.slice(0, at)) && isDomain(text.slice(at + 1))
}

/** A domain name with at least two labels. */
export const isDomain = (text: string): boolean => text.length <= 253 && domainPattern.test(text)

/** The domain of an address, in lower case. */
export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase()

/** How an address is kept and compared: domains know no letter case, and in practice local parts do not either. */
export const bareEmail = (text: string): string => text.trim().toLowerCase()
