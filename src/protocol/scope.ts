import type { IntegrationType } from './client.ts'

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
  readonly requiresUserConsent: boolean
  readonly requiresUserAuthentication: boolean
  readonly requiresPseudonymousTokens: boolean
  readonly tokenType: 'SELF_CONTAINED' | 'OPAQUE'
  readonly atMaxAge: number
  readonly authorizationMaxLifetime: number
  readonly enforcedAudForIntrospection: readonly string[]
  readonly visibility: 'PUBLIC' | 'PRIVATE' | 'INTERNAL'
  readonly delegationSource?: string
}
