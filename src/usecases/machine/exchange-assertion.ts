import type { EmitEvent } from '../../audit/event.ts'
import type { Environment } from '../../config/environments.ts'
import { jwtBearerGrant } from '../../protocol/client-registration-types.ts'
import { accessTokenLifetime } from '../../protocol/lifetimes.ts'
import { checkMachineClaims } from '../../protocol/machine-assertion.ts'
import { MachineFault } from '../../protocol/machine-fault.ts'
import { checkMachineScopes, type NeededDelegation } from '../../protocol/machine-scopes.ts'
import { machineTokenClaims } from '../../protocol/machine-token.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { demandsOf } from '../../protocol/scope.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import { ticketId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'
import type { Random } from '../../system/random.ts'
import type { HasDelegation } from '../delegations/ask-delegation.ts'
import type { ClientDirectory } from '../self-service/client-directory.ts'
import type { FailureLimit } from '../token/failure-limit.ts'
import { type ProvenMachineClient, type ReadAssertion, readAssertion } from './machine-client.ts'
import type { MachineKeys } from './machine-keys.ts'

interface Needs {
  readonly environment: Environment
  readonly clients: ClientDirectory
  readonly proveClient: (assertion: ReadAssertion) => Promise<ProvenMachineClient>
  readonly hasDelegation: HasDelegation
  readonly keys: MachineKeys
  readonly expiring: ExpiringStore
  readonly failures: FailureLimit
  readonly emit: EmitEvent
  readonly clock: Clock
  readonly random: Random
}

/** The answer of the machine issuer, on the wire (REG-93). */
export interface MachineTokenResponse {
  readonly access_token: string
  readonly token_type: 'Bearer'
  readonly expires_in: number
  readonly scope: string
}

export interface AssertionInput {
  readonly assertion: string
  readonly remoteAddress: string
  readonly correlationId: string
}

/** The JWT grant: an assertion against an access token for a machine (REG-92…95). Throws `ProtocolError`, `TooManyFailures`. */
export const exchangeAssertion =
  (needs: Needs) =>
  async (input: AssertionInput): Promise<MachineTokenResponse> => {
    const assertion = readAssertion(input.assertion)
    needs.failures.refuseIfBlocked(assertion.clientId, input.remoteAddress)
    let proven: ProvenMachineClient
    try {
      proven = await needs.proveClient(assertion)
    } catch (error) {
      if (error instanceof MachineFault) await needs.failures.count(assertion.clientId, input.remoteAddress)
      throw error
    }
    const { client, clientAmr, credentialId, certificate } = proven
    try {
      const response = await issue(needs, proven)
      needs.emit({
        kind: 'tokens-issued',
        grantType: jwtBearerGrant,
        clientAmr,
        credentialId,
        ...certificate,
        clientId: client.clientId,
        correlationId: input.correlationId,
        environment: needs.environment.name,
      })
      return response
    } catch (error) {
      if (error instanceof ProtocolError) error.clientId = client.clientId
      throw error
    }
  }

async function issue(needs: Needs, { client, claims, clientAmr }: ProvenMachineClient): Promise<MachineTokenResponse> {
  const nowSeconds = needs.clock.nowSeconds()
  const { machineIssuer, lifetimes } = needs.environment
  const asked = checkMachineClaims(claims, { machineIssuer, nowSeconds })
  const isFirst = await needs.expiring.putIfAbsent(
    'replay-guard',
    ticketId(`machine assertion ${client.clientId} ${asked.jti}`),
    { seen: true },
    asked.expiresAtSeconds,
  )
  if (!isFirst) throw new MachineFault('MP-012', 'jti was used before; make a new assertion for each request')
  const findScope = await needs.clients.scopes()
  const needed = checkMachineScopes(asked.scopes, client, findScope, asked.consumerOrgno)
  const delegation =
    asked.consumerOrgno === undefined
      ? undefined
      : await delegationOf(needs, needed, asked.consumerOrgno, client.clientOrgno)
  const scopeLimit = demandsOf(asked.scopes, findScope).accessTokenMaxAge
  const expiresIn = accessTokenLifetime(
    client.accessTokenLifetime,
    lifetimes.accessToken,
    scopeLimit,
    Number.POSITIVE_INFINITY,
  )
  const { signer } = await needs.keys.open()
  const accessToken = await signer.sign(
    machineTokenClaims({
      machineIssuer,
      client,
      clientAmr,
      scopes: asked.scopes,
      resources: asked.resources,
      ...(delegation === undefined ? {} : { delegation }),
      jti: needs.random.token(16),
      issuedAtSeconds: nowSeconds,
      expiresAtSeconds: nowSeconds + expiresIn,
    }),
  )
  return { access_token: accessToken, token_type: 'Bearer', expires_in: expiresIn, scope: asked.scopes.join(' ') }
}

/** Asks the source of every scope at once. Throws MP-251 when one of them is not delegated, or `temporarily_unavailable`. */
async function delegationOf(
  { hasDelegation }: Needs,
  needed: readonly NeededDelegation[],
  consumerOrgno: string,
  supplierOrgno: string,
): Promise<{ consumerOrgno: string; source: string }> {
  const [first] = needed
  // The token names one source, and every scope of it must be true of that one.
  if (first === undefined || needed.some(({ source }) => source !== first.source))
    throw new MachineFault('MP-251', 'consumer_org goes with scopes that are delegated at one source')
  const answers = await Promise.all(
    needed.map(({ scope, source }) => hasDelegation(source, scope, consumerOrgno, supplierOrgno)),
  )
  const refused = needed[answers.indexOf(false)]
  if (refused !== undefined)
    throw new MachineFault('MP-251', `no delegation of ${refused.scope} from consumer_org was found`)
  return { consumerOrgno, source: first.source }
}
