import type { Client, IntegrationType } from './client.ts'
import type { Language } from './language.ts'
import { ProtocolError } from './protocol-error.ts'
import { isBuiltInGrant } from './scope-registration-built-in.ts'

/** A scope as the registry holds it (SCOPE-3…17). Lifetimes are seconds, 0 = no limit. */
export interface Scope {
  readonly name: string
  readonly active: boolean
  readonly ownerOrgno: string
  readonly accessibleForAll: boolean
  /** Organisations granted access, besides the owner. */
  readonly access: readonly string[]
  readonly allowedIntegrationTypes: readonly IntegrationType[]
  readonly description: string
  /** Bold, italic, paragraphs and links of a small Markdown, for the consent dialogue (SCOPE-8). */
  readonly longDescription?: string
  /** `description` and `longDescription` in other languages than bokmål. */
  readonly translations?: Readonly<Partial<Record<Exclude<Language, 'nb'>, ScopeTexts>>>
  readonly requiresUserConsent: boolean
  readonly requiresUserAuthentication: boolean
  readonly requiresPseudonymousTokens: boolean
  readonly tokenType: 'SELF_CONTAINED' | 'OPAQUE'
  readonly atMaxAge: number
  readonly authorizationMaxLifetime: number
  readonly enforcedAudForIntrospection: readonly string[]
  /** Values of `resource` that a token with this scope may be for; absent or empty: any. */
  readonly enforcedAudForAccessToken?: readonly string[]
  readonly visibility: 'PUBLIC' | 'PRIVATE' | 'INTERNAL'
  readonly delegationSource?: string
}

export interface ScopeTexts {
  readonly description?: string
  readonly longDescription?: string
}

export type FindScope = (name: string) => Scope | undefined

const scopeToken = /^[\x21\x23-\x5B\x5D-\x7E]+$/
const loginScopes = ['openid', 'profile']
/** Generic OpenID Connect libraries ask for these unasked; not registered, they are dropped in silence (SCOPE-18). */
const droppedWhenUnregistered = new Set(['email', 'address', 'phone', 'offline_access'])

/** May a token with this scope be issued to the client, by the registry as it is now (SCOPE-4, 6, 7, REG-131)? */
export function mayBeIssued(name: string, client: Client, findScope: FindScope): boolean {
  if (!client.scopes.includes(name)) return false
  if (loginScopes.includes(name)) return true
  if (client.integrationType === 'idporten') return false
  const scope = findScope(name)
  if (scope === undefined) return isBuiltInGrant(name, client)
  if (!scope.active) return false
  if (scope.allowedIntegrationTypes.length > 0 && !scope.allowedIntegrationTypes.includes(client.integrationType))
    return false
  const organisation = client.supplierOrgno ?? client.clientOrgno
  // A source of delegations lets machines register the scope without access; it opens nothing to citizens (SCOPE-17).
  return scope.accessibleForAll || scope.ownerOrgno === organisation || scope.access.includes(organisation)
}

/**
 * Reads `scope` of an authorization request (SCOPE-18…21): what is granted, in request order, without repetitions.
 * Throws `invalid_scope` when it is absent or names one that this client may not have.
 */
export function readRequestedScopes(text: string | undefined, client: Client, findScope: FindScope): readonly string[] {
  if (text === undefined)
    throw new ProtocolError('invalid_scope', 'scope is required, for a login at least openid', '13')
  const granted: string[] = []
  for (const name of text.split(' ')) {
    if (name === '' || granted.includes(name)) continue
    if (!scopeToken.test(name))
      throw new ProtocolError('invalid_scope', 'scope holds a character that RFC 6749 does not allow', '13')
    if (!client.scopes.includes(name) && droppedWhenUnregistered.has(name)) continue
    if (!mayBeIssued(name, client, findScope))
      throw new ProtocolError(
        'invalid_scope',
        'scope names a scope that is not registered on this client or not available to it',
        '13',
      )
    granted.push(name)
  }
  if (granted.length === 0)
    throw new ProtocolError('invalid_scope', 'scope names no scope that this gateway can grant', '13')
  return granted
}

/** Reads `scope` of a refresh: a subset of what was granted, else `invalid_scope` (RT-1). */
export function readNarrowedScopes(text: string | undefined, granted: readonly string[]): readonly string[] {
  if (text === undefined) return granted
  const asked = text.split(' ').filter((name) => name !== '')
  if (asked.some((name) => !granted.includes(name)))
    throw new ProtocolError('invalid_scope', 'scope must be a subset of what was granted')
  return granted.filter((name) => asked.includes(name))
}

/** What the granted scopes together demand of the tokens (SCOPE-10…14: any flag wins, the lowest non-zero limit wins). */
export interface ScopeDemands {
  /** Those that the citizen must be asked about, in request order (SCOPE-9). */
  readonly consent: readonly string[]
  readonly authentication: boolean
  readonly pseudonymous: boolean
  readonly opaque: boolean
  readonly accessTokenMaxAge: number
  readonly authorizationMaxLifetime: number
}

const noDemands: ScopeDemands = {
  consent: [],
  authentication: false,
  pseudonymous: false,
  opaque: false,
  accessTokenMaxAge: 0,
  authorizationMaxLifetime: 0,
}

export function demandsOf(granted: readonly string[], findScope: FindScope): ScopeDemands {
  let demands = noDemands
  for (const name of granted) {
    const scope = loginScopes.includes(name) ? undefined : findScope(name)
    if (scope === undefined) continue
    demands = {
      consent: scope.requiresUserConsent ? [...demands.consent, name] : demands.consent,
      authentication: demands.authentication || scope.requiresUserAuthentication,
      pseudonymous: demands.pseudonymous || scope.requiresPseudonymousTokens,
      opaque: demands.opaque || scope.tokenType === 'OPAQUE',
      accessTokenMaxAge: lowestNonZero(demands.accessTokenMaxAge, scope.atMaxAge),
      authorizationMaxLifetime: lowestNonZero(demands.authorizationMaxLifetime, scope.authorizationMaxLifetime),
    }
  }
  return demands
}

export const lowestNonZero = (a: number, b: number): number => (a === 0 ? b : b === 0 ? a : Math.min(a, b))

/** Only `openid` and `profile`: such an authorization ends when the citizen logs out (LOGOUT-12). */
export const isLoginOnly = (granted: readonly string[]): boolean => granted.every((name) => loginScopes.includes(name))
