import type { Integration } from '../../journey/records.ts'
import { refuse } from '../../journey/refusal.ts'
import { integrationTransitions, nextState } from '../../journey/transitions.ts'
import type { DurableStore } from '../../storage/durable-store.ts'

export type IntegrationEvent = keyof typeof integrationTransitions

/**
 * Moves an integration by an event of §17 and answers it as it stands afterwards; `changes` go with it. Refuses
 * `illegal_transition` and changes nothing (ONB-160). The journal record is the caller's, who knows what happened.
 */
export async function moveIntegration(
  store: DurableStore,
  integrationId: string,
  event: IntegrationEvent,
  nowSeconds: number,
  changes: Partial<Omit<Integration, 'id' | 'state'>> = {},
): Promise<Integration> {
  const { integrations } = store.portal
  const found = await integrations.find(integrationId)
  if (found === undefined) refuse('not_found', 'there is no such integration')
  const { thing, revision } = found
  const state = nextState(integrationTransitions, thing.state, event, thing.stateBefore)
  const moved = { ...thing, ...changes, state, ...(event === 'suspended' ? { stateBefore: thing.state } : {}) }
  if (!(await integrations.change(moved, revision, nowSeconds)))
    refuse('illegal_transition', 'the integration was changed at the same moment', { values: { state, event } })
  return moved
}
