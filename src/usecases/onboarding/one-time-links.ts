import type { OneTimeLink } from '../../journey/records.ts'
import { refuse } from '../../journey/refusal.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import { ticketId } from '../../storage/tickets.ts'
import type { Random } from '../../system/random.ts'

const weekSeconds = 7 * 86_400

/**
 * Makes a link that works once and answers its token, 256 random bits of which only the hash is kept (ONB-27). The page
 * is `/links/<token>`: opening it changes nothing, since mail scanners do that too; its button uses it.
 */
export async function makeOneTimeLink(
  store: DurableStore,
  random: Random,
  link: Pick<OneTimeLink, 'purpose' | 'email'> & Partial<Pick<OneTimeLink, 'userId' | 'orgno' | 'objectId'>>,
  nowSeconds: number,
  lifetimeSeconds: number = weekSeconds,
): Promise<string> {
  const token = random.token(32)
  const kept = {
    ...link,
    id: ticketId(token),
    createdAtSeconds: nowSeconds,
    expiresAtSeconds: nowSeconds + lifetimeSeconds,
  }
  await store.portal.links.add(kept, nowSeconds)
  return token
}

/** What a link is for, without using it. Refuses `not_found`, `link_used`, `link_expired`. */
export async function readOneTimeLink(store: DurableStore, token: string, nowSeconds: number): Promise<OneTimeLink> {
  const found = await store.portal.links.find(ticketId(token))
  if (found === undefined) refuse('not_found', 'there is no such link')
  if (found.thing.usedAtSeconds !== undefined) refuse('link_used', 'the link has been used')
  if (found.thing.expiresAtSeconds <= nowSeconds) refuse('link_expired', 'the link has expired')
  return found.thing
}

/** Uses a link, once: of two at the same moment one wins. Call it inside the transaction that does what the link is for. */
export async function useOneTimeLink(store: DurableStore, token: string, nowSeconds: number): Promise<OneTimeLink> {
  const link = await readOneTimeLink(store, token, nowSeconds)
  const found = await store.portal.links.find(link.id)
  const isFirst = await store.portal.links.change(
    { ...link, usedAtSeconds: nowSeconds },
    found?.revision ?? 0,
    nowSeconds,
  )
  if (!isFirst) refuse('link_used', 'the link has been used')
  return link
}
