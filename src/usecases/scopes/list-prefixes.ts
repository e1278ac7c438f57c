import type { Environment } from '../../config/environments.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { DatedPrefix } from './scope-needs.ts'

/** Prefixes that were given away, by name; of one organisation where it is named (section 2.3). */
export const listPrefixes =
  ({ durable }: { readonly durable: DurableStore }) =>
  async (environment: Environment, orgno?: string): Promise<readonly DatedPrefix[]> =>
    (await durable.environment(environment.name).prefixes.list()).filter(
      ({ thing }) => orgno === undefined || thing.ownerOrgno === orgno,
    )
