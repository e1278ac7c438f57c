import type { Environment } from '../../config/environments.ts'
import type { Scope } from '../../protocol/scope.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { ScopeAccess } from '../../storage/scope-access.ts'
import type { NamedAccess } from './scope-needs.ts'

interface Needs {
  readonly durable: DurableStore
}

/** Who was given access to the organisation's own scopes, in all states. A named scope is answered for although it is closed. */
export const listGivenAccesses =
  ({ durable }: Needs) =>
  async (
    environment: Environment,
    ownerOrgno: string,
    asked: { readonly withInactive: boolean; readonly scope?: string; readonly consumerOrgno?: string },
  ): Promise<readonly NamedAccess[]> => {
    const shelves = durable.environment(environment.name)
    const own = (await shelves.scopes.list())
      .map(({ thing }) => thing)
      .filter((scope) => scope.ownerOrgno === ownerOrgno)
      .filter((scope) => (asked.scope === undefined ? asked.withInactive || scope.active : scope.name === asked.scope))
    const accesses = await Promise.all(own.map(({ name }) => shelves.scopeAccess.listOfScope(name)))
    const wanted = accesses
      .flat()
      .filter(({ consumerOrgno }) => (asked.consumerOrgno ?? consumerOrgno) === consumerOrgno)
    return named(durable, own, wanted)
  }

/** What was given to the organisation, in all states. */
export const listReceivedAccesses =
  ({ durable }: Needs) =>
  async (
    environment: Environment,
    consumerOrgno: string,
    asked: { readonly withInactive: boolean },
  ): Promise<readonly NamedAccess[]> => {
    const shelves = durable.environment(environment.name)
    const scopes = (await shelves.scopes.list()).map(({ thing }) => thing)
    const seen = scopes.filter(({ active }) => active || asked.withInactive)
    const names = new Set(seen.map(({ name }) => name))
    const received = await shelves.scopeAccess.listOfConsumer(consumerOrgno)
    return named(
      durable,
      seen,
      received.filter(({ scope }) => names.has(scope)),
    )
  }

/** Adds the names of both sides; the store may be one of a transaction. */
export async function named(
  { organisations }: Pick<DurableStore, 'organisations'>,
  scopes: readonly Scope[],
  accesses: readonly ScopeAccess[],
): Promise<readonly NamedAccess[]> {
  const owners = new Map(scopes.map(({ name, ownerOrgno }) => [name, ownerOrgno]))
  const names = new Map<string, string>()
  const nameOf = async (orgno: string): Promise<string> => {
    const known = names.get(orgno) ?? (await organisations.find(orgno))?.thing.name ?? ''
    names.set(orgno, known)
    return known
  }
  const all: NamedAccess[] = []
  for (const access of accesses) {
    const ownerOrgno = owners.get(access.scope) ?? ''
    const ownerName = await nameOf(ownerOrgno)
    all.push({ ...access, ownerOrgno, ownerName, consumerName: await nameOf(access.consumerOrgno) })
  }
  return all
}
