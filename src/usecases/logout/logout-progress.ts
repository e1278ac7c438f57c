import type { EnvironmentShelves } from '../../storage/durable-store.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import type { LogoutNoticeStatus } from '../../storage/logout-notices.ts'
import { ticketId } from '../../storage/tickets.ts'
import type { ClientDirectory } from '../self-service/client-directory.ts'

/** For how long a citizen may look at how a logout went. Seconds. */
export const rememberedLogoutSeconds = 600

/**
 * What the gateway itself knows of one service: it has confirmed, its first answer is waited for, it has not confirmed (and
 * may be told again), or it is not told from server to server.
 */
export type ServiceProgress = 'confirmed' | 'waiting' | 'unconfirmed' | 'not-told'

export interface LoggedOutService {
  readonly name: string
  /** It is called by a frame of the page; whether that came through only the browser knows. */
  readonly frontchannel: boolean
  readonly progress: ServiceProgress
}

interface Needs {
  readonly clients: ClientDirectory
  readonly shelves: Pick<EnvironmentShelves, 'logoutNotices'>
  readonly expiring: ExpiringStore
}

/** How a logout goes, service by service, for whoever has its handle; undefined when there is no such logout (any more). */
export const logoutProgress =
  (needs: Needs) =>
  async (handle: string): Promise<readonly LoggedOutService[] | undefined> => {
    const logoutRef = ticketId(handle)
    const seen = await needs.expiring.read('logout', logoutRef)
    if (seen.outcome !== 'live') return undefined
    const states = new Map(
      (await needs.shelves.logoutNotices.states(logoutRef)).map((state) => [state.clientId, state]),
    )
    return await Promise.all(
      seen.value.services.map(async ({ clientId, frontchannel }) => ({
        name: (await needs.clients.find(clientId))?.clientName ?? clientId,
        frontchannel,
        progress: progressOf(states.get(clientId)),
      })),
    )
  }

function progressOf(
  state: { readonly status: LogoutNoticeStatus; readonly failures: number } | undefined,
): ServiceProgress {
  if (state === undefined) return 'not-told'
  if (state.status === 'CONFIRMED') return 'confirmed'
  return state.status === 'READY' && state.failures === 0 ? 'waiting' : 'unconfirmed'
}
