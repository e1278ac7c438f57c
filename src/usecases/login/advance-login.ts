import type { Eid, EidInput, Screen } from '../../eids/eid.ts'
import { isAtLeast, satisfies } from '../../protocol/level-of-assurance.ts'
import { type CompletedLogin, type CompleteLoginNeeds, type CompletionInput, completeLogin } from './complete-login.ts'
import type { OpenLogin } from './open-login.ts'

/** The eIDs that can satisfy this login, in the order of the settings (SEL-1, SEL-2). */
export const eligibleEids = (eids: readonly Eid[], login: OpenLogin): readonly Eid[] =>
  eids.filter((eid) => eid.levels.some((level) => satisfies(level, login.ticket.acceptable)))

export type AdvancedLogin =
  | { readonly kind: 'show'; readonly screen: Screen }
  | { readonly kind: 'redirect'; readonly to: string }
  /** Back to the choice of eID, with a word on why (CANC-3, UPS-11…14). */
  | { readonly kind: 'select'; readonly message?: 'cancelled-upstream' | 'upstream-failed' | 'level-too-low' }
  | CompletedLogin

const messages = {
  cancelled: 'cancelled-upstream',
  unavailable: 'upstream-failed',
  'invalid-answer': 'upstream-failed',
  'level-too-low': 'level-too-low',
} as const

/**
 * The one dispatcher of a login (house §4): asks the eID for its next step and decides what follows from it. `input` is
 * undefined when the citizen has just chosen the eID.
 */
export const advanceLogin = (needs: CompleteLoginNeeds & { readonly eids: readonly Eid[] }) => {
  const complete = completeLogin(needs)
  return async (
    login: OpenLogin,
    eidName: string,
    input: EidInput | undefined,
    completion: CompletionInput,
  ): Promise<AdvancedLogin> => {
    const eid = eligibleEids(needs.eids, login).find(({ name }) => name === eidName)
    if (eid === undefined) return { kind: 'select' }
    const eidLogin = { minimum: minimumFor(eid, login) }
    const step = input === undefined ? await eid.begin(eidLogin) : await eid.advance(eidLogin, input)
    switch (step.kind) {
      case 'show':
        return { kind: 'show', screen: step.screen }
      case 'redirect':
        return { kind: 'redirect', to: step.to }
      case 'refused':
        return { kind: 'select', message: messages[step.reason] }
      case 'proven':
        return complete(login, eid.name, step.identity, completion)
      default:
        return step satisfies never
    }
  }
}

/** The lowest of the eID's own levels that is enough here. */
function minimumFor(eid: Eid, login: OpenLogin) {
  const sufficient = eid.levels.filter((level) => satisfies(level, login.ticket.acceptable))
  const lowest = sufficient.reduce((a, b) => (isAtLeast(a, b) ? b : a))
  return lowest
}
