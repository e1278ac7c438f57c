import type { Environment } from '../../config/environments.ts'
import type { Client } from '../../protocol/client.ts'
import {
  authenticationFailed,
  type PresentedCredentials,
  requireRegisteredMethod,
} from '../../protocol/client-authentication.ts'
import { endpointUrl } from '../../protocol/discovery.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { isStrictClient } from '../../protocol/strict-profile.ts'
import type { Clock } from '../../system/clock.ts'
import type { ClientDirectory } from '../self-service/client-directory.ts'
import { type Pepper, verifyClientSecret } from '../self-service/client-secret.ts'
import type { FailureLimit } from './failure-limit.ts'
import type { AuthenticatedClient } from './grant.ts'
import { assertedClientId, type VerifyAssertion } from './verify-assertion.ts'

export interface AuthenticationContext {
  /** Address of the endpoint that was called: an audience of assertions (CAUTH-11). */
  readonly endpointUrl: string
  /** Where the request came from; failures are counted per client and address (CAUTH-5). */
  readonly remoteAddress: string
}

/** Proves which client is asking (section 9). Throws `invalid_client`, or `TooManyFailures`. */
export type AuthenticateClient = (
  credentials: PresentedCredentials,
  context: AuthenticationContext,
) => Promise<AuthenticatedClient>

interface Needs {
  readonly environment: Environment
  readonly clients: ClientDirectory
  readonly peppers: readonly Pepper[]
  readonly verifyAssertion: VerifyAssertion
  readonly failures: FailureLimit
  readonly clock: Clock
}

export const authenticateClient =
  (needs: Needs): AuthenticateClient =>
  async (credentials, context) => {
    const clientId = credentials.clientId ?? assertedClientId(credentials)
    needs.failures.refuseIfBlocked(clientId, context.remoteAddress)
    let client: Client | undefined
    try {
      client = await needs.clients.find(clientId)
      const proof = await prove(needs, client, credentials, context)
      if (client === undefined) throw authenticationFailed('there is no such client')
      return { client, ...proof }
    } catch (error) {
      if (error instanceof ProtocolError) {
        error.clientId = client?.clientId
        if (error.code === 'invalid_client') await needs.failures.count(clientId, context.remoteAddress)
      }
      throw error
    }
  }

const notInUse = 'the client is unknown or not active'

async function prove(
  needs: Needs,
  client: Client | undefined,
  credentials: PresentedCredentials,
  context: AuthenticationContext,
): Promise<Omit<AuthenticatedClient, 'client'>> {
  const isKnown = client?.active === true
  if (credentials.method === 'client_secret_basic' || credentials.method === 'client_secret_post') {
    // Compared also for an unknown client, which so costs the same time as a wrong secret (REG-71).
    const secret = await verifyClientSecret(
      isKnown ? client.secrets : [],
      credentials.secret,
      needs.peppers,
      needs.clock.nowSeconds(),
    )
    if (!isKnown) throw authenticationFailed(notInUse)
    requireRegisteredMethod(credentials.method, client.tokenEndpointAuthMethod)
    if (secret === undefined) throw authenticationFailed('the secret is none of those that are valid')
    return { clientAmr: credentials.method, credentialId: secret.secretId }
  }
  if (!isKnown) throw authenticationFailed(notInUse)
  requireRegisteredMethod(credentials.method, client.tokenEndpointAuthMethod)
  if (credentials.method === 'private_key_jwt') {
    const { issuer } = needs.environment
    // An assertion that names one endpoint could be carried to another (FAPI 2.0 §5.3.2.1).
    const audiences = isStrictClient(client) ? [issuer] : [issuer, endpointUrl(issuer, '/token'), context.endpointUrl]
    return needs.verifyAssertion(client, credentials.assertion, audiences)
  }
  return { clientAmr: credentials.method }
}
