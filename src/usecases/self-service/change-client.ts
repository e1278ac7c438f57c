import { isDeepStrictEqual } from 'node:util'
import type { Environment } from '../../config/environments.ts'
import type { Client } from '../../protocol/client.ts'
import { describeClient } from '../../protocol/client-registration-answer.ts'
import type { RegistrationFault } from '../../protocol/client-registration-fault.ts'
import type { DurableStore, Registered } from '../../storage/durable-store.ts'
import type { Clock } from '../../system/clock.ts'
import { type ClientActor, faultsOfRight } from './client-actor.ts'
import { writeClient } from './write-client.ts'

export interface ChangeClientNeeds {
  readonly durable: DurableStore
  readonly clock: Clock
  /** Called after a write, so that the caches of this process look again. */
  readonly written: (environmentName: string) => void
}

/** How a write ended that was not done. `stale`: the client is not at the revision that the caller named. */
export type Undone =
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'stale' }
  | { readonly outcome: 'refused'; readonly faults: readonly RegistrationFault[] }

export type ChangedClient = { readonly outcome: 'changed'; readonly client: Registered<Client> } | Undone

export interface ClientChange {
  /** For the journal, such as `client.keys_replaced`. */
  readonly action: string
  readonly right: 'edit' | 'close'
  /** Revisions of which one must be the present one (If-Match); absent: any. */
  readonly revisions?: readonly number[]
  /** The client as it shall be, or why not. Runs inside the transaction and awaits nothing. */
  readonly work: (client: Client, nowSeconds: number) => Client | readonly RegistrationFault[]
}

/** Changes part of a client as one step: rights, revision, change, journal (REG-108, REG-112). */
export const changeClient =
  (needs: ChangeClientNeeds) =>
  async (
    environment: Environment,
    clientId: string,
    acting: ClientActor,
    change: ClientChange,
  ): Promise<ChangedClient> => {
    const changed = await needs.durable.transaction(async (store): Promise<ChangedClient> => {
      const shelves = store.environment(environment.name)
      const shelf = shelves.clients
      const found = await shelf.find(clientId)
      if (found === undefined) return { outcome: 'unknown' }
      const rightFaults = faultsOfRight(acting, found.thing, change.right)
      if (rightFaults.length > 0) return { outcome: 'refused', faults: rightFaults }
      if (change.revisions?.includes(found.revision) === false) return { outcome: 'stale' }
      const nowSeconds = needs.clock.nowSeconds()
      const next = change.work(found.thing, nowSeconds)
      if (isFaults(next)) return { outcome: 'refused', faults: next }
      const written = await writeClient(shelves, next, found.origin, nowSeconds)
      if (written === 'unchanged') return { outcome: 'changed', client: found }
      await recordClientWrite(
        store,
        { environment, acting, action: change.action, before: found.thing, after: next },
        nowSeconds,
      )
      return { outcome: 'changed', client: (await shelf.find(clientId)) ?? found }
    })
    if (changed.outcome === 'changed') needs.written(environment.name)
    return changed
  }

const isFaults = (next: Client | readonly RegistrationFault[]): next is readonly RegistrationFault[] =>
  Array.isArray(next)

export interface ClientWrite {
  readonly environment: Environment
  readonly acting: ClientActor
  readonly action: string
  readonly before: Client | undefined
  readonly after: Client
}

/** Writes the journal's line of a change, with the members that changed, in the transaction of the change (REG-5, REG-141). */
export async function recordClientWrite(store: DurableStore, write: ClientWrite, nowSeconds: number): Promise<void> {
  const { acting, after } = write
  const former = write.before === undefined ? {} : journalForm(write.before)
  const next = journalForm(after)
  const changed = Object.keys({ ...former, ...next }).filter((name) => !isDeepStrictEqual(former[name], next[name]))
  const pick = (from: Record<string, unknown>) =>
    Object.fromEntries(changed.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]))
  await store.journal.append({
    atSeconds: nowSeconds,
    actor: acting.actor,
    action: write.action,
    object: { kind: 'client', id: after.clientId },
    orgno: after.clientOrgno,
    environment: write.environment.name,
    ...(write.before === undefined ? {} : { before: pick(former) }),
    after: pick(next),
    ...(acting.correlationId === undefined ? {} : { correlationId: acting.correlationId }),
  })
}

/** Writes a change that its caller has judged, and the journal's line, in the caller's transaction (REG-2, ONB-161). */
export async function writeChangeIn(
  store: DurableStore,
  found: Registered<Client>,
  write: Omit<ClientWrite, 'before'>,
  nowSeconds: number,
): Promise<void> {
  await writeClient(store.environment(write.environment.name), write.after, found.origin, nowSeconds)
  await recordClientWrite(store, { ...write, before: found.thing }, nowSeconds)
}

/** Keys and secrets by their ids: what they are is nobody's business in a journal. */
const journalForm = (client: Client): Record<string, unknown> => ({
  ...describeClient(client),
  jwks: client.jwks.map(({ kid, exp }) => ({ kid, exp })),
  secrets: client.secrets.map(({ secretId, expiresAtSeconds }) => ({ secretId, expiresAtSeconds })),
})
