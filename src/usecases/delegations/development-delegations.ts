import type { Environment } from '../../config/environments.ts'
import { type Breach, refuse, refuseAll } from '../../journey/refusal.ts'
import { isOrganisationNumber } from '../../protocol/organisation-number.ts'
import type { Delegation, KeptDelegation } from '../../storage/delegations.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { Clock } from '../../system/clock.ts'
import { developmentIssuer } from './development-source.ts'

interface Needs {
  readonly durable: DurableStore
  readonly clock: Clock
  readonly environments: readonly Environment[]
}

export interface DevelopmentTable {
  readonly delegations: readonly KeptDelegation[]
  /** Names of the scopes that the source is asked about. */
  readonly scopes: readonly string[]
  /** Names of organisations by their number, as far as they are known. */
  readonly names: ReadonlyMap<string, string>
}

/** Reads and writes the source of delegations for development (API-43). Throws `JourneyRefusal`. */
export function developmentDelegations({ durable, clock, environments }: Needs) {
  const shelvesOf = (environmentName: string) => {
    const environment = environments.find(({ name }) => name === environmentName)
    if (environment?.rules.developmentDelegations !== 'available')
      refuse('not_found', 'there is no such environment with delegations for development')
    return durable.environment(environmentName)
  }
  const delegable = async (environmentName: string): Promise<readonly string[]> =>
    (await shelvesOf(environmentName).scopes.list())
      .filter(({ thing }) => thing.active && thing.delegationSource === developmentIssuer)
      .map(({ thing }) => thing.name)
  return {
    async read(environmentName: string): Promise<DevelopmentTable> {
      const organisations = await durable.organisations.list()
      return {
        delegations: await shelvesOf(environmentName).delegations.list(),
        scopes: await delegable(environmentName),
        names: new Map(organisations.map(({ thing }) => [thing.orgno, thing.name])),
      }
    },

    /** What is there already stays as it is. */
    async add(environmentName: string, delegation: Delegation): Promise<void> {
      refuseAll(breachesOf(delegation, await delegable(environmentName)))
      const kept = { ...delegation, origin: 'hand', createdAtSeconds: clock.nowSeconds() } as const
      await shelvesOf(environmentName).delegations.add(kept)
    },

    /** What is not there any more is no fault: two people may press the button. */
    async remove(environmentName: string, delegation: Delegation): Promise<void> {
      await shelvesOf(environmentName).delegations.remove(delegation)
    },
  }
}

function breachesOf({ scope, consumerOrgno, supplierOrgno }: Delegation, scopes: readonly string[]): readonly Breach[] {
  const breaches: Breach[] = []
  if (!scopes.includes(scope))
    breaches.push({ code: 'invalid_value', field: 'scope', message: `must be a scope of ${developmentIssuer}` })
  for (const [field, orgno] of Object.entries({ consumer: consumerOrgno, supplier: supplierOrgno }))
    if (!isOrganisationNumber(orgno))
      breaches.push({ code: 'orgno_invalid', field, message: 'must be nine digits with a right check digit' })
  if (breaches.length === 0 && consumerOrgno === supplierOrgno)
    breaches.push({ code: 'invalid_value', field: 'supplier', message: 'must be another organisation than consumer' })
  return breaches
}
