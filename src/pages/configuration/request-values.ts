import type { ClientSheet } from './client-sheet.ts'

/** `scope` of the authorization request. */
export const scopeOf = (sheet: ClientSheet): string => sheet.scopes.join(' ')

/** `acr_values` of the authorization request. */
export const levelsOf = (sheet: ClientSheet): string => sheet.acrValues.join(' ')

/** The language that the examples ask for; a service sends the one its own page is in. */
export const uiLocales = 'nb'

export const usesKey = (sheet: ClientSheet): boolean => sheet.tokenEndpointAuthMethod === 'private_key_jwt'

export const usesSecret = (sheet: ClientSheet): boolean => sheet.tokenEndpointAuthMethod.startsWith('client_secret')

/** The address that the answer comes to: the first registered one, or the first that has the form a software wants. */
export const redirectUriOf = (sheet: ClientSheet, wanted = /(?:)/): string =>
  sheet.redirectUris.find((uri) => wanted.test(uri)) ?? sheet.redirectUris[0] ?? ''

export const postLogoutUriOf = (sheet: ClientSheet): string | undefined => sheet.postLogoutRedirectUris[0]

/** An address by its parts; undefined for what is none, such as `no.example.app:/cb`, which has no origin. */
export function addressParts(uri: string): { readonly origin: string; readonly path: string } | undefined {
  const [, origin, path] = /^(https?:\/\/[^/?#]+)([^?#]*)/i.exec(uri) ?? []
  return origin === undefined ? undefined : { origin, path: path === '' || path === undefined ? '/' : path }
}

/** Plain http, which many a library refuses until it is told: only for a gateway on the own machine. */
export const isPlainHttp = (uri: string): boolean => /^http:/i.test(uri)
