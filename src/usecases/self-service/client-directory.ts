import type { Client } from '../../protocol/client.ts'
import type { FindScope, Scope } from '../../protocol/scope.ts'
import type { EnvironmentShelves } from '../../storage/durable-store.ts'

/**
 * The registry as the hot path reads it: parsed once, thrown away when the registry's version moved. The version is looked
 * at twice a second, so a change in another process is seen within that (ENV-5, REG-3), and at once after `refresh`.
 */
export interface ClientDirectory {
  /** undefined for a client that never was; inactive ones are returned as such. */
  find(clientId: string): Promise<Client | undefined>
  scopes(): Promise<FindScope>
  /** Is this the origin of a redirect URI of an active browser client (HTTP-10)? */
  isBrowserClientOrigin(origin: string): Promise<boolean>
  /** Called after a write in this process: the next look sees it. */
  refresh(): void
}

interface Cached {
  readonly version: number
  readonly clients: Map<string, Client | undefined>
  scopes: FindScope | undefined
  origins: ReadonlySet<string> | undefined
}

/** Unknown ids are remembered too, so that guessing costs no query; bounded, since they come from outside. */
const mostClients = 10_000
const longestClientId = 255
/** Real time, not the injected clock: it bounds work, it decides nothing. */
const lookEveryMilliseconds = 500

export function openClientDirectory(needs: {
  shelves: Pick<EnvironmentShelves, 'clients' | 'scopes'>
  /** Is the owner suspended or closed? Then its clients are as inactive ones (§4.1, REG-26). */
  isStopped: (orgno: string) => Promise<boolean>
}): ClientDirectory {
  const { clients, scopes } = needs.shelves
  let cached: Cached | undefined
  let lookAgainAt = 0
  const fresh = async (): Promise<Cached> => {
    const now = performance.now()
    if (cached !== undefined && now < lookAgainAt) return cached
    lookAgainAt = now + lookEveryMilliseconds
    const version = await clients.version()
    if (cached?.version !== version) cached = { version, clients: new Map(), scopes: undefined, origins: undefined }
    return cached
  }
  return {
    refresh() {
      lookAgainAt = 0
    },
    async find(clientId) {
      // No client has a longer id (REG-20), and what strangers send must not fill the memory.
      if (clientId.length > longestClientId) return undefined
      const cache = await fresh()
      if (cache.clients.has(clientId)) return cache.clients.get(clientId)
      const found = (await clients.find(clientId))?.thing
      const isOut = found?.active === true && (await needs.isStopped(found.clientOrgno))
      const client = found !== undefined && isOut ? { ...found, active: false } : found
      if (cache.clients.size >= mostClients) cache.clients.clear()
      cache.clients.set(clientId, client)
      return client
    },
    async scopes() {
      const cache = await fresh()
      if (cache.scopes === undefined) {
        const byName = new Map<string, Scope>((await scopes.list()).map(({ thing }) => [thing.name, thing]))
        cache.scopes = (name) => byName.get(name)
      }
      return cache.scopes
    },
    async isBrowserClientOrigin(origin) {
      const cache = await fresh()
      if (cache.origins === undefined) {
        const browserClients = (await clients.list())
          .map(({ thing }) => thing)
          .filter((client) => client.active && client.applicationType === 'browser')
        cache.origins = new Set(
          browserClients.flatMap((client) => client.redirectUris.map((uri) => new URL(uri).origin)),
        )
      }
      return cache.origins.has(origin)
    },
  }
}
