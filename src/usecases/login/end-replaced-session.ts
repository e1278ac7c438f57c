import { type SessionTicket, ticketId } from '../../storage/tickets.ts'
import type { Random } from '../../system/random.ts'
import type { EndSession } from '../logout/end-session.ts'

/**
 * Ends what hung on the session of the citizen who was in this browser before, and has its services told (SSO-5). Nobody is
 * there to be shown how that goes, so it has no handle.
 */
export const endReplacedSession = (
  needs: { readonly endSession: EndSession; readonly random: Random },
  replaced: SessionTicket,
  correlationId: string,
): Promise<number> => needs.endSession(replaced, { logoutRef: ticketId(needs.random.token(32)), correlationId })
