import type { Client } from '../../protocol/client.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { type FindScope, mayBeIssued } from '../../protocol/scope.ts'
import type { KeyRing } from '../../signing/signer.ts'
import type { EnvironmentShelves } from '../../storage/durable-store.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import type { Authorization, AuthorizationState } from '../../storage/records.ts'
import { type AccessTokenTicket, accessTokenId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'
import type { ClientDirectory } from '../self-service/client-directory.ts'

export interface LiveTokenNeeds {
  readonly shelves: Pick<EnvironmentShelves, 'authorizations'>
  readonly clients: Pick<ClientDirectory, 'find' | 'scopes'>
  readonly expiring: ExpiringStore
  /** Tells what a key signed that was removed in an emergency (KEY-9). */
  readonly keyRing?: Pick<KeyRing, 'isCompromised'>
  readonly clock: Clock
}

export interface LiveToken {
  readonly token: AccessTokenTicket
  readonly authorization: Authorization & AuthorizationState
  /** Whom it was issued to, as registered now. */
  readonly client: Client
  readonly findScope: FindScope
}

/**
 * An access token of either form: not expired, its authorization not ended by logout, reuse or revocation (UINF-4), and
 * what it covers still there: its client active, one of its scopes still the client's to have (API-31, CLI-2). Looked up by
 * the hash of the whole token, so an id_token or an altered token is simply not found (AT-21). Throws `invalid_token`.
 */
export async function findLiveToken(needs: LiveTokenNeeds, accessToken: string): Promise<LiveToken> {
  if (needs.keyRing?.isCompromised(accessToken) === true)
    throw new ProtocolError('invalid_token', 'access token was signed by a key that has been removed')
  const seen = await needs.expiring.read('access-token', accessTokenId(accessToken))
  if (seen.outcome !== 'live') throw new ProtocolError('invalid_token', 'access token is unknown or expired')
  const token = seen.value
  const authorization = await needs.shelves.authorizations.find(token.authorizationId)
  if (
    authorization === undefined ||
    authorization.endedAtSeconds !== null ||
    authorization.expiresAtSeconds <= needs.clock.nowSeconds()
  )
    throw ofClient(token.clientId, new ProtocolError('invalid_token', 'access token is revoked'))
  // Both stand in memory.
  const client = await needs.clients.find(token.clientId)
  const findScope = await needs.clients.scopes()
  if (client === undefined || !client.active)
    throw ofClient(
      token.clientId,
      new ProtocolError('invalid_token', 'access token is revoked: its client is not active'),
    )
  if (!token.scopes.some((name) => mayBeIssued(name, client, findScope)))
    throw ofClient(
      token.clientId,
      new ProtocolError('invalid_token', 'access token is revoked: nothing that it covers may be had any more'),
    )
  return { token, authorization, client, findScope }
}

/** Says whose token it was, so that its people can read why it was refused. */
export function ofClient(clientId: string, error: ProtocolError): ProtocolError {
  error.clientId = clientId
  return error
}
