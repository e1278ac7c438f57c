import type { OperatorRole, OwnerRole } from './roles.ts'

/** Who does something, as every use case of the journey is told. Made at a door from a session or token, never from input. */
export interface Actor {
  readonly kind: 'user' | 'operator' | 'machine' | 'system'
  /** User id, client id of a machine, or the name of a job. */
  readonly id: string
  readonly name: string
  readonly email?: string
  /** Roles per organisation number. */
  readonly roles: Readonly<Record<string, readonly OwnerRole[]>>
  /** Roles that hold where nothing but a test environment is touched (ONB-16). */
  readonly testRoles?: Readonly<Record<string, readonly OwnerRole[]>>
  readonly operatorRoles: readonly OperatorRole[]
  /** Level of the login and when it was proven; absent for machines and jobs. */
  readonly acr?: string
  readonly authTimeSeconds?: number
  readonly sessionRef?: string
  readonly ip?: string
  readonly userAgent?: string
  readonly correlationId?: string
}

/** The program itself, when time has run out or a message came back. */
export const systemActor = (job: string): Actor => ({
  kind: 'system',
  id: job,
  name: job,
  roles: {},
  operatorRoles: [],
})
