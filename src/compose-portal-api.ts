import type { OfferedUseCases, PortalGround } from './compose-portal-ground.ts'
import type { DoorGroup } from './http/portal/portal-site.ts'
import { addPortalApi } from './http/portal-api/portal-api.ts'
import { readJournal } from './usecases/onboarding/journal/read-journal.ts'
import { verifyJournal } from './usecases/onboarding/journal/verify-journal.ts'
import { openPlaces } from './usecases/onboarding/portal-api/find-places.ts'
import { requireRight } from './usecases/onboarding/require-right.ts'
import { openRepeatedRequests } from './usecases/self-service/repeated-requests.ts'

/** Collects what the pages do, so that the JSON API does the same. */
export function openOffers() {
  const offered: Partial<OfferedUseCases> = {}
  return {
    offered,
    /** Puts use cases of pages before the API too, and hands them back. */
    offer<Name extends keyof OfferedUseCases>(name: Name, useCases: OfferedUseCases[Name]): OfferedUseCases[Name] {
      Object.assign(offered, { [name]: useCases })
      return useCases
    },
  }
}

/** The portal's JSON API (§22). Its schemas are loaded at the first call. */
export function portalApiGroup(ground: PortalGround, offered: Partial<OfferedUseCases>): DoorGroup {
  const { settings, durable, clock, log, expiringOf } = ground
  const own = {
    places: openPlaces({ durable }),
    nowSeconds: () => clock.nowSeconds(),
    readJournal: readJournal({ durable, clock }),
    verifyJournal: verifyJournal(durable),
    mayVerifyJournal: (actor: Parameters<typeof requireRight>[0]) => requireRight(actor, 'journal.verify', undefined),
  }
  return (app, doors) =>
    addPortalApi(app, doors, {
      baseUrl: settings.portal.baseUrl,
      log,
      repeated: openRepeatedRequests({ expiring: expiringOf('portal'), clock }),
      async load() {
        const { portalRoutes } = await import('./http/portal-api/portal-routes.ts')
        // Every group of pages has offered its own by now: they are put together before the first call.
        return portalRoutes({ ...(offered as OfferedUseCases), ...own })
      },
    })
}
