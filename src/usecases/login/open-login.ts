import type { Client } from '../../protocol/client.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import { type LoginTicket, ticketId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'
import type { ClientDirectory } from '../self-service/client-directory.ts'

/** A login under way, its client, and the address part that names it. */
export interface OpenLogin {
  readonly handle: string
  readonly ticket: LoginTicket
  readonly client: Client
}

/** Why a login cannot go on. The client is known where it can be told with certainty (ERR-25, PAGE-23, TIME-1). */
export type ClosedLogin =
  | { readonly outcome: 'finished'; readonly login: OpenLogin }
  | { readonly outcome: 'expired'; readonly login: OpenLogin }
  /** The browser sent no cookie at all: blocked, or another browser (ERRP-4). */
  | { readonly outcome: 'no-cookie' }
  | { readonly outcome: 'unknown' }

export type OpenedLogin = { readonly outcome: 'open'; readonly login: OpenLogin } | ClosedLogin

interface Needs {
  readonly clients: ClientDirectory
  readonly expiring: ExpiringStore
  readonly clock: Clock
}

/**
 * Finds the login that an address names, for the browser that began it and no other (PAGE-24). `browsers` are the values by
 * which the browser may prove that: its cookie, or the one that came with this very login when the browser was new.
 */
export const openLogin =
  (needs: Needs) =>
  async (handle: string | undefined, browsers: readonly string[]): Promise<OpenedLogin> => {
    if (browsers.length === 0) return { outcome: 'no-cookie' }
    if (handle === undefined) return { outcome: 'unknown' }
    const seen = await needs.expiring.read('login', ticketId(handle))
    if (seen.outcome === 'absent' || !browsers.some((browser) => ticketId(browser) === seen.value.browser))
      return { outcome: 'unknown' }
    const client = await needs.clients.find(seen.value.clientId)
    if (client === undefined || !client.active) return { outcome: 'unknown' }
    const login = { handle, ticket: seen.value, client }
    if (seen.outcome === 'taken-before') return { outcome: 'finished', login }
    return { outcome: needs.clock.nowSeconds() < seen.value.endsAtSeconds ? 'open' : 'expired', login }
  }
