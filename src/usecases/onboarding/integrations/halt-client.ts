import type { Environment } from '../../../config/environments.ts'
import type { Actor } from '../../../journey/actor.ts'
import type { Integration } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { Client } from '../../../protocol/client.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { writeChangeIn } from '../../self-service/change-client.ts'
import { isProduction } from '../../self-service/environment-registry.ts'
import { revoke } from '../../self-service/secret-rotation.ts'
import { type IntegrationEvent, moveIntegration } from '../move-integration.ts'
import { record } from '../record.ts'
import { requireFreshLogin } from '../require-right.ts'
import { requireTerms } from '../terms/require-terms.ts'
import { clientActorOf } from './client-actor-of.ts'
import { loginsOf } from './count-logins.ts'
import type { IntegrationNeeds } from './integration-needs.ts'
import { type ClientPlace, integrationOfClient, ownClient } from './own-client.ts'
import { tellOfClient } from './tell-of-client.ts'

interface Needs extends IntegrationNeeds {
  readonly productionAcr: string
}

const shortestReason = 20
const daySeconds = 86_400

interface Halting {
  readonly store: DurableStore
  readonly environment: Environment
  readonly before: Client
  readonly integration: Integration | undefined
  readonly nowSeconds: number
}

/** Stops a client at once: logins and tokens are refused until it is opened again (ONB-127, ONB-145, J-16). */
export const suspendClient = (needs: Needs) => (actor: Actor, place: ClientPlace, reason: string) => {
  requireReason(reason)
  return halting(needs, actor, place, 'client.suspend', reason, 'client.suspended', async (halt) => {
    if (!halt.before.active) illegal('suspended', halt.before)
    await moveIfListed(halt, 'suspended')
    const side = actor.operatorRoles.length > 0 ? ('operator' as const) : ('owner' as const)
    const halted = { kind: 'suspended' as const, side, atSeconds: halt.nowSeconds }
    return { after: { ...halt.before, active: false, halted }, mail: 'M-19.client-suspended' as const }
  })
}

/** Opens a suspended client again, by the side that stopped it or the operator (J-17). After a day its tokens are gone (ONB-145). */
export const reopenClient = (needs: Needs) => (actor: Actor, place: ClientPlace, reason: string) => {
  requireReason(reason)
  return halting(needs, actor, place, 'client.suspend', reason, 'client.reopened', async (halt) => {
    const { before, store, environment, nowSeconds } = halt
    const { halted, ...rest } = before
    if (before.active || halted?.kind !== 'suspended') return illegal('reopened', before)
    if (halted.side === 'operator' && actor.operatorRoles.length === 0)
      refuse('role_missing', 'the operator has stopped the client and opens it again', {
        values: { roles: 'op_reviewer, op_admin' },
      })
    await requireTerms(store, environment, before, nowSeconds)
    await moveIfListed(halt, 'reopened')
    if (nowSeconds - halted.atSeconds >= daySeconds)
      await store.environment(environment.name).authorizations.endOfClient(before.clientId, nowSeconds)
    return { after: { ...rest, active: true }, mail: 'M-19.client-reopened' as const }
  })
}

/** What somebody types and ticks who closes a client (ONB-147). */
export interface Closing {
  readonly typedName: string
  readonly inUseConfirmed: boolean
  readonly reason: string
}

/**
 * Closes a client for good: secrets, keys and tokens are revoked, its name stays taken (ONB-146, J-18). Needs its name typed,
 * and a second confirmation in production when somebody logged in during the last week.
 */
export const closeClientForGood = (needs: Needs) => (actor: Actor, place: ClientPlace, closing: Closing) =>
  halting(needs, actor, place, 'client.close', closing.reason, 'client.closed', async (halt) => {
    const { before, store, environment, nowSeconds, integration } = halt
    if (before.halted?.kind === 'closed') illegal('closed', before)
    if (closing.typedName.trim() !== before.clientName)
      refuse('confirmation_wrong', 'the name that was typed is another', {
        field: 'typed_name',
        values: { expected: before.clientName },
      })
    if (isProduction(environment) && !closing.inUseConfirmed) {
      const logins = await loginsOf(store, environment.name, before.clientId, 7, nowSeconds)
      if (logins > 0)
        refuse('required', `${logins} logins in seven days: a second confirmation is needed`, { field: 'in_use' })
    }
    await store.environment(environment.name).authorizations.endOfClient(before.clientId, nowSeconds)
    // A test client may go while its service is in production.
    const isLast = isProduction(environment) || integration?.productionClientId === undefined
    if (isLast) await moveIfListed(halt, 'closed', true)
    const after: Client = {
      ...before,
      active: false,
      jwks: [],
      secrets: before.secrets.map((secret) =>
        secret.revokedAtSeconds === undefined ? revoke(secret, nowSeconds) : secret,
      ),
      halted: { kind: 'closed', side: actor.operatorRoles.length > 0 ? 'operator' : 'owner', atSeconds: nowSeconds },
    }
    return { after, mail: 'M-20' as const }
  })

function requireReason(reason: string): void {
  if (reason.trim().length < shortestReason)
    refuse('reason_too_short', `a reason of ${shortestReason} characters at least is needed`, { field: 'reason' })
}

const illegal = (event: string, client: Client): never =>
  refuse('illegal_transition', `${event} is not possible`, {
    values: { event, state: client.active ? 'ACTIVE' : (client.halted?.kind ?? 'inactive').toUpperCase() },
  })

/** The production client carries the integration's state; of the test client only its end does (§17). */
async function moveIfListed(
  { store, environment, integration, nowSeconds }: Halting,
  event: IntegrationEvent,
  always = false,
) {
  if (integration === undefined || (!always && !isProduction(environment)) || integration.state === 'CLOSED') return
  await moveIntegration(store, integration.id, event, nowSeconds)
}

async function halting(
  needs: Needs,
  actor: Actor,
  place: ClientPlace,
  right: 'client.suspend' | 'client.close',
  reason: string,
  action: string,
  work: (
    halt: Halting,
  ) => Promise<{ readonly after: Client; readonly mail: 'M-19.client-suspended' | 'M-19.client-reopened' | 'M-20' }>,
): Promise<void> {
  await needs.durable.transaction(async (store) => {
    const { environment, found } = await ownClient(needs, store, actor, place, right)
    const nowSeconds = needs.clock.nowSeconds()
    if (isProduction(environment)) requireFreshLogin(actor, needs.productionAcr, nowSeconds)
    const before = found.thing
    const integration = await integrationOfClient(store, place)
    const { after, mail } = await work({ store, environment, before, integration, nowSeconds })
    const acting = clientActorOf(actor, place.orgno)
    await writeChangeIn(store, found, { environment, acting, action, after }, nowSeconds)
    if (reason.trim() !== '')
      await record(
        store,
        actor,
        {
          action: `${action}.reason`,
          object: { kind: 'client', id: before.clientId },
          orgno: before.clientOrgno,
          environment: environment.name,
          reason: reason.trim(),
        },
        nowSeconds,
      )
    await tellOfClient(
      needs,
      store,
      actor,
      {
        code: mail === 'M-20' ? 'M-20' : 'M-19',
        key: mail,
        environment,
        client: after,
        integration,
        to: mail === 'M-20' ? ['admins', 'technical-contact'] : ['points', 'admins', 'technical-contact'],
        values: { reason: reason.trim() },
      },
      nowSeconds,
    )
  })
  needs.written(place.environmentName)
}
