import type { EmitEvent } from './audit/event.ts'
import type { ApiParts } from './compose-api-parts.ts'
import { readMachineKeyRing } from './compose-machine.ts'
import type { Environment } from './config/environments.ts'
import { apiMount, type LoadedApi } from './http/api/api-mount.ts'
import type { SiteMount } from './http/portal/site-mount.ts'
import type { DurableStore } from './storage/durable-store.ts'
import type { Clock } from './system/clock.ts'
import type { Log } from './system/log.ts'
import { openCredentialUse } from './usecases/self-service/credential-use.ts'
import type { Standing } from './usecases/self-service/standing.ts'

/** The self-service API of every environment, as doors of the portal's process. */
export const composeApi = (parts: ApiParts): readonly SiteMount[] =>
  parts.settings.environments.map((environment) => {
    const prefix = new URL(environment.api.base).pathname
    let loading: Promise<LoadedApi> | undefined
    return apiMount({
      prefix,
      load() {
        loading ??= loadApi(parts, environment, prefix)
        return loading
      },
    })
  })

async function loadApi(parts: ApiParts, environment: Environment, prefix: string): Promise<LoadedApi> {
  // With it come the schemas: loaded at the first call, so that no start waits for them.
  const { openApi } = await import('./compose-api-parts.ts')
  return openApi(parts, environment, prefix, () => readMachineKeyRing(parts.durable, environment, parts.clock))
}

/** What is known of an organisation without the portal's journey: terms are never accepted, so production stays shut. */
export const standingOfRegister = (durable: DurableStore): Standing => ({
  async productionSelfService(orgno) {
    return (await durable.organisations.find(orgno))?.thing.productionSelfService ?? 'none'
  },
  hasAccepted: async () => false,
  async organisation(orgno) {
    const found = (await durable.organisations.find(orgno))?.thing
    return found === undefined ? undefined : { name: found.name, isSynthetic: found.isSynthetic, state: found.state }
  },
})

/** Reads the events of issued tokens for the credentials they were given against (REG-69). */
export function composeCredentialUse(parts: {
  readonly environments: readonly Environment[]
  readonly durable: DurableStore
  readonly clock: Clock
  readonly log: Log
}): EmitEvent {
  const noters = new Map(
    parts.environments.map(({ name }) => [
      name,
      openCredentialUse({ shelf: parts.durable.environment(name).credentialUses, log: parts.log }),
    ]),
  )
  return (event) => {
    if (event.kind !== 'tokens-issued' || event.credentialId === undefined || event.clientId === undefined) return
    noters.get(event.environment)?.noteUse(event.clientId, event.credentialId, parts.clock.nowSeconds())
  }
}
