import type { EmitEvent } from '../../audit/event.ts'
import type { Environment } from '../../config/environments.ts'
import { accessTokenClaims, idTokenClaims, type LoginFacts } from '../../protocol/claims.ts'
import { type Client, isPublicClient } from '../../protocol/client.ts'
import { accessTokenLifetime, lifetimeOf } from '../../protocol/lifetimes.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { demandsOf } from '../../protocol/scope.ts'
import { isStrictClient } from '../../protocol/strict-profile.ts'
import { pairwiseSubject } from '../../protocol/subject.ts'
import type { Signer } from '../../signing/signer.ts'
import type { EnvironmentShelves } from '../../storage/durable-store.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import type { Authorization, AuthorizationState, FormerRefresh } from '../../storage/records.ts'
import { digestOf, ticketId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'
import type { Random } from '../../system/random.ts'
import { newCredential } from '../authorize/names.ts'
import type { ClientDirectory } from '../self-service/client-directory.ts'
import type { AuthenticatedClient, TokenResponse } from './grant.ts'
import { newRefreshToken, successorOf } from './refresh-token.ts'

export interface IssueTokensNeeds {
  readonly environment: Environment
  readonly clients: ClientDirectory
  readonly shelves: Pick<EnvironmentShelves, 'authorizations'>
  readonly expiring: ExpiringStore
  readonly signer: Signer
  readonly subjectSecret: Uint8Array
  readonly emit: EmitEvent
  readonly clock: Clock
  readonly random: Random
}

export interface TokensToIssue {
  readonly scopes: readonly string[]
  readonly resources: readonly string[]
  readonly nonce?: string
  /** What the client presented, when it refreshes: stays in use for `REUSE` clients (RT-7). */
  readonly presentedRefreshToken?: string
  /** The one presented is the former one: the client is told the present one again (RT-6). */
  readonly tellAgain?: boolean
  /** Another write of the same step, sent out first and in the same turn: the store commits it with the rest. */
  readonly alongside?: () => Promise<unknown>
}

/**
 * Makes the tokens of one token request (sections 11, 12) and records them: the access token of either form (AT-3), the
 * refresh token's hash, the newest `iat`. `recorded` is false when another request changed or ended the authorization
 * meanwhile: then the tokens in the response are dead.
 */
export const issueTokens =
  (needs: IssueTokensNeeds) =>
  async (
    authenticated: AuthenticatedClient,
    authorization: Authorization & AuthorizationState,
    wanted: TokensToIssue,
  ): Promise<{ recorded: boolean; response: TokenResponse }> => {
    const { client, clientAmr, dpopJkt } = authenticated
    const { environment, random, signer } = needs
    const nowSeconds = needs.clock.nowSeconds()
    const demands = demandsOf(wanted.scopes, await needs.clients.scopes())
    const remainingSeconds = authorization.expiresAtSeconds - nowSeconds
    const expiresIn = accessTokenLifetime(
      client.accessTokenLifetime,
      environment.lifetimes.accessToken,
      demands.accessTokenMaxAge,
      remainingSeconds,
    )
    const login = loginFacts(
      needs,
      authorization,
      client.clientId,
      demandsOf(authorization.scopes, await needs.clients.scopes()).pseudonymous,
    )

    const jti = random.token(16)
    const expiresAtSeconds = nowSeconds + expiresIn
    // Two tokens, two signatures: begun together, so that both cores work.
    const [accessToken, idToken] = await Promise.all([
      demands.opaque
        ? newCredential(nowSeconds, random)
        : signer.sign(
            accessTokenClaims(login, client, {
              jti,
              scopes: wanted.scopes,
              clientAmr,
              audience: wanted.resources,
              ...(dpopJkt === undefined ? {} : { jkt: dpopJkt }),
              issuedAtSeconds: nowSeconds,
              expiresAtSeconds,
            }),
            // APIs that follow the strict profile take no RS256 (FAPI 2.0 §5.4.1); others know nothing else.
            isStrictClient(client) ? signatureOf(client) : undefined,
          ),
      // Validators compare `iat` strictly: a second id_token in the same second is left out (RT-10).
      wanted.scopes.includes('openid') && nowSeconds > (authorization.idTokenIssuedAtSeconds ?? 0)
        ? signer.sign(
            idTokenClaims(login, client, {
              jti: random.token(16),
              issuedAtSeconds: nowSeconds,
              lifetimeSeconds: environment.lifetimes.idToken,
              ...(wanted.nonce === undefined ? {} : { nonce: wanted.nonce }),
            }),
            signatureOf(client),
          )
        : undefined,
    ])

    const accessTicketId = ticketId(accessToken, nowSeconds)
    const refresh = refreshOf(needs, authenticated, authorization, wanted, nowSeconds)
    const [, recorded] = await Promise.all([
      wanted.alongside?.(),
      needs.shelves.authorizations.recordIssue(authorization.authorizationId, authorization.refreshHash, {
        refreshHash: refresh === undefined ? null : ticketId(refresh.token),
        refreshExpiresAtSeconds: refresh === undefined ? null : refresh.expiresAtSeconds,
        formerRefresh: refresh === undefined ? null : refresh.former,
        // A confidential client's is bound to its authentication already, and so it may change its key (RFC 9449 §5).
        ...(dpopJkt === undefined || !isPublicClient(client) ? {} : { refreshJkt: dpopJkt }),
        idTokenIssuedAtSeconds: idToken === undefined ? authorization.idTokenIssuedAtSeconds : nowSeconds,
        accessToken: { id: demands.opaque ? digestOf(accessTicketId) : jti, expiresAtSeconds },
        atSeconds: nowSeconds,
      }),
      needs.expiring.put(
        'access-token',
        accessTicketId,
        {
          authorizationId: authorization.authorizationId,
          clientId: client.clientId,
          scopes: wanted.scopes,
          subject: login.subject,
          locale: authorization.locale,
          acr: authorization.acr,
          clientAmr,
          jti,
          issuedAtSeconds: nowSeconds,
          expiresAtSeconds,
          ...(login.pid === undefined ? {} : { pid: login.pid }),
          ...(wanted.resources.length === 0 ? {} : { audience: wanted.resources }),
          ...(dpopJkt === undefined ? {} : { jkt: dpopJkt }),
        },
        expiresAtSeconds,
      ),
    ])
    if (!recorded) await needs.expiring.drop('access-token', accessTicketId)
    return {
      recorded,
      response: {
        access_token: accessToken,
        token_type: dpopJkt === undefined ? 'Bearer' : 'DPoP',
        expires_in: expiresIn,
        scope: wanted.scopes.join(' '),
        ...(idToken === undefined ? {} : { id_token: idToken }),
        ...(refresh === undefined
          ? {}
          : { refresh_token: refresh.token, refresh_token_expires_in: refresh.expiresAtSeconds - nowSeconds }),
      },
    }
  }

const signatureOf = ({ idTokenSignedResponseAlg: alg }: Client) => (alg === undefined ? undefined : { alg })

function loginFacts(
  needs: IssueTokensNeeds,
  authorization: Authorization,
  clientId: string,
  pseudonymous: boolean,
): LoginFacts {
  return {
    issuer: needs.environment.issuer,
    subject: pairwiseSubject(needs.subjectSecret, clientId, 'pid', authorization.pid),
    acr: authorization.acr,
    amr: authorization.amr,
    authTimeSeconds: authorization.authTimeSeconds,
    locale: authorization.locale,
    sid: authorization.sid,
    onbehalfof: authorization.onbehalfof,
    ...(pseudonymous ? {} : { pid: authorization.pid }),
  }
}

/** A new refresh token, or the presented one again for clients that reuse it; never past the authorization's end (RT-2, RT-4, RT-7, RT-8). */
function refreshOf(
  needs: IssueTokensNeeds,
  { client }: AuthenticatedClient,
  authorization: Authorization & AuthorizationState,
  { presentedRefreshToken: presented, tellAgain }: TokensToIssue,
  nowSeconds: number,
): { token: string; former: FormerRefresh | null; expiresAtSeconds: number } | undefined {
  if (!client.grantTypes.includes('refresh_token')) return undefined
  return {
    ...rotated(needs, client, authorization, presented, tellAgain === true, nowSeconds),
    expiresAtSeconds: Math.min(
      nowSeconds + lifetimeOf(client.refreshTokenLifetime, needs.environment.lifetimes.refreshToken),
      authorization.expiresAtSeconds,
    ),
  }
}

function rotated(
  { environment, random }: IssueTokensNeeds,
  client: Client,
  { authorizationId, refreshHash, formerRefresh }: Authorization & AuthorizationState,
  presented: string | undefined,
  tellAgain: boolean,
  nowSeconds: number,
): { token: string; former: FormerRefresh | null } {
  if (presented === undefined || refreshHash === null)
    return { token: newRefreshToken(authorizationId, random), former: null }
  // The window is counted from the first use and is not lengthened by a second one.
  if (tellAgain && formerRefresh !== null)
    return { token: successorOf(presented, formerRefresh.salt), former: formerRefresh }
  if (client.refreshTokenUsage === 'REUSE' && client.tokenEndpointAuthMethod !== 'none')
    return { token: presented, former: null }
  const salt = random.token(32)
  return {
    token: successorOf(presented, salt),
    former: { hash: refreshHash, salt, untilSeconds: nowSeconds + environment.lifetimes.refreshTokenGrace },
  }
}

/** An authorization from which nothing more may come (CODE-12, RT-8). Throws `invalid_grant`. */
export function requireLive<Found extends Authorization & AuthorizationState>(
  found: Found | undefined,
  nowSeconds: number,
  what: string,
): Found {
  if (found === undefined || found.endedAtSeconds !== null || found.expiresAtSeconds <= nowSeconds)
    throw new ProtocolError('invalid_grant', `${what} is invalid: its authorization has ended`)
  return found
}
