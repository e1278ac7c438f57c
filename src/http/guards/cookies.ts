import type { IncomingHttpHeaders } from 'node:http'
import type { Environment } from '../../config/environments.ts'

/** The language cookie of every environment (LANG-2). */
export const languageCookieName = 'IDPORTEN_SELECTED_LANGUAGE'

/** Value of one cookie; undefined when the browser did not send it. The first of two with one name counts. */
export function readCookie(headers: IncomingHttpHeaders, name: string): string | undefined {
  const { cookie } = headers
  if (cookie === undefined) return undefined
  let start = 0
  while (start < cookie.length) {
    let end = cookie.indexOf(';', start)
    if (end === -1) end = cookie.length
    while (cookie.charCodeAt(start) === 32) start += 1
    if (cookie.startsWith(name, start) && cookie[start + name.length] === '=')
      return cookie.slice(start + name.length + 1, end).trim() || undefined
    start = end + 1
  }
  return undefined
}

/** Names and values of `Set-Cookie` for one environment; two environments on one host never meet (cookies ignore ports). */
export interface GatewayCookies {
  readonly browser: string
  readonly session: string
  /** The address part of the newest login, for a browser that keeps no referrer. */
  readonly login: string
  /** Name of the cookie that comes with a login of a browser that had none yet: tabs restored together each keep theirs. */
  tab(loginHandle: string): string
  set(name: string, value: string): string
  clear(name: string): string
  setLanguage(language: string): string
}

export function gatewayCookies(environment: Environment): GatewayCookies {
  const isSecure = environment.loginBase.startsWith('https:')
  // The prefix binds a cookie to this very host, over TLS: no neighbour can plant one (HTTP-14).
  const prefix = `${isSecure ? '__Host-' : ''}portvakt-${environment.name}-`
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  return {
    browser: `${prefix}browser`,
    session: `${prefix}session`,
    login: `${prefix}login`,
    // The end of a handle is random; it tells tabs apart and opens nothing without the cookie's value.
    tab: (loginHandle) => `${prefix}tab-${loginHandle.slice(-12)}`,
    set: (name, value) => `${name}=${value}; ${attributes}`,
    clear: (name) => `${name}=; Max-Age=0; ${attributes}`,
    setLanguage: (language) =>
      `${languageCookieName}=${language}; Max-Age=${365 * 86_400}; Path=/; SameSite=Lax${isSecure ? '; Secure' : ''}`,
  }
}
