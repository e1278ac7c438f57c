import type { Actor } from '../../../journey/actor.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { Action } from '../../../journey/roles.ts'
import type { SupportCase } from '../../../journey/support-records.ts'
import { caseTransitions, nextState } from '../../../journey/transitions.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Kept } from '../../../storage/portal-shelves.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'

export type CaseEvent = keyof typeof caseTransitions

const actions: Readonly<Record<CaseEvent, string>> = {
  matched: 'case.triaged',
  claimed: 'case.claimed',
  question: 'case.question',
  answer: 'case.answer',
  resolved: 'case.resolved',
  closed: 'case.closed',
  reopened: 'case.reopened',
  timeout: 'case.timeout',
}

/** A case that the actor has the right `action` to; `not_found` for everybody else (ONB-18). */
export async function findCase(
  store: Pick<DurableStore, 'portal'>,
  actor: Actor,
  action: Action,
  caseNo: string,
): Promise<Kept<SupportCase>> {
  const found = await store.portal.cases.find(caseNo)
  if (found === undefined) refuse('not_found', 'there is no such case')
  requireRight(actor, action, found.thing.orgno === '' ? undefined : found.thing.orgno)
  return found
}

/** Moves a case by an event of §16.1, with its journal record. Refuses `illegal_transition` and changes nothing (ONB-160). */
export async function moveCase(
  store: DurableStore,
  actor: Actor,
  kept: Kept<SupportCase>,
  event: CaseEvent,
  nowSeconds: number,
  changes: Partial<Omit<SupportCase, 'id' | 'state'>> = {},
): Promise<SupportCase> {
  const { thing } = kept
  const state = nextState(caseTransitions, thing.state, event)
  const { remindedAtSeconds: _reminded, ...rest } = thing
  const moved: SupportCase = {
    ...rest,
    ...changes,
    state,
    stateSinceSeconds: nowSeconds,
    lastActivitySeconds: nowSeconds,
  }
  await keep(store, kept, moved, nowSeconds)
  await record(
    store,
    actor,
    {
      action: actions[event],
      object: { kind: 'case', id: thing.id },
      orgno: moved.orgno,
      ...(moved.environment === undefined ? {} : { environment: moved.environment }),
      before: { state: thing.state },
      after: { state },
    },
    nowSeconds,
  )
  return moved
}

/** Writes changes that are no event. */
export async function changeCase(
  store: DurableStore,
  kept: Kept<SupportCase>,
  changes: Partial<Omit<SupportCase, 'id' | 'state'>>,
  nowSeconds: number,
): Promise<SupportCase> {
  const changed = { ...kept.thing, ...changes, lastActivitySeconds: nowSeconds }
  await keep(store, kept, changed, nowSeconds)
  return changed
}

async function keep(
  store: DurableStore,
  kept: Kept<SupportCase>,
  next: SupportCase,
  nowSeconds: number,
): Promise<void> {
  if (!(await store.portal.cases.change(next, kept.revision, nowSeconds)))
    refuse('stale_revision', 'the case was changed at the same moment')
}

type Side = SupportCase['messages'][number]['side']

/** The thread with one more message. */
export const withMessage = (
  { messages }: SupportCase,
  side: Side,
  byName: string,
  text: string,
  nowSeconds: number,
): SupportCase['messages'] => [...messages, { atSeconds: nowSeconds, byName, side, text }]
