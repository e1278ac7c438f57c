import type { Environment } from '../../config/environments.ts'
import type { RegistrationFault } from '../../protocol/client-registration-fault.ts'
import { isOrganisationNumber } from '../../protocol/organisation-number.ts'
import type { Scope } from '../../protocol/scope.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { ScopeAccess } from '../../storage/scope-access.ts'
import type { ClientActor } from '../self-service/client-actor.ts'
import { isProduction } from '../self-service/environment-registry.ts'
import { forbidden } from '../self-service/standing.ts'
import { named } from './list-accesses.ts'
import { recordOfScopes } from './record-scope.ts'
import type { SavedAccess, ScopeNeeds } from './scope-needs.ts'
import type { TellConsumer } from './tell-consumer.ts'

export interface DecideAccessNeeds extends ScopeNeeds {
  readonly tellConsumer: TellConsumer
}

/** Gives an organisation access to a scope of the one that acts; giving it again changes nothing (API-21…23). */
export const approveAccess =
  (needs: DecideAccessNeeds) =>
  (environment: Environment, scope: string, consumerOrgno: string, acting: ClientActor): Promise<SavedAccess> =>
    decide(needs, environment, scope, consumerOrgno, acting, 'APPROVED')

/** Withdraws or refuses it; registrations stay and get no tokens any more (REG-133, API-31). */
export const denyAccess =
  (needs: DecideAccessNeeds) =>
  (environment: Environment, scope: string, consumerOrgno: string, acting: ClientActor): Promise<SavedAccess> =>
    decide(needs, environment, scope, consumerOrgno, acting, 'DENIED')

async function decide(
  needs: DecideAccessNeeds,
  environment: Environment,
  name: string,
  consumerOrgno: string,
  acting: ClientActor,
  state: 'APPROVED' | 'DENIED',
): Promise<SavedAccess> {
  const saved = await needs.durable.transaction(async (store): Promise<SavedAccess> => {
    const { scopes, scopeAccess } = store.environment(environment.name)
    const scope = (await scopes.find(name))?.thing
    if (scope === undefined) return { outcome: 'unknown', what: 'scope' }
    const faults =
      scope.ownerOrgno === acting.orgno
        ? await faultsOfConsumer(store, environment, consumerOrgno)
        : [forbidden('the scope belongs to another organisation (API-21)')]
    if (faults.length > 0) return { outcome: 'refused', faults }
    const former = await scopeAccess.find(name, consumerOrgno)
    if (state === 'DENIED' && former === undefined) return { outcome: 'unknown', what: 'access' }
    if (state === 'APPROVED' && !scope.active)
      return {
        outcome: 'refused',
        faults: [{ field: 'scope', message: 'is closed; open it first (API-23)', kind: 'conflict' }],
      }
    if (former?.state === state) return savedAccess(store, scope, former)
    const nowSeconds = needs.clock.nowSeconds()
    const access: ScopeAccess = {
      scope: name,
      consumerOrgno,
      state,
      origin: 'hand',
      createdAtSeconds: former?.createdAtSeconds ?? nowSeconds,
      updatedAtSeconds: nowSeconds,
      // Nobody is told of what the organisation gives itself.
      toldAtSeconds: consumerOrgno === scope.ownerOrgno ? nowSeconds : null,
    }
    await scopeAccess.save(access)
    await recordOfScopes(
      store,
      {
        environment,
        acting,
        action: state === 'APPROVED' ? 'scope_access.approved' : 'scope_access.denied',
        object: { kind: 'scope_access', id: `${name} ${consumerOrgno}` },
        orgno: scope.ownerOrgno,
        ...(former === undefined ? {} : { before: { state: former.state } }),
        after: { state, consumer: consumerOrgno },
      },
      nowSeconds,
    )
    await needs.tellConsumer(store, environment, consumerOrgno, nowSeconds)
    return savedAccess(store, scope, access)
  })
  if (saved.outcome === 'saved') needs.written(environment.name)
  return saved
}

export async function savedAccess(store: DurableStore, scope: Scope, access: ScopeAccess): Promise<SavedAccess> {
  const [full] = await named(store, [scope], [access])
  if (full === undefined) throw new Error('an access got no names')
  return { outcome: 'saved', access: full }
}

/** In production the organisation must be known here; elsewhere any valid number will do (API-22). */
async function faultsOfConsumer(
  store: DurableStore,
  environment: Environment,
  orgno: string,
): Promise<RegistrationFault[]> {
  const fault = (message: string): RegistrationFault[] => [{ field: 'consumer_orgno', message: `${message} (API-22)` }]
  if (!isOrganisationNumber(orgno)) return fault(`${printable(orgno)} must be nine digits with a right check digit`)
  if (!isProduction(environment)) return []
  const known = (await store.organisations.find(orgno))?.thing
  return known === undefined || known.state === 'CLOSED'
    ? fault(`${orgno} is no organisation of the register here`)
    : []
}

const printable = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 40)
