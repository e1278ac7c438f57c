import { isDeepStrictEqual } from 'node:util'
import type { EnvironmentSeed, SeedClient, SeedEntry } from '../../config/seed.ts'
import { seedTokenOrgno } from '../../config/seed-rules.ts'
import type { LevelOfAssurance } from '../../protocol/level-of-assurance.ts'
import type { TestUser } from '../../storage/records.ts'
import { deactivateClientIn } from '../self-service/deactivate-client.ts'
import type { EnvironmentRegistry } from '../self-service/environment-registry.ts'
import { saveClientIn } from '../self-service/save-client.ts'
import { applyDelegations, judgeNewlyDelegated } from './apply-delegations.ts'
import { applyScopes } from './apply-scopes.ts'
import type { SeedProgress } from './seed-progress.ts'
import { type SeedSecrets, secretKey } from './seed-secrets.ts'

/** What becomes of objects that the seed does not name (REG-162). */
export type Leftovers = 'none' | 'seeded' | 'all'

/** One environment's part of a seed, inside the transaction. Faults go to `progress`. */
export async function applyEnvironmentSeed(
  registry: EnvironmentRegistry,
  part: EnvironmentSeed,
  secrets: SeedSecrets,
  leftovers: Leftovers,
  nowSeconds: number,
  progress: SeedProgress,
): Promise<void> {
  const newlyDelegated = await applyScopes(registry, part, leftovers, nowSeconds, progress)
  for (const client of part.clients)
    await applyClient(registry, client, secrets.get(secretKey(part.environment, client.clientId)), nowSeconds, progress)
  await judgeNewlyDelegated(registry, newlyDelegated, progress)
  await applyDelegations(registry, part, leftovers, nowSeconds, progress)
  for (const entry of part.testUsers) await applyTestUser(registry, entry, nowSeconds, progress)
  if (leftovers !== 'none') await closeLeftovers(registry, part, leftovers, nowSeconds, progress)
}

async function applyClient(
  registry: EnvironmentRegistry,
  client: SeedClient,
  secrets: Parameters<typeof saveClientIn>[1]['secrets'],
  nowSeconds: number,
  progress: SeedProgress,
): Promise<void> {
  const isThere = registry.clientIds.get(client.clientId.toLowerCase()) === client.clientId
  const command = {
    request: client.fields,
    writer: { origin: 'seed', role: 'operator', orgno: seedTokenOrgno(client), mayActForOthers: true } as const,
    ...(isThere ? { replaces: client.clientId } : {}),
    ...(secrets === undefined ? {} : { secrets }),
  }
  const saved = await saveClientIn(registry, command, nowSeconds, '')
  if (saved.outcome === 'refused') return progress.refuse(client.place, saved.faults)
  if (saved.outcome === 'unknown') throw new Error(`the client at ${client.place} vanished while it was written`)
  progress.count(saved.outcome)
  for (const warning of saved.warnings) progress.warnings.push(`${client.place}: ${warning}`)
}

const levels: Readonly<Record<string, LevelOfAssurance>> = {
  low: 'idporten-loa-low',
  substantial: 'idporten-loa-substantial',
  high: 'idporten-loa-high',
}

async function applyTestUser(
  registry: EnvironmentRegistry,
  { fields }: SeedEntry,
  nowSeconds: number,
  progress: SeedProgress,
): Promise<void> {
  const name = fields.name as { given: string; family: string } | null
  const user: TestUser = {
    pid: String(fields.pid),
    ...(name === null ? {} : { givenName: name.given, familyName: name.family }),
    pool: typeof fields.pool === 'string' ? fields.pool : null,
    eids: fields.eids as readonly string[],
    levelMax: levels[String(fields.level_max)] ?? null,
  }
  const former = await registry.shelves.testUsers.find(user.pid)
  if (former !== undefined && isDeepStrictEqual(former.thing, user)) return progress.count('unchanged')
  await registry.shelves.testUsers.save(user, former?.origin ?? 'seed', nowSeconds)
  progress.count(former === undefined ? 'created' : 'updated')
}

async function closeLeftovers(
  registry: EnvironmentRegistry,
  part: EnvironmentSeed,
  leftovers: 'seeded' | 'all',
  nowSeconds: number,
  progress: SeedProgress,
): Promise<void> {
  const { shelves, store } = registry
  const named = (entries: readonly SeedEntry[], key: string) =>
    new Set(entries.map(({ fields }) => String(fields[key])))
  const clients = named(part.clients, 'client_id')
  const scopes = named(part.scopes, 'name')
  const users = named(part.testUsers, 'pid')
  const goes = ({ origin }: { origin: string }): boolean => leftovers === 'all' || origin === 'seed'
  for (const found of (await shelves.clients.list()).filter(goes)) {
    if (!found.thing.active || clients.has(found.thing.clientId)) continue
    await deactivateClientIn(store, part.environment, found.thing.clientId, nowSeconds)
    progress.count('deactivated')
  }
  for (const found of (await shelves.scopes.list()).filter(goes)) {
    if (!found.thing.active || scopes.has(found.thing.name)) continue
    await shelves.scopes.save({ ...found.thing, active: false }, found.origin, nowSeconds)
    progress.count('deactivated')
  }
  for (const found of (await shelves.testUsers.list()).filter(goes)) {
    if (users.has(found.thing.pid)) continue
    await shelves.testUsers.remove(found.thing.pid)
    progress.count('deactivated')
  }
}
