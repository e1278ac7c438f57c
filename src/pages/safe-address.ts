/**
 * Schemes a link, form or image may have. Beside these every scheme with a dot in it: such a one is the reversed
 * domain name of an app (RFC 8252 §7.1) and no browser gives it a meaning of its own.
 */
const safeSchemes: ReadonlySet<string> = new Set(['http', 'https', 'mailto', 'tel'])

/** Answers the address itself; throws when its scheme could run code or is not one that pages link to. */
export function assertSafeAddress(address: string): string {
  const scheme = schemeOf(address)
  if (scheme === undefined || safeSchemes.has(scheme) || scheme.includes('.')) return address
  throw new TypeError(`an address with the scheme "${scheme}" may not stand on a page`)
}

// Browsers drop tabs and line ends anywhere in an address, and control characters and spaces before it.
function schemeOf(address: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be dropped
  const compact = address.replace(/[\u0000-\u0020\u007f-\u00a0]/g, '')
  return /^([^:/?#\\]*):/.exec(compact)?.[1]?.toLowerCase()
}
