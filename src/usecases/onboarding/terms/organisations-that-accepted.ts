import type { Organisation } from '../../../journey/records.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'

/** Organisations that have accepted some version and have not withdrawn since. */
export async function organisationsThatAccepted(store: DurableStore): Promise<readonly Organisation[]> {
  const last = new Map<string, 'acceptance' | 'withdrawal'>()
  for (const { thing } of await store.portal.termsAcceptances.list()) last.set(thing.orgno, thing.kind)
  const organisations: Organisation[] = []
  for (const [orgno, kind] of last) {
    const found = kind === 'acceptance' ? (await store.organisations.find(orgno))?.thing : undefined
    if (found !== undefined && found.state !== 'CLOSED') organisations.push(found)
  }
  return organisations
}
