import type { Client, IntegrationType } from './client.ts'
import type { UriRules } from './redirect-uri-registration.ts'
import type { Scope } from './scope.ts'

/** What the rules must know besides the request itself. */
export interface RegistrationContext {
  readonly uriRules: UriRules
  /** Integration types of this installation; login and machine types by default (REG-11). */
  readonly enabledTypes?: readonly IntegrationType[]
  /** `operator` (the seed file too) may also set keys, on-behalf-of, token profile and `active`, which owners cannot here. */
  readonly writer: 'owner' | 'operator'
  /** The organisation that asks (REG-22). */
  readonly tokenOrgno: string
  /** A supplier with the right to register for its customers (REG-111). */
  readonly mayActForOthers: boolean
  readonly existing: Client | undefined
  /** The id of a new client that brings none (REG-20). */
  readonly newClientId: string
  readonly findScope: (name: string) => Scope | undefined
  readonly nowSeconds: number
}
