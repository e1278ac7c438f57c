import type { Client } from '../../protocol/client.ts'
import type { Logo } from '../../protocol/logo.ts'
import type { DurableStore, Registered } from '../../storage/durable-store.ts'
import { logoOf, withLogo } from '../onboarding/logos/logo-target.ts'
import { writeClient } from './write-client.ts'

/** A picture that was read and written anew. */
export interface ReadLogo {
  readonly logo: Logo
  readonly png: Buffer
}

export interface PutLogo {
  readonly environmentName: string
  readonly found: Registered<Client>
  readonly onbehalfof: string | undefined
  /** undefined: none from now on. */
  readonly next: ReadLogo | undefined
}

/**
 * Shows another logo, or none, from now on, in the caller's transaction. The bytes of the former one go when nobody else in
 * the environment shows them: what the gateway serves is what its pages show.
 */
export async function putLogo(
  store: DurableStore,
  { environmentName, found, onbehalfof, next }: PutLogo,
  nowSeconds: number,
): Promise<Client> {
  const shelves = store.environment(environmentName)
  const former = logoOf(found.thing, onbehalfof)
  const after = withLogo(found.thing, onbehalfof, next?.logo)
  if (next !== undefined) await shelves.logos.save(next.logo.hash, next.png)
  await writeClient(shelves, after, found.origin, nowSeconds)
  if (former === undefined || former.hash === next?.logo.hash) return after
  const shows = ({ thing }: Registered<Client>) =>
    [thing, ...thing.onbehalfof].some(({ logo }) => logo?.hash === former.hash)
  if (!(await shelves.clients.list()).some(shows)) await shelves.logos.remove(former.hash)
  return after
}
