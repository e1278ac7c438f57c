import type { Logo } from '../protocol/logo.ts'

/** A logo that was sent for a client in production: it waits for the operator, or was decided (REG-122). */
export interface LogoRequest {
  readonly id: string
  readonly state: 'WAITING' | 'APPROVED' | 'DECLINED' | 'WITHDRAWN'
  /** The owner of the client. */
  readonly orgno: string
  readonly environment: string
  readonly clientId: string
  /** Value of the entry that it is for; absent: the client itself. */
  readonly onbehalfof?: string
  readonly logo: Logo
  /** The bytes in Base64, as the operator saw them. */
  readonly png: string
  readonly by: string
  readonly byId: string
  /** Why it was declined. */
  readonly reason?: string
}
