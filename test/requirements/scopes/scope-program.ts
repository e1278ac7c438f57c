import type { DurableStore } from '../../../src/storage/durable-store.ts'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import {
  type ApiAnswer,
  type ApiProgram,
  apiSeed,
  owner,
  publicJwk,
  startApi,
  stranger,
} from '../self-service-api/api-program.ts'

export { owner, stranger }

const machine = (clientId: string, orgno: string, scopes: readonly string[]) => ({
  client_id: clientId,
  client_orgno: orgno,
  client_name: `Maskin ${clientId}`,
  integration_type: 'maskinporten',
  scopes,
  jwks: { keys: [publicJwk('admin-key')] },
})

/** The API's seed, with administration of scopes for two organisations and a prefix for each. */
export const scopeSeed = (environment: string) => {
  const seed = apiSeed(environment)
  const points = [{ purpose: 'technical', name: 'Drift', email: 'drift@etat.example' }]
  return {
    ...seed,
    organisations: seed.organisations.map((one) =>
      one.orgno === stranger ? { ...one, notification_points: points } : one,
    ),
    prefixes: [...seed.prefixes, { prefix: 'annen', orgno: stranger }],
    clients: [
      ...seed.clients,
      machine('scopes-owner', owner, ['idporten:scopes.write', 'idporten:scopes.read', 'idporten:dcr.write']),
      machine('scopes-reader', owner, ['idporten:scopes.read']),
      machine('scopes-stranger', stranger, ['idporten:scopes.write', 'idporten:scopes.read', 'idporten:dcr.write']),
    ],
  }
}

export interface ScopeProgram extends ApiProgram {
  /** The same database, for what no door shows. */
  readonly store: DurableStore
  /** A call with a token for scope administration; `as` scopes-owner if not said. */
  administer(method: string, path: string, body?: unknown, as?: string): Promise<ApiAnswer>
}

export async function startScopes(
  environment: 'test' | 'prod-sim' = 'test',
  variables: Record<string, string> = {},
): Promise<ScopeProgram> {
  const api = await startApi(environment, variables, scopeSeed('test'))
  const store = openSqlDurableStore(openSqliteDatabase(`${api.gateway.folder}/portvakt.sqlite`))
  if (environment !== 'test') await copyRegistry(store, environment, api.gateway.clock.nowSeconds())
  return {
    ...api,
    store,
    async stop() {
      store.close()
      await api.stop()
    },
    async administer(method, path, body, as = 'scopes-owner') {
      const scope = as === 'scopes-reader' ? 'idporten:scopes.read' : 'idporten:scopes.write'
      return api.call(method, path, body, { token: await api.token(as, scope) })
    },
  }
}

/** A seed makes no clients with chosen ids in production: what stands in test is put there by hand. */
async function copyRegistry(store: DurableStore, to: string, nowSeconds: number): Promise<void> {
  const [from, target] = [store.environment('test'), store.environment(to)]
  for (const { thing } of await from.clients.list()) await target.clients.save(thing, 'hand', nowSeconds)
  for (const { thing } of await from.scopes.list()) await target.scopes.save(thing, 'hand', nowSeconds)
  for (const { thing } of await from.prefixes.list()) await target.prefixes.save(thing, 'hand', nowSeconds)
}

/** As automation sends it (section 2.3). */
export const scopeRequest = {
  prefix: 'eks',
  subscope: 'soknad.read',
  description: 'Lese søknader',
  visibility: 'PUBLIC',
  token_type: 'SELF_CONTAINED',
  at_max_age: 30,
  allowed_integration_types: ['maskinporten'],
  accessible_for_all: false,
  name: '',
}
