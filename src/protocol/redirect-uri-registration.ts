/** What an environment's kind decides about addresses (ENV-3). */
export interface UriRules {
  readonly httpRedirects: 'accepted' | 'refused'
  readonly localhostRedirects: 'accepted' | 'refused'
  /** IP literals, single-label hosts and reserved top-level names (RU-9). */
  readonly unroutableHosts: 'accepted' | 'refused'
  /** `https://localhost` for web clients where localhost is accepted at all (RU-7). */
  readonly httpsLocalhost?: boolean
}

/** `called`: by the gateway itself, from server to server. */
export type UriUse = 'redirect' | 'post-logout' | 'front-channel-logout' | 'called'
export type UriClient = 'web' | 'browser' | 'native'

/** The parts of an address that has the form of RFC 3986; scheme and host in lower case. */
export interface UriParts {
  readonly scheme: string
  readonly host: string | undefined
  readonly port: string | undefined
  /** Path, query: everything after the authority, as written. */
  readonly rest: string
}

const longest = 2048
const forbiddenSchemes = new Set('javascript data file blob vbscript about ws wss ftp mailto urn'.split(' '))
const reservedTopLevels = new Set(['test', 'example', 'invalid', 'local', 'localhost', 'internal', 'onion'])
const uriForm = /^([A-Za-z][A-Za-z0-9+.-]*):(?:\/\/([^/?#]*))?([^#]*)$/s
const authorityForm = /^(\[[0-9A-Fa-f:.]+\]|[^:[\]]*)(?::([0-9]*|\*))?$/
const restForm = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*$/
const privateUseScheme = /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+$/
const ipv4 = /^\d{1,3}(\.\d{1,3}){3}$/

/**
 * Judges one address of a registration (RU-1…RU-12). Answers the rules it breaks, each as a message that ends in the
 * rule's id; an empty list means that it may be registered.
 */
export function faultsOfUri(uri: string, use: UriUse, client: UriClient, rules: UriRules): string[] {
  const faultsOfForm = formFaults(uri, use, client)
  if (faultsOfForm.length > 0 && !faultsOfForm.every((fault) => fault === portFault)) return faultsOfForm
  const parts = splitUri(uri)
  if (parts === undefined) return faultsOfForm
  const faultsOfPlace =
    client === 'native' && use !== 'front-channel-logout' ? nativeFaults(uri, parts, rules) : webFaults(parts, rules)
  return [...faultsOfForm, ...faultsOfPlace]
}

/** Scheme, host, port and the rest; undefined if `uri` is not absolute. */
export function splitUri(uri: string): UriParts | undefined {
  const form = uriForm.exec(uri)
  if (form === null) return undefined
  const authority = authorityForm.exec(form[2] ?? '')
  return {
    scheme: (form[1] ?? '').toLowerCase(),
    host: authority?.[1] ? authority[1].toLowerCase() : undefined,
    port: authority?.[2],
    rest: form[3] ?? '',
  }
}

/** `uri` with scheme and host in lower case, for comparing registrations (RU-13). */
export function lowerCaseUri(uri: string): string {
  const start = /^[A-Za-z][A-Za-z0-9+.-]*:(?:\/\/[^/?#]*)?/.exec(uri)?.[0] ?? ''
  return start.toLowerCase() + uri.slice(start.length)
}

const portFault = 'the port must be a number from 1 to 65535 (RU-1)'

/** Faults that the text has by itself, whatever the environment. */
function formFaults(uri: string, use: UriUse, client: UriClient): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for (RU-2)
  if (/[\u0000-\u0020\u007f\\]/.test(uri) || /\s/.test(uri))
    return ['must not contain white space, control characters or back-slashes (RU-2)']
  if (uri.includes('#')) return ['must not contain a fragment (RU-2)']
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(uri)?.[1]?.toLowerCase()
  if (scheme !== undefined && forbiddenSchemes.has(scheme)) return [`the scheme ${scheme} is never accepted (RU-6)`]
  const parts = splitUri(uri)
  if (parts === undefined) return ['must be an absolute address such as https://tjeneste.no/callback (RU-1)']
  if (/:\/\/[^/?]*@/.test(uri)) return ['must not contain user information (RU-2)']
  const anyPort = use === 'redirect' && client === 'native' && isLoopbackLiteral(parts)
  if (uri.replace(anyPort && parts.port === '*' ? ':*' : '', '').includes('*'))
    return ['must not contain a wildcard (RU-3)']
  if (hasDotSegment(parts.rest)) return ['must not contain the path segments . and .. (RU-4)']
  if (uri.length > longest) return [`must be at most ${longest} characters (RU-1)`]
  if (!restForm.test(parts.rest)) return ['path and query must be ASCII; percent-encode every other character (RU-1)']
  if (isWebScheme(parts.scheme) || uri.slice(parts.scheme.length + 1).startsWith('//'))
    return authorityFaults(uri, parts, anyPort)
  return []
}

function authorityFaults(uri: string, parts: UriParts, anyPort: boolean): string[] {
  if (parts.host === undefined) {
    const needsHost = isWebScheme(parts.scheme) || parts.port !== undefined
    const empty = /^[^:]+:\/\/(?:[/?]|$)/.test(uri)
    return needsHost || !empty ? ['must have a host that this rule can read (RU-1)'] : []
  }
  if (isWebScheme(parts.scheme) && !hasCanonicalHost(parts))
    return ['the host must be written in plain form, international names in punycode (RU-1)']
  if (!parts.host.startsWith('[') && !restForm.test(parts.host)) return ['the host must be ASCII (RU-1)']
  const port = parts.port
  if (port === undefined || (anyPort && (port === '0' || port === '*'))) return []
  return /^[1-9][0-9]{0,4}$/.test(port) && Number(port) <= 65535 ? [] : [portFault]
}

/** The browser's own reading of the host must be the written one, or `0x7f.1` would be another host to it than to us. */
function hasCanonicalHost(parts: UriParts): boolean {
  const host = parts.host ?? ''
  const isName = host.split('.').every((label) => /^[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?$/.test(label))
  if (!isName && !host.startsWith('[')) return false
  const reading = URL.parse(`${parts.scheme}://${host}/`)
  return reading !== null && reading.hostname === host && host.length <= 253
}

/** Segments `.` and `..`, also when dots or slashes are percent-encoded (RU-4). */
const hasDotSegment = (rest: string): boolean =>
  (rest.split('?', 1)[0] ?? '')
    .replaceAll(/%2e/gi, '.')
    .replaceAll(/%2f|%5c/gi, '/')
    .split('/')
    .some((segment) => segment === '.' || segment === '..')

const isWebScheme = (scheme: string): boolean => scheme === 'http' || scheme === 'https'

const isLoopbackLiteral = (parts: UriParts): boolean =>
  isWebScheme(parts.scheme) && (parts.host === '127.0.0.1' || parts.host === '[::1]')

const isLocalhost = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost')

const isLoopback = (host: string): boolean => isLocalhost(host) || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)

function webFaults(parts: UriParts, rules: UriRules): string[] {
  const host = parts.host ?? ''
  if (!isWebScheme(parts.scheme)) return ['the scheme must be https (RU-5)']
  if (rules.localhostRedirects === 'refused' && isLoopback(host))
    return ['localhost and loopback addresses are not accepted in production (RU-8)']
  if (rules.httpRedirects === 'refused' && parts.scheme === 'http')
    return ['http is not accepted in production; use https (RU-8)']
  if (parts.scheme === 'https' && isLocalhost(host) && rules.httpsLocalhost !== true)
    return ['localhost must be given with http (RU-7)']
  return unroutableFaults(host, rules)
}

function nativeFaults(uri: string, parts: UriParts, rules: UriRules): string[] {
  const host = parts.host ?? ''
  if (!isWebScheme(parts.scheme)) {
    // Lower case is asked of the text as sent, since it is compared character by character (RU-12, RU-15).
    return privateUseScheme.test(uri.slice(0, parts.scheme.length))
      ? []
      : ['a private-use scheme must be a reverse domain name in lower case, such as no.example.app (RU-12)']
  }
  if (isLoopbackLiteral(parts) || (parts.scheme === 'http' && host === 'localhost')) return []
  if (parts.scheme === 'http' || isLocalhost(host))
    return ['a native client uses https, a private-use scheme or http to its own machine (RU-10)']
  return unroutableFaults(host, rules)
}

function unroutableFaults(host: string, rules: UriRules): string[] {
  if (rules.unroutableHosts === 'accepted') return []
  if (host.startsWith('[') || ipv4.test(host)) return ['an IP address is not accepted in production (RU-9)']
  const labels = host.split('.')
  if (labels.length === 1) return ['the host must have a domain (RU-9)']
  const top = labels.at(-1) ?? ''
  return reservedTopLevels.has(top) ? [`the top-level name .${top} is reserved for other use (RU-9)`] : []
}
