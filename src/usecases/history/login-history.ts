import type { Client } from '../../protocol/client.ts'
import type { LevelOfAssurance } from '../../protocol/level-of-assurance.ts'
import type { ErrorCode } from '../../protocol/protocol-error.ts'

/** A login as it ended, of a citizen who was known by then. */
export interface EndedLogin {
  /** Held in memory until it is written down as a keyed hash; it goes nowhere else. */
  readonly pid: string
  /** Where it is known already. */
  readonly personRef?: string | undefined
  readonly client: Client
  readonly onbehalfof: string | undefined
  /** undefined: the session answered. */
  readonly eid: string | undefined
  readonly acr: LevelOfAssurance
  readonly result: 'completed' | 'cancelled' | 'failed'
  /** What the service was told of a failed one. */
  readonly fault?: ErrorCode
  /** null: no session came of it. */
  readonly sessionRef: string | null
  readonly userAgent: string | undefined
  readonly ip: string
  readonly correlationId: string
}

/** The one way in for the history of one environment. It stands beside the protocol events, since those hold no person. */
export interface LoginHistory {
  /** Keeps it until the next flush: no request waits. Never throws. */
  note(login: EndedLogin): void
}
