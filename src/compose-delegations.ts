import type { Settings } from './config/settings.ts'
import type { DurableStore } from './storage/durable-store.ts'
import type { DelegationAdapter, DelegationAdapters } from './usecases/delegations/delegation-adapter.ts'
import { developmentSource } from './usecases/delegations/development-source.ts'

/** The sources of delegations of every environment: the one for development where it may be, and `more`. */
export function composeDelegations(
  { environments }: Pick<Settings, 'environments'>,
  durable: DurableStore,
  more: DelegationAdapters = () => [],
): DelegationAdapters {
  const adapters = new Map(
    environments.map(({ name, rules }): [string, readonly DelegationAdapter[]] => [
      name,
      [
        ...(rules.developmentDelegations === 'available'
          ? [developmentSource(durable.environment(name).delegations)]
          : []),
        ...more(name),
      ],
    ]),
  )
  return (environmentName) => adapters.get(environmentName) ?? []
}
