import type { Client, StoredSecret } from '../../protocol/client.ts'
import { type PresentedCredentials, requireRegisteredMethod } from '../../protocol/client-authentication.ts'
import { endpointUrl } from '../../protocol/discovery.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { Environment } from '../../config/environments.ts'
import type { Clock } from '../../system/clock.ts'
import type { ClientDirectory } from '../self-service/client-directory.ts'
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
export type AuthenticateClient = (credentials: PresentedCredentials, context: AuthenticationContext) => Promise<AuthenticatedClient>

/** Constant-time comparison of a presented secret with one that is stored. */
export type VerifySecret = (stored: StoredSecret, presented: string) => boolean | Promise<boolean>

interface Needs {
  readonly environment: Environment
  readonly clients: ClientDirectory
  readonly verifySecret: VerifySecret
  readonly verifyAssertion: VerifyAssertion
  readonly failures: FailureLimit
  readonly clock: Clock
}

export const authenticateClient =
  (needs: Needs): AuthenticateClient =>
  async (credentials, context) => {
    const clientId = credentials.clientId ?? assertedClientId(credentials)
    needs.failures.refuseIfBlocked(clientId, context.remoteAddress)
    try {
      const client = await needs.clients.find(clientId)
      await prove(needs, client, credentials, context)
      if (client === undefined) throw unknownClient()
      return { client, clientAmr: credentials.method }
    } catch (error) {
      if (error instanceof ProtocolError && error.code === 'invalid_client') await needs.failures.count(clientId, context.remoteAddress)
      throw error
    }
  }

const unknownClient = () => new ProtocolError('invalid_client', 'client authentication failed')

async function prove(needs: Needs, client: Client | undefined, credentials: PresentedCredentials, context: AuthenticationContext): Promise<void> {
  const isKnown = client?.active === true
  if (credentials.method === 'client_secret_basic' || credentials.method === 'client_secret_post') {
    // An unknown client costs the same comparison as a wrong secret (REG-71).
    const secrets = isKnown && client.secrets.length > 0 ? client.secrets : [decoySecret]
    const matches = await isOneOf(needs, secrets, credentials.secret)
    if (!isKnown) throw unknownClient()
    requireRegisteredMethod(credentials.method, client.tokenEndpointAuthMethod)
    if (!matches) throw unknownClient()
    return
  }
  if (!isKnown) throw unknownClient()
  requireRegisteredMethod(credentials.method, client.tokenEndpointAuthMethod)
  if (credentials.method === 'private_key_jwt') {
    const { issuer } = needs.environment
    await needs.verifyAssertion(client, credentials.assertion, [issuer, endpointUrl(issuer, '/token'), context.endpointUrl])
  }
}

async function isOneOf(needs: Needs, secrets: readonly StoredSecret[], presented: string): Promise<boolean> {
  const nowSeconds = needs.clock.nowSeconds()
  let matches = false
  for (const secret of secrets) {
    const isValid = await needs.verifySecret(secret, presented)
    // From its expiry on a secret proves nothing (CAUTH-8, REG-72).
    if (isValid && (secret.expiresAtSeconds === null || nowSeconds < secret.expiresAtSeconds)) matches = true
  }
  return matches
}

const decoySecret: StoredSecret = { kind: 'generated', secretId: 'decoy', createdAtSeconds: 0, expiresAtSeconds: 0, pepperId: 'decoy', hmac: '' }
