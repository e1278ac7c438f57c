import type { Environment } from '../../config/environments.ts'
import { type Client, type IntegrationType, integrationTypes } from '../../protocol/client.ts'
import type { RegistrationFault } from '../../protocol/client-registration-fault.ts'
import type { ClientRequest } from '../../protocol/client-registration-fields.ts'
import type { Registered } from '../../storage/durable-store.ts'
import type { Random } from '../../system/random.ts'
import { type ChangeClientNeeds, recordClientWrite, type Undone } from './change-client.ts'
import { type ClientActor, faultsOfRight } from './client-actor.ts'
import { isProduction, openEnvironmentRegistry } from './environment-registry.ts'
import type { ListNewClient } from './list-new-client.ts'
import { newClientId, type SaveClientCommand, saveClientIn } from './save-client.ts'
import { faultsOfSmallChange } from './small-change.ts'
import { faultsOfProduction, hasSelfService, type Standing } from './standing.ts'
import type { TellCustomer } from './tell-customer.ts'

interface Needs extends ChangeClientNeeds {
  readonly environments: readonly Environment[]
  readonly random: Random
  readonly standing: Standing
  /** Where people go on, told with a refusal. */
  readonly portalUrl: string
  readonly tellCustomer: TellCustomer
  /** Absent where nothing new is made. */
  readonly listNewClient?: ListNewClient
}

export interface SaveOwnClientCommand {
  readonly request: ClientRequest
  readonly acting: ClientActor
  /** The client that is replaced; absent: a new one. */
  readonly replaces?: string
  /** Revisions of which one must be the present one (If-Match). */
  readonly revisions?: readonly number[]
  readonly shapeFaults?: readonly RegistrationFault[]
}

export type SavedOwnClient =
  | { readonly outcome: 'saved'; readonly client: Registered<Client>; readonly warnings: readonly string[] }
  | Undone

/**
 * Makes or replaces a client for an organisation that acts by itself: `saveClient` with the rules of production and of
 * suppliers in front, and the journal behind (REG-111, REG-150, REG-151).
 */
export const saveOwnClient =
  (needs: Needs) =>
  async (environment: Environment, command: SaveOwnClientCommand): Promise<SavedOwnClient> => {
    // Before the transaction, in which nothing but its own store is awaited.
    const judge = await judgeOfProduction(needs, environment, command)
    const saved = await needs.durable.transaction(async (store): Promise<SavedOwnClient> => {
      const { acting, replaces } = command
      const shelf = store.environment(environment.name).clients
      const existing = replaces === undefined ? undefined : await shelf.find(replaces)
      if (replaces !== undefined && existing === undefined) return { outcome: 'unknown' }
      const rightFaults = existing === undefined ? [] : faultsOfRight(acting, existing.thing, 'edit')
      if (rightFaults.length > 0) return { outcome: 'refused', faults: rightFaults }
      if (existing !== undefined && command.revisions?.includes(existing.revision) === false)
        return { outcome: 'stale' }
      const nowSeconds = needs.clock.nowSeconds()
      const registry = await openEnvironmentRegistry(store, environment, needs.environments)
      const answer = await saveClientIn(
        registry,
        {
          request: command.request,
          writer: { origin: 'hand', role: 'owner', orgno: acting.orgno, mayActForOthers: acting.mayActForOthers },
          ...(replaces === undefined ? {} : { replaces }),
          ...(command.shapeFaults === undefined ? {} : { shapeFaults: command.shapeFaults }),
          judge,
        },
        nowSeconds,
        newClientId(needs.random),
      )
      if (answer.outcome === 'unknown' || answer.outcome === 'refused') return answer
      const client = await shelf.find(answer.client.clientId)
      if (client === undefined) throw new Error(`client ${answer.client.clientId} vanished while it was written`)
      if (answer.outcome !== 'unchanged') {
        const action = existing === undefined ? 'client.created' : 'client.updated'
        const before = existing?.thing
        await recordClientWrite(store, { environment, acting, action, before, after: client.thing }, nowSeconds)
        if (existing === undefined) {
          await needs.tellCustomer(store, environment, client.thing, nowSeconds)
          await needs.listNewClient?.(store, environment, client.thing, acting, nowSeconds)
        }
      }
      return { outcome: 'saved', client, warnings: answer.warnings }
    })
    if (saved.outcome === 'saved') needs.written(environment.name)
    return saved
  }

type Judge = NonNullable<SaveClientCommand['judge']>

async function judgeOfProduction(
  needs: Needs,
  environment: Environment,
  { request, acting, replaces }: SaveOwnClientCommand,
): Promise<Judge> {
  if (!isProduction(environment)) return () => []
  const { standing, portalUrl } = needs
  const existing =
    replaces === undefined
      ? undefined
      : (await needs.durable.environment(environment.name).clients.find(replaces))?.thing
  const type = existing?.integrationType ?? askedType(request)
  // What is no type at all, or whose client is unknown, is refused by the rules themselves.
  if (type === undefined) return () => []
  const owner =
    existing?.clientOrgno ?? (typeof request.client_orgno === 'string' ? request.client_orgno : acting.orgno)
  const faults = await faultsOfProduction(standing, { asking: acting.orgno, owner, type }, portalUrl)
  const isFree = await hasSelfService(standing, acting.orgno, type)
  return (client, former) => {
    if (former === undefined || !former.active) return faults
    // Terms that have lapsed stop changes as a missing right does; a client may only be made less (ONB-38).
    return isFree && faults.length === 0 ? [] : faultsOfSmallChange(former, client, environment, portalUrl)
  }
}

const askedType = (request: ClientRequest): IntegrationType | undefined => {
  const asked = String(request.integration_type).toLowerCase()
  return integrationTypes.find((type) => type === asked)
}
