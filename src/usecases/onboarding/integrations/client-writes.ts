import { refuse, refuseAll } from '../../../journey/refusal.ts'
import type { Client } from '../../../protocol/client.ts'
import type { Registered } from '../../../storage/durable-store.ts'
import type { ChangedClient } from '../../self-service/change-client.ts'
import { type FormLines, registrationBreaches } from './registration-breaches.ts'

/** The client as it was written, or the registry's refusal as the journey tells it. */
export function changedOrRefused(
  changed: ChangedClient | { readonly outcome: 'no-such-key' },
  lines?: FormLines,
): Registered<Client> {
  if (changed.outcome === 'changed') return changed.client
  if (changed.outcome === 'stale') refuse('form_expired', 'somebody changed the client in the meantime')
  if (changed.outcome === 'refused') refuseAll(registrationBreaches(changed.faults, lines))
  return refuse('not_found', 'there is no such client, or no such key')
}
