import type { EmitEvent } from '../../audit/event.ts'
import type { Environment } from '../../config/environments.ts'
import { AuthorizationError } from '../../protocol/authorization-request.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import { ticketId } from '../../storage/tickets.ts'
import { spendPushedRequest } from '../authorize/pushed-requests.ts'
import type { LoginHistory } from '../history/login-history.ts'
import type { FinishInput } from './finish-login.ts'
import type { OpenLogin } from './open-login.ts'
import { returnAddressOf } from './return-address.ts'

interface Needs {
  readonly environment: Environment
  readonly expiring: ExpiringStore
  readonly emit: EmitEvent
  readonly history: LoginHistory
}

/**
 * The citizen goes back to the service without logging in (CANC-1). Throws the `AuthorizationError` (`access_denied`) that
 * says so to the client; resolves if the login had already ended. Throws `invalid_request_uri` when another login with the same
 * pushed request has ended. The session stays as it was (CANC-2).
 */
export const cancelLogin =
  (needs: Needs) =>
  async (
    login: OpenLogin,
    { userAgent, ip, correlationId }: Pick<FinishInput, 'userAgent' | 'ip' | 'correlationId'>,
  ): Promise<void> => {
    const taken = await needs.expiring.take('login', ticketId(login.handle))
    if (taken.outcome !== 'taken') return
    const { pushedRequest, proven, onbehalfof } = login.ticket
    if (pushedRequest !== undefined) await spendPushedRequest(needs.expiring)(pushedRequest, login.client.clientId)
    needs.emit({
      kind: 'login-cancelled',
      clientId: login.client.clientId,
      correlationId,
      environment: needs.environment.name,
    })
    // Before an eID has answered nobody knows whose login it was.
    if (proven !== undefined)
      needs.history.note({
        pid: proven.pid,
        acr: proven.acr,
        client: login.client,
        onbehalfof,
        eid: proven.eid,
        result: 'cancelled',
        sessionRef: proven.sessionRef,
        userAgent,
        ip,
        correlationId,
      })
    throw new AuthorizationError(
      new ProtocolError('access_denied', 'the user cancelled the login', '19'),
      returnAddressOf(login.ticket),
    )
  }
