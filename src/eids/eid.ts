import type { LevelOfAssurance } from '../protocol/level-of-assurance.ts'
import type { NationalId } from '../protocol/national-id.ts'

/** What an eID may know of the login it serves: nothing of the service that asked. */
export interface EidLogin {
  /** The lowest level that is enough for a Norwegian eID here (AUTHZ-34). */
  readonly minimum: LevelOfAssurance
}

/** What the citizen sent. Form fields by name; a field that was not sent is absent. `redisplay`: show what was typed, judge nothing. */
export type EidInput = Readonly<Record<string, string | undefined>>

/** Faults of a form, for the page to say in the person's language (ERRP-5, PID-11). */
export type PidFault = 'missing' | 'malformed' | 'wrong-environment'

/** What an eID can ask to have shown. A closed union: pages/ answers it to the last case. */
export type Screen = {
  readonly screen: 'test-id'
  readonly pid: string
  readonly levels: readonly {
    readonly acr: LevelOfAssurance
    readonly selectable: boolean
    readonly selected: boolean
  }[]
  readonly pidFault?: PidFault
  readonly levelFault?: 'missing' | 'too-low'
}

/** An authentication that the eID vouches for. */
export interface ProvenIdentity {
  readonly pid: NationalId
  readonly acr: LevelOfAssurance
  readonly amr: string
}

export type Step =
  | { readonly kind: 'show'; readonly screen: Screen }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'proven'; readonly identity: ProvenIdentity }
  | { readonly kind: 'refused'; readonly reason: 'cancelled' | 'unavailable' | 'invalid-answer' | 'level-too-low' }

/** A way to prove who one is. A new one is a folder beside this file and a line in compose.ts. */
export interface Eid {
  /** Stands in settings and in the address `/authorize/<name>1`… see docs/house.md; stable. */
  readonly name: string
  /** The levels it can reach, lowest first. */
  readonly levels: readonly LevelOfAssurance[]
  begin(login: EidLogin): Promise<Step>
  advance(login: EidLogin, input: EidInput): Promise<Step>
}
