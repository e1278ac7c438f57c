import type { EnvironmentSeed } from '../../config/seed.ts'
import { type Delegation, sameDelegation } from '../../storage/delegations.ts'
import { developmentIssuer } from '../delegations/development-source.ts'
import type { EnvironmentRegistry } from '../self-service/environment-registry.ts'
import type { SeedProgress } from './seed-progress.ts'

/** The delegations of a seed, inside the transaction, after its scopes (API-43). */
export async function applyDelegations(
  { shelves, scopes }: EnvironmentRegistry,
  part: EnvironmentSeed,
  leftovers: 'none' | 'seeded' | 'all',
  nowSeconds: number,
  progress: SeedProgress,
): Promise<void> {
  const named: Delegation[] = []
  for (const { place, fields } of part.delegations) {
    const delegation = {
      scope: String(fields.scope),
      consumerOrgno: String(fields.consumer),
      supplierOrgno: String(fields.supplier),
    }
    named.push(delegation)
    const scope = scopes.get(delegation.scope)
    if (scope === undefined) {
      progress.refuse(place, [
        { field: 'scope', message: 'is unknown in this environment; register it first (API-43)' },
      ])
      continue
    }
    if (scope.delegationSource !== developmentIssuer)
      progress.warnings.push(`${place}: nobody asks for it until the scope has delegation_source ${developmentIssuer}`)
    const isNew = await shelves.delegations.add({ ...delegation, origin: 'seed', createdAtSeconds: nowSeconds })
    progress.count(isNew ? 'created' : 'unchanged')
  }
  if (leftovers === 'none') return
  for (const kept of await shelves.delegations.list()) {
    if ((leftovers === 'seeded' && kept.origin !== 'seed') || named.some((one) => sameDelegation(one, kept))) continue
    await shelves.delegations.remove(kept)
    progress.count('deactivated')
  }
}
