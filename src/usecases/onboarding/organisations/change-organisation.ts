import type { Actor } from '../../../journey/actor.ts'
import type { Organisation } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { record } from '../record.ts'
import { requireRevision } from '../require-revision.ts'
import { requireRight } from '../require-right.ts'

/** Writes some fields of an organisation and the journal record of it, in the caller's transaction. */
export async function editOrganisation(
  store: DurableStore,
  actor: Actor,
  orgno: string,
  change: (former: Organisation) => Partial<Organisation>,
  nowSeconds: number,
  expectedRevision?: number,
): Promise<{ readonly former: Organisation; readonly organisation: Organisation }> {
  requireRight(actor, 'organisation.edit', orgno)
  const kept = await store.organisations.find(orgno)
  if (kept === undefined) refuse('not_found', 'there is no such organisation')
  requireRevision(kept.revision, expectedRevision)
  const former = kept.thing
  if (former.state === 'CLOSED') refuse('organisation_stopped', 'a closed organisation can be read only')
  const changes = Object.entries(change(former)).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(former[name as keyof Organisation]),
  )
  if (changes.length === 0) return { former, organisation: former }
  const organisation: Organisation = { ...former, ...Object.fromEntries(changes) }
  await store.organisations.save(organisation, 'hand', nowSeconds)
  const was = changes.map(([name]) => [name, former[name as keyof Organisation] ?? null])
  await record(
    store,
    actor,
    {
      action: 'org.changed',
      object: { kind: 'organisation', id: orgno },
      orgno,
      before: masked(Object.fromEntries(was)),
      after: masked(Object.fromEntries(changes)),
    },
    nowSeconds,
  )
  return { former, organisation }
}

/** Of a phone number the journal keeps the last two digits, of a domain's token nothing (ONB-170). */
const masked = (fields: Record<string, unknown>): Record<string, unknown> =>
  JSON.parse(
    JSON.stringify(fields, (key, value: unknown) =>
      key === 'phone' && typeof value === 'string' ? `…${value.slice(-2)}` : key === 'token' ? undefined : value,
    ),
  )
