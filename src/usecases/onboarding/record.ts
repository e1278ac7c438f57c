import type { Actor } from '../../journey/actor.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { JournalEntry } from '../../storage/journal.ts'

/** What happened, for the journal; who and from where is taken from the actor. */
export type Happening = Omit<JournalEntry, 'atSeconds' | 'actor' | 'ip' | 'userAgent' | 'correlationId'>

/**
 * Writes one journal record. Called with the store of the transaction that changes the state, so that neither is without
 * the other (ONB-161). Of the actor ids and roles only, nothing that a person could be looked up by elsewhere (ONB-29).
 */
export async function record(
  store: DurableStore,
  actor: Actor,
  happening: Happening,
  nowSeconds: number,
): Promise<void> {
  const { orgno } = happening
  const own = actor.roles[orgno] ?? []
  const roles = [...own, ...actor.operatorRoles]
  await store.journal.append({
    ...happening,
    atSeconds: nowSeconds,
    actor: {
      kind: actor.kind,
      id: actor.id,
      ...(actor.name === '' ? {} : { name: actor.name }),
      ...(own.length > 0 ? { orgno } : {}),
      ...(roles.length > 0 ? { roles } : {}),
      ...(actor.acr === undefined ? {} : { acr: actor.acr }),
    },
    ...(actor.ip === undefined ? {} : { ip: actor.ip }),
    ...(actor.userAgent === undefined ? {} : { userAgent: actor.userAgent }),
    ...(actor.correlationId === undefined ? {} : { correlationId: actor.correlationId }),
  })
}
