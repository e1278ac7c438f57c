import { ProtocolError } from './protocol-error.ts'
import type { FindScope } from './scope.ts'

const absoluteUri = /^[A-Za-z][A-Za-z0-9+.-]*:[\x21-\x7E]+$/

/** Reads the `resource` parameters (AUTHZ-44, 45; RFC 8707): absolute URIs without fragment, at most 10 of 512 characters. Throws `invalid_target`. */
export function readResources(values: readonly string[]): readonly string[] {
  if (values.length > 10) throw new ProtocolError('invalid_target', 'resource may be given at most 10 times', '17')
  for (const value of values)
    if (value.length > 512 || value.includes('#') || !absoluteUri.test(value))
      throw new ProtocolError(
        'invalid_target',
        'resource must be an absolute URI of at most 512 characters, without fragment',
        '17',
      )
  return [...new Set(values)]
}

/**
 * Whether tokens with these scopes may be for these audiences: each scope that names audiences must name all of them
 * (`enforced_aud_for_access_token`). Without `resource` there is nothing to judge. Throws `invalid_target`.
 */
export function requirePermittedResources(
  resources: readonly string[],
  scopes: readonly string[],
  findScope: FindScope,
): void {
  if (resources.length === 0) return
  for (const name of scopes) {
    const permitted = findScope(name)?.enforcedAudForAccessToken ?? []
    if (permitted.length > 0 && resources.some((value) => !permitted.includes(value)))
      throw new ProtocolError('invalid_target', `resource names an audience that ${name} is not for`, '17')
  }
}

/** The audiences of a token request: those authorized, or a subset of them (CODE-3, AUD-4). Throws `invalid_target`. */
export function narrowResources(values: readonly string[], authorized: readonly string[]): readonly string[] {
  if (values.length === 0) return authorized
  const asked = readResources(values)
  if (asked.some((value) => !authorized.includes(value)))
    throw new ProtocolError('invalid_target', 'resource must be among those of the authorization request')
  return asked
}
