import type { ClientActor } from '../../../src/usecases/self-service/client-actor.ts'
import type { Standing } from '../../../src/usecases/self-service/standing.ts'

/** An installation in which every organisation has accepted all terms and has self-service in production. */
export const openStanding: Standing = {
  productionSelfService: async () => 'all',
  hasAccepted: async () => true,
  organisation: async (orgno) => ({ name: `Organisasjon ${orgno}`, isSynthetic: true, state: 'REGISTERED' }),
}

/** What the use cases of self-service need besides the store, the clock and chance. */
export const selfServiceNeeds = { standing: openStanding, portalUrl: 'http://localhost:7070', written: () => {} }

export const machineOf = (orgno: string): ClientActor => ({
  orgno,
  mayActForOthers: false,
  actor: { kind: 'machine', id: `admin-${orgno}`, orgno },
})
