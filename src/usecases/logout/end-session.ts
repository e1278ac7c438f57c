import type { Environment } from '../../config/environments.ts'
import { pairwiseSubject } from '../../protocol/subject.ts'
import type { EnvironmentShelves } from '../../storage/durable-store.ts'
import type { NewLogoutNotice } from '../../storage/logout-notices.ts'
import type { SessionTicket } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'
import { sidOf } from '../login/sid.ts'
import type { ClientDirectory } from '../self-service/client-directory.ts'

/**
 * Ends what hangs on a session that has just ended other than by time: authorizations that were only a login (LOGOUT-12), and
 * the sessions of services that want to hear of it from server to server. Both are written in one turn. `logoutRef` is what
 * the services' answers are found by; resolves with how many authorizations ended.
 */
export type EndSession = (
  session: SessionTicket,
  logout: { readonly logoutRef: string; readonly correlationId: string },
) => Promise<number>

interface Needs {
  readonly environment: Environment
  readonly clients: ClientDirectory
  readonly shelves: Pick<EnvironmentShelves, 'authorizations' | 'logoutNotices'>
  readonly subjectSecret: Uint8Array
  /** Has the notices sent at once. */
  readonly nudgeCourier: () => void
  readonly clock: Clock
}

export const endSession =
  (needs: Needs): EndSession =>
  async (session, logout) => {
    const notices: NewLogoutNotice[] = []
    for (const clientId of session.clients) {
      const client = await needs.clients.find(clientId)
      if (client?.active === true && client.backchannelLogoutUri !== undefined)
        notices.push({
          ...logout,
          clientId,
          subject: pairwiseSubject(needs.subjectSecret, clientId, 'pid', session.pid),
          sid: sidOf(session, clientId),
        })
    }
    const nowSeconds = needs.clock.nowSeconds()
    const [authorizationsEnded] = await Promise.all([
      needs.shelves.authorizations.endOfSession(session.sessionRef, nowSeconds),
      needs.shelves.logoutNotices.add(notices, nowSeconds),
    ])
    if (notices.length > 0) needs.nudgeCourier()
    return authorizationsEnded
  }
