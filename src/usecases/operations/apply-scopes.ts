import { isDeepStrictEqual } from 'node:util'
import type { EnvironmentSeed, SeedEntry } from '../../config/seed.ts'
import type { Scope } from '../../protocol/scope.ts'
import type { ScopePrefix } from '../../protocol/scope-prefix.ts'
import { prefixOf, readScopeRegistration } from '../../protocol/scope-registration.ts'
import { bare } from '../../protocol/scope-request.ts'
import type { EnvironmentRegistry } from '../self-service/environment-registry.ts'
import type { SeedProgress } from './seed-progress.ts'

/** A scope of the seed that had no source of delegations before, if it was there; to be judged when the clients stand. */
export interface NewlyDelegated {
  readonly place: string
  readonly scope: Scope
  readonly former: Scope
}

/**
 * Prefixes, scopes and accesses of a seed, inside the transaction. `leftovers` all: accesses that it does not name end.
 * Answers the scopes that got a source of delegations.
 */
export async function applyScopes(
  registry: EnvironmentRegistry,
  part: EnvironmentSeed,
  leftovers: 'none' | 'seeded' | 'all',
  nowSeconds: number,
  progress: SeedProgress,
): Promise<readonly NewlyDelegated[]> {
  const owners = await applyPrefixes(registry, part.prefixes, nowSeconds)
  const before = new Map(registry.scopes)
  for (const entry of part.scopes) await applyScope(registry, entry, owners, leftovers === 'all', nowSeconds, progress)
  return part.scopes.flatMap(({ place, fields }) => {
    const name = String(fields.name)
    const [former, scope] = [before.get(name), registry.scopes.get(name)]
    const isNew = former?.delegationSource === undefined && scope?.delegationSource !== undefined
    return isNew && former !== undefined && scope !== undefined ? [{ place, scope, former }] : []
  })
}

/** Writes who owns a prefix; answers the owners, the registry's and the seed's (SCOPE-1). */
async function applyPrefixes(
  registry: EnvironmentRegistry,
  entries: readonly SeedEntry[],
  nowSeconds: number,
): Promise<ReadonlyMap<string, string>> {
  const { shelves } = registry
  const owners = new Map((await shelves.prefixes.list()).map(({ thing }) => [thing.prefix, thing.ownerOrgno]))
  for (const { fields } of entries) {
    const prefix = { prefix: bare(String(fields.prefix)), ownerOrgno: String(fields.orgno) }
    if (owners.get(prefix.prefix) === prefix.ownerOrgno) continue
    owners.set(prefix.prefix, prefix.ownerOrgno)
    const former = await shelves.prefixes.find(prefix.prefix)
    await shelves.prefixes.save(prefix, former?.origin ?? 'seed', nowSeconds)
    if (former !== undefined) await moveScopes(registry, prefix, nowSeconds)
  }
  return owners
}

/** With a prefix go all scopes below it: the one way in which a scope gets another owner (API-12). */
async function moveScopes(
  { shelves, scopes }: EnvironmentRegistry,
  { prefix, ownerOrgno }: ScopePrefix,
  nowSeconds: number,
): Promise<void> {
  for (const scope of [...scopes.values()].filter(({ name }) => prefixOf(name) === prefix)) {
    const moved = { ...scope, ownerOrgno }
    scopes.set(scope.name, moved)
    const former = await shelves.scopes.find(scope.name)
    await shelves.scopes.save(moved, former?.origin ?? 'seed', nowSeconds)
  }
}

async function applyScope(
  registry: EnvironmentRegistry,
  entry: SeedEntry,
  owners: ReadonlyMap<string, string>,
  isWhole: boolean,
  nowSeconds: number,
  progress: SeedProgress,
): Promise<void> {
  const read = readScopeRegistration(entry.fields, (prefix) => owners.get(prefix))
  if (!read.ok) return progress.refuse(entry.place, read.faults)
  for (const name of registry.scopes.keys())
    if (name !== read.scope.name && name.toLowerCase() === read.scope.name.toLowerCase())
      return progress.refuse(entry.place, [
        { field: 'name', message: `differs only in letter case from ${name} (API-12)` },
      ])
  const { scopes } = registry.shelves
  const former = await scopes.find(read.scope.name)
  const scope = { ...read.scope, access: await applyAccess(registry, read.scope, isWhole, nowSeconds) }
  registry.scopes.set(scope.name, scope)
  if (former !== undefined && isDeepStrictEqual(former.thing, scope)) return progress.count('unchanged')
  const isOnlyAccess =
    former !== undefined && isDeepStrictEqual({ ...former.thing, access: [] }, { ...scope, access: [] })
  if (!isOnlyAccess) await scopes.save(scope, former?.origin ?? 'seed', nowSeconds)
  progress.count(former === undefined ? 'created' : 'updated')
}

/** Approves what the seed names, and takes back what a seed gave and this one does not; what was approved by hand stays (REG-162). */
async function applyAccess(
  { shelves }: EnvironmentRegistry,
  { name, access }: { readonly name: string; readonly access: readonly string[] },
  isWhole: boolean,
  nowSeconds: number,
): Promise<readonly string[]> {
  const { scopeAccess } = shelves
  const present = new Map((await scopeAccess.listOfScope(name)).map((one) => [one.consumerOrgno, one]))
  for (const consumerOrgno of access) {
    const former = present.get(consumerOrgno)
    if (former?.state === 'APPROVED') continue
    const created = former?.createdAtSeconds ?? nowSeconds
    const times = { createdAtSeconds: created, updatedAtSeconds: nowSeconds, toldAtSeconds: nowSeconds }
    await scopeAccess.save({ scope: name, consumerOrgno, state: 'APPROVED', origin: 'seed', ...times })
  }
  const kept = [...access]
  for (const one of present.values()) {
    if (one.state !== 'APPROVED' || access.includes(one.consumerOrgno)) continue
    if (one.origin === 'seed' || isWhole)
      await scopeAccess.save({ ...one, state: 'DENIED', updatedAtSeconds: nowSeconds, toldAtSeconds: nowSeconds })
    else kept.push(one.consumerOrgno)
  }
  return kept.sort()
}
