import type { LevelOfAssurance } from '../protocol/level-of-assurance.ts'

/** How one login of a citizen ended. A cancelled or failed one stands here only where it was known who the citizen is. */
export interface LoginHistoryEntry {
  readonly environment: string
  /** Keyed hash of the person (protocol/subject.ts, `personReference`): without the key nobody is found here (API-76). */
  readonly personRef: string
  readonly atSeconds: number
  readonly clientId: string
  /** Names as they were then. */
  readonly clientName: string
  readonly ownerOrgno: string
  readonly ownerName: string
  /** The public body that the service asked for (section 19). */
  readonly onbehalfof?: { readonly orgno: string; readonly name: string }
  /** Name of the eID; absent: a session that stood already answered. */
  readonly eid?: string
  readonly acr: LevelOfAssurance
  readonly result: 'completed' | 'cancelled' | 'failed'
  /** What the service was told instead; only of what failed. */
  readonly fault?: string
  /** The citizen's browser and system, roughly; absent where they were not recognised. */
  readonly browser?: string
  readonly system?: string
  readonly correlationId: string
  /** Number, address and session, for who must look into misuse: sealed, so that the table alone tells nobody (PROF-7). */
  readonly sealedTrace: string
}

/** The logins of citizens, one row each; only added to, and removed when their time is over. Times in seconds. */
export interface LoginHistoryShelf {
  append(entries: readonly LoginHistoryEntry[]): Promise<void>
  /** All of one person since `fromSeconds`, newest first, without the first `skip`. */
  ofPerson(
    environment: string,
    personRef: string,
    question: { readonly fromSeconds: number; readonly skip: number; readonly limit: number },
  ): Promise<LoginHistoryEntry[]>
  /** Completed logins of one person to services of the organisation, or on its behalf, newest first. */
  ofPersonAt(
    environment: string,
    personRef: string,
    question: { readonly orgno: string; readonly fromSeconds: number; readonly limit: number },
  ): Promise<LoginHistoryEntry[]>
  /** Looks at `limit` of the oldest and removes those before `beforeSeconds`; resolves with how many went. */
  sweep(beforeSeconds: number, limit: number): Promise<number>
}
