import type { Client } from '../../protocol/client.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import { type PushedRequestTicket, ticketId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'
import type { Random } from '../../system/random.ts'

/** What handles of pushed requests begin with (PAR-4), and how long one opens a login (LIFE-2). Seconds. */
export const pushedPrefix = 'urn:idporten:'
export const pushedSeconds = 120

/** How long past the end of the last login that it may have begun a handle is remembered. Seconds. */
const marginSeconds = 60

interface Needs {
  readonly expiring: ExpiringStore
  readonly clock: Clock
}

const unusable = (why: string): ProtocolError =>
  new ProtocolError('invalid_request_uri', `${why}; push the request again and begin a new login`, '3')

/** Keeps a judged request; resolves with its `request_uri` when every process of the gateway can see it (PAR-8). */
export const keepPushedRequest =
  (needs: Needs & { readonly random: Random; readonly loginSeconds: number }) =>
  async (request: Omit<PushedRequestTicket, 'opensUntilSeconds'>): Promise<string> => {
    const handle = needs.random.token(32)
    const opensUntilSeconds = needs.clock.nowSeconds() + pushedSeconds
    await needs.expiring.put(
      'pushed-request',
      ticketId(handle),
      { ...request, opensUntilSeconds },
      opensUntilSeconds + needs.loginSeconds + marginSeconds,
    )
    return pushedPrefix + handle
  }

/**
 * What the handle stands for, and the id to spend it by. It is not used up by being opened: the page is reloaded, and links are
 * opened beforehand by programs that look after the citizen. Throws `invalid_request_uri` (PAR-5…7).
 */
export const openPushedRequest =
  (needs: Needs) =>
  async (requestUri: string, client: Client): Promise<PushedRequestTicket & { readonly id: string }> => {
    const id = ticketId(requestUri.slice(pushedPrefix.length))
    const seen = await needs.expiring.read('pushed-request', id)
    if (seen.outcome === 'absent') throw unusable('request_uri is unknown or long expired')
    if (seen.value.clientId !== client.clientId) throw unusable('request_uri was pushed by another client')
    if (seen.outcome === 'taken-before') throw unusable('request_uri was used by a login that has ended')
    if (needs.clock.nowSeconds() >= seen.value.opensUntilSeconds)
      throw unusable(`request_uri is older than ${pushedSeconds} seconds`)
    return { ...seen.value, id }
  }

/**
 * To be called by whoever is about to answer the client. Of all logins that one handle began only the first that ends is
 * answered; for the others this throws `invalid_request_uri`, which the citizen sees as a page.
 */
export const spendPushedRequest =
  (expiring: ExpiringStore) =>
  async (id: string, clientId: string): Promise<void> => {
    const taken = await expiring.take('pushed-request', id)
    if (taken.outcome === 'taken') return
    const error = unusable('another login with this request_uri ended first')
    error.clientId = clientId
    throw error
  }
