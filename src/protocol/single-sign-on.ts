import type { Client } from './client.ts'
import { type AcceptableLevels, familyOf, type LevelOfAssurance, satisfies } from './level-of-assurance.ts'

/** What a slot of the session remembers of the latest authentication (SSO-1). */
export interface SlotFacts {
  readonly acr: LevelOfAssurance
  readonly authTimeSeconds: number
}

/** The slots and timers of a session, as far as the decision needs them. */
export interface SessionFacts<Slot extends SlotFacts> {
  readonly startedAtSeconds: number
  readonly activeAtSeconds: number
  readonly common?: Slot
  readonly isolated: Readonly<Record<string, Slot>>
}

export interface SessionTimers {
  /** Seconds without an authentication request. */
  readonly sessionInactivity: number
  /** Seconds from the first authentication. */
  readonly sessionTotal: number
}

/** The second from which the session has expired, by whichever timer comes first (SESS-2, SESS-5). */
export const sessionEndsAt = (
  session: { startedAtSeconds: number; activeAtSeconds: number },
  timers: SessionTimers,
): number =>
  Math.min(session.activeAtSeconds + timers.sessionInactivity, session.startedAtSeconds + timers.sessionTotal)

/** The slot this client may use: its own when isolated, else the common one (ISO-1, ISO-2). */
export const slotOf = <Slot extends SlotFacts>(session: SessionFacts<Slot>, client: Client): Slot | undefined =>
  client.ssoDisabled ? entryOf(session.isolated, client.clientId) : session.common

/** What a session keeps for one client. Only what was put in: a client may be called as something that every object inherits. */
export const entryOf = <Entry>(table: Readonly<Record<string, Entry>>, clientId: string): Entry | undefined =>
  Object.hasOwn(table, clientId) ? table[clientId] : undefined

export interface SignOnQuestion {
  readonly client: Client
  readonly acceptable: AcceptableLevels
  readonly promptLogin: boolean
  readonly maxAgeSeconds?: number
  /** A requested scope demands a fresh authentication (SCOPE-10). */
  readonly authenticationDemanded: boolean
}

export type SignOnDecision<Slot> =
  | { readonly outcome: 'reuse'; readonly slot: Slot }
  | { readonly outcome: 'authenticate'; readonly reason: 'first' | 'step-up' | 'forced' }

/** The table of SSO-2, rows 1 to 4 and 6, top down; the session is live or undefined. */
export function decideSingleSignOn<Slot extends SlotFacts>(
  question: SignOnQuestion,
  session: SessionFacts<Slot> | undefined,
  nowSeconds: number,
): SignOnDecision<Slot> {
  const slot = session === undefined ? undefined : slotOf(session, question.client)
  if (slot === undefined) return { outcome: 'authenticate', reason: 'first' }
  if (question.promptLogin || question.authenticationDemanded || isTooOld(slot, question.maxAgeSeconds, nowSeconds))
    return { outcome: 'authenticate', reason: 'forced' }
  if (!satisfies(slot.acr, question.acceptable)) return { outcome: 'authenticate', reason: 'step-up' }
  if (familyOf(slot.acr) === 'eidas') return { outcome: 'authenticate', reason: 'first' }
  return { outcome: 'reuse', slot }
}

/** `max_age=0` asks for a login even in the very second of the last one (AUTHZ-30). */
const isTooOld = (slot: SlotFacts, maxAgeSeconds: number | undefined, nowSeconds: number): boolean =>
  maxAgeSeconds !== undefined && (maxAgeSeconds === 0 || nowSeconds - slot.authTimeSeconds > maxAgeSeconds)
