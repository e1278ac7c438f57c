import type { EmitEvent } from '../../audit/event.ts'
import type { Environment } from '../../config/environments.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { EnvironmentShelves } from '../../storage/durable-store.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import type { Authorization, AuthorizationState } from '../../storage/records.ts'
import { accessTokenId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'
import type { AuthenticateClient } from '../token/authenticate-client.ts'
import { authorizationIdOf } from '../token/refresh-token.ts'
import type { TokenQuestion } from './introspect-token.ts'

interface Needs {
  readonly environment: Pick<Environment, 'name'>
  readonly shelves: Pick<EnvironmentShelves, 'authorizations'>
  readonly expiring: ExpiringStore
  readonly authenticate: AuthenticateClient
  readonly emit: EmitEvent
  readonly clock: Clock
}

/**
 * Ends the authorization of an access or refresh token of the calling client, with everything that was issued from it
 * (section 16). A token that is unknown or dead changes nothing and is no fault (REV-3). Throws `invalid_client`,
 * `invalid_request`, `invalid_grant` for another client's token.
 */
export const revokeToken =
  (needs: Needs) =>
  async (question: TokenQuestion): Promise<void> => {
    const { client } = await needs.authenticate(question.credentials, question)
    const refused = (error: ProtocolError): ProtocolError => {
      error.clientId = client.clientId
      return error
    }
    if (question.token === undefined) throw refused(new ProtocolError('invalid_request', 'token is required'))
    const nowSeconds = needs.clock.nowSeconds()
    const authorization = await findAuthorization(needs, question.token)
    if (
      authorization === undefined ||
      authorization.endedAtSeconds !== null ||
      authorization.expiresAtSeconds <= nowSeconds
    )
      return
    if (authorization.clientId !== client.clientId)
      throw refused(new ProtocolError('invalid_grant', 'token was issued to another client'))
    await needs.shelves.authorizations.end(authorization.authorizationId, nowSeconds)
    needs.emit({
      kind: 'authorization-revoked',
      by: 'client_revocation',
      clientId: client.clientId,
      correlationId: question.correlationId,
      environment: needs.environment.name,
    })
  }

/**
 * A refresh token names its authorization. One that is no longer the newest does too: a client that lost the newest in
 * transit must still be able to end what was given to it, and nobody else ever held a token of the family.
 */
async function findAuthorization(
  needs: Needs,
  token: string,
): Promise<(Authorization & AuthorizationState) | undefined> {
  const named = authorizationIdOf(token)
  if (named !== undefined) return needs.shelves.authorizations.find(named)
  const seen = await needs.expiring.read('access-token', accessTokenId(token))
  return seen.outcome === 'live' ? needs.shelves.authorizations.find(seen.value.authorizationId) : undefined
}
