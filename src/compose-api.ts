import type { EmitEvent } from './audit/event.ts'
import type { ApiParts } from './compose-api-parts.ts'
import { readMachineKeyRing } from './compose-machine.ts'
import type { Environment } from './config/environments.ts'
import { apiMount, type LoadedApi } from './http/api/api-mount.ts'
import type { SiteMount } from './http/portal/site-mount.ts'
import type { DurableStore } from './storage/durable-store.ts'
import type { Clock } from './system/clock.ts'
import type { Log } from './system/log.ts'
import { hasAcceptedTerms } from './usecases/onboarding/terms/require-terms.ts'
import { openCredentialUse } from './usecases/self-service/credential-use.ts'
import type { Standing } from './usecases/self-service/standing.ts'

/** The self-service API of every environment, as doors of the portal's process. */
export const composeApi = (parts: Omit<ApiParts, 'standing'>): readonly SiteMount[] =>
  parts.settings.environments.map((environment) => {
    const prefix = new URL(environment.api.base).pathname
    let loading: Promise<LoadedApi> | undefined
    return apiMount({
      prefix,
      load() {
        loading ??= loadApi(parts, environment, prefix).catch((error: unknown) => {
          loading = undefined
          throw error
        })
        return loading
      },
    })
  })

async function loadApi(
  parts: Omit<ApiParts, 'standing'>,
  environment: Environment,
  prefix: string,
): Promise<LoadedApi> {
  // With it come the schemas: loaded at the first call, so that no start waits for them.
  const { openApi } = await import('./compose-api-parts.ts')
  const standing = standingIn(parts.durable, environment, parts.clock)
  return openApi({ ...parts, standing }, environment, prefix, () =>
    readMachineKeyRing(parts.durable, environment, parts.clock),
  )
}

/** What organisations may do in this environment, by the register and by the terms they have accepted (ONB-26, ONB-42). */
export const standingIn = (durable: DurableStore, environment: Environment, clock: Clock): Standing => ({
  async productionSelfService(orgno) {
    return (await durable.organisations.find(orgno))?.thing.productionSelfService ?? 'none'
  },
  hasAccepted: (orgno, chapter) => hasAcceptedTerms(durable, environment, orgno, chapter, clock.nowSeconds()),
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
    if (!('credentialId' in event) || event.credentialId === undefined || event.clientId === undefined) return
    noters.get(event.environment)?.noteUse(event.clientId, event.credentialId, parts.clock.nowSeconds())
  }
}
