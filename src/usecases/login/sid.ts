import { hash } from 'node:crypto'
import type { SessionTicket } from '../../storage/tickets.ts'

/**
 * By which name one client knows the session (SID-1): made from the session's own salt, so that whatever happens at once in
 * several tabs a client never hears two, and no two clients can tell that they know the same session.
 */
export const sidOf = (session: Pick<SessionTicket, 'sidSalt'>, clientId: string): string =>
  hash('sha256', `${session.sidSalt} ${clientId}`, 'base64url')
