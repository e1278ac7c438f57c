import type { EnvironmentSeed } from '../../config/seed.ts'
import { faultsOfNewSource } from '../../protocol/delegated-scope.ts'
import { type Delegation, sameDelegation } from '../../storage/delegations.ts'
import { developmentIssuer } from '../delegations/development-source.ts'
import type { EnvironmentRegistry } from '../self-service/environment-registry.ts'
import type { NewlyDelegated } from './apply-scopes.ts'
import type { SeedProgress } from './seed-progress.ts'

/** A client that acts on behalf of others, and that the seed leaves as it is, keeps a scope from being delegated (API-42). */
export async function judgeNewlyDelegated(
  { shelves }: EnvironmentRegistry,
  scopes: readonly NewlyDelegated[],
  progress: SeedProgress,
): Promise<void> {
  if (scopes.length === 0) return
  const clients = (await shelves.clients.list()).map(({ thing }) => thing)
  for (const { place, scope, former } of scopes) progress.refuse(place, faultsOfNewSource(scope, former, clients))
}

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
