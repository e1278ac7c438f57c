import { isDeepStrictEqual } from 'node:util'
import type { Environment } from '../../config/environments.ts'
import type { Scope } from '../../protocol/scope.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { JournalEntry } from '../../storage/journal.ts'
import type { ClientActor } from '../self-service/client-actor.ts'

interface Happening extends Pick<JournalEntry, 'action' | 'object' | 'orgno' | 'before' | 'after' | 'reason'> {
  readonly environment: Environment
  readonly acting: ClientActor
}

/** Writes the journal's line of a change to scopes, accesses or prefixes, in the transaction of the change (API-8). */
export async function recordOfScopes(store: DurableStore, happening: Happening, nowSeconds: number): Promise<void> {
  const { environment, acting, ...rest } = happening
  await store.journal.append({
    ...rest,
    atSeconds: nowSeconds,
    actor: acting.actor,
    environment: environment.name,
    ...(acting.correlationId === undefined ? {} : { correlationId: acting.correlationId }),
  })
}

/** A written scope, with the members that changed. */
export function recordScope(
  store: DurableStore,
  written: {
    readonly environment: Environment
    readonly acting: ClientActor
    readonly action: string
    readonly before: Scope | undefined
    readonly after: Scope
  },
  nowSeconds: number,
): Promise<void> {
  const { environment, acting, action, after } = written
  const former: Record<string, unknown> = { ...written.before }
  const next: Record<string, unknown> = { ...after }
  const changed = Object.keys({ ...former, ...next }).filter((name) => !isDeepStrictEqual(former[name], next[name]))
  const pick = (from: Record<string, unknown>) =>
    Object.fromEntries(changed.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]))
  return recordOfScopes(
    store,
    {
      environment,
      acting,
      action,
      object: { kind: 'scope', id: after.name },
      orgno: after.ownerOrgno,
      ...(written.before === undefined ? {} : { before: pick(former) }),
      after: pick(next),
    },
    nowSeconds,
  )
}
