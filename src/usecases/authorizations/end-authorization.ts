import type { EmitEvent } from '../../audit/event.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { JournalEntry } from '../../storage/journal.ts'
import type { Clock } from '../../system/clock.ts'
import { authorizationIdIn } from '../authorize/names.ts'
import { maySee } from '../self-service/client-actor.ts'

/** Who withdraws: the person who gave it, or an organisation that it concerns. */
export type Withdrawer =
  | { readonly kind: 'citizen'; readonly personRef: string }
  | { readonly kind: 'organisation'; readonly orgno: string }

export interface Withdrawal {
  readonly environmentName: string
  readonly publicId: string
  readonly by: Withdrawer
  /** For the journal; of a citizen only the keyed hash. */
  readonly actor: JournalEntry['actor']
  readonly correlationId: string
}

interface Needs {
  readonly durable: DurableStore
  readonly emit: EmitEvent
  readonly clock: Clock
}

/**
 * Ends an authorization with everything that was issued from it (API-54, API-55). 'unknown' for one that is not there, has
 * ended, or is none of the withdrawer's business: they cannot be told apart.
 */
export const endAuthorization =
  (needs: Needs) =>
  async (withdrawal: Withdrawal): Promise<'ended' | 'unknown'> => {
    const nowSeconds = needs.clock.nowSeconds()
    const ended = await needs.durable.transaction(async (store) => {
      const shelves = store.environment(withdrawal.environmentName)
      const found = await shelves.authorizations.find(authorizationIdIn(withdrawal.publicId))
      if (
        found?.publicId !== withdrawal.publicId ||
        found.endedAtSeconds !== null ||
        found.expiresAtSeconds <= nowSeconds
      )
        return undefined
      const client = (await shelves.clients.find(found.clientId))?.thing
      const kind = await kindOf(store, withdrawal, found, client)
      if (kind === undefined) return undefined
      await shelves.authorizations.end(found.authorizationId, nowSeconds)
      await store.journal.append({
        atSeconds: nowSeconds,
        actor: withdrawal.actor,
        action: 'authorization.revoked',
        object: { kind: 'authorization', id: withdrawal.publicId },
        orgno: client?.clientOrgno ?? '',
        environment: withdrawal.environmentName,
        after: { by: kind, client_id: found.clientId, scopes: found.scopes },
        correlationId: withdrawal.correlationId,
      })
      return { kind, clientId: found.clientId }
    })
    if (ended === undefined) return 'unknown'
    needs.emit({
      kind: 'authorization-revoked',
      by: ended.kind,
      clientId: ended.clientId,
      correlationId: withdrawal.correlationId,
      environment: withdrawal.environmentName,
    })
    return 'ended'
  }

/** By what right; undefined: by none. */
async function kindOf(
  store: DurableStore,
  { by, environmentName }: Withdrawal,
  found: { readonly personRef?: string; readonly scopes: readonly string[] },
  client: Parameters<typeof maySee>[1] | undefined,
): Promise<'citizen' | 'client_owner' | 'scope_owner' | undefined> {
  if (by.kind === 'citizen') return found.personRef === by.personRef ? 'citizen' : undefined
  if (client !== undefined && maySee(by.orgno, client)) return 'client_owner'
  for (const name of found.scopes) {
    const scope = (await store.environment(environmentName).scopes.find(name))?.thing
    if (scope?.ownerOrgno === by.orgno) return 'scope_owner'
  }
  return undefined
}
