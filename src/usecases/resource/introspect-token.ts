import type { EmitEvent } from '../../audit/event.ts'
import type { Environment } from '../../config/environments.ts'
import { accessTokenClaims } from '../../protocol/claims.ts'
import type { Client } from '../../protocol/client.ts'
import { authenticationFailed, type PresentedCredentials } from '../../protocol/client-authentication.ts'
import { introspectionScope } from '../../protocol/client-registration-types.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { mayBeIssued } from '../../protocol/scope.ts'
import type { AuthenticateClient } from '../token/authenticate-client.ts'
import { findLiveToken, type LiveToken, type LiveTokenNeeds } from './live-token.ts'
import { openCredentialNotes } from './note-credential.ts'

/** A request about one token, after its syntax was read. */
export interface TokenQuestion {
  /** undefined: it was not sent. */
  readonly token: string | undefined
  readonly credentials: PresentedCredentials
  readonly endpointUrl: string
  readonly remoteAddress: string
  readonly correlationId: string
}

/** The answer of `/introspect`, on the wire (INTR-4, INTR-5). */
export type Introspection = { readonly active: false } | ({ readonly active: true } & Readonly<Record<string, unknown>>)

interface Needs extends LiveTokenNeeds {
  readonly environment: Pick<Environment, 'issuer' | 'name'>
  readonly emit: EmitEvent
  readonly authenticate: AuthenticateClient
}

const inactive: Introspection = { active: false }

/**
 * Tells an API about an access token of either form (section 15): the claims of a self-contained token, with the scopes that
 * this API may know of. Throws `invalid_client`, `access_denied`, `invalid_request`.
 */
export const introspectToken = (needs: Needs) => {
  const noteCredential = openCredentialNotes(needs)
  return async (question: TokenQuestion): Promise<Introspection> => {
    const authenticated = await needs.authenticate(question.credentials, question)
    const { client: caller } = authenticated
    try {
      // Whoever knows a client_id could ask in the name of a public client (INTR-2).
      if (caller.tokenEndpointAuthMethod === 'none') throw authenticationFailed('a public client cannot introspect')
      if (!caller.scopes.includes(introspectionScope))
        throw new ProtocolError('access_denied', `this client is not registered for the scope ${introspectionScope}`)
      if (question.token === undefined) throw new ProtocolError('invalid_request', 'token is required')
    } catch (error) {
      if (error instanceof ProtocolError) error.clientId = caller.clientId
      throw error
    }
    noteCredential(authenticated, question.correlationId)
    const live = await findIfLive(needs, question.token)
    return live === undefined ? inactive : describe(needs, caller, live)
  }
}

async function findIfLive(needs: LiveTokenNeeds, token: string): Promise<LiveToken | undefined> {
  try {
    return await findLiveToken(needs, token)
  } catch (error) {
    if (error instanceof ProtocolError && error.code === 'invalid_token') return undefined
    throw error
  }
}

function describe(needs: Needs, caller: Client, live: LiveToken): Introspection {
  const { token, authorization, client, findScope } = live
  const standing = token.scopes.filter((name) => mayBeIssued(name, client, findScope))
  // Other scopes of the token are nobody's business but their owners' (INTR-6).
  const scopes = standing.filter((name) => findScope(name)?.enforcedAudForIntrospection.includes(caller.clientId))
  if (scopes.length === 0) return inactive
  const ownsPseudonymous = standing.some((name) => {
    const scope = findScope(name)
    return scope?.requiresPseudonymousTokens === true && scope.ownerOrgno === caller.clientOrgno
  })
  // The token of a pseudonymous authorization holds no number; the owner of the scope is told it all the same (INTR-10).
  const pid = token.pid ?? (ownsPseudonymous ? authorization.pid : undefined)
  const claims = accessTokenClaims(
    {
      issuer: needs.environment.issuer,
      subject: token.subject,
      acr: token.acr,
      amr: authorization.amr,
      authTimeSeconds: authorization.authTimeSeconds,
      locale: token.locale,
      sid: authorization.sid,
      onbehalfof: authorization.onbehalfof,
      ...(pid === undefined ? {} : { pid }),
    },
    client,
    { ...token, scopes, audience: token.audience ?? [] },
  )
  return {
    active: true,
    ...claims,
    token_type: token.jkt === undefined ? 'Bearer' : 'DPoP',
    expires_in: token.expiresAtSeconds - needs.clock.nowSeconds(),
  }
}
