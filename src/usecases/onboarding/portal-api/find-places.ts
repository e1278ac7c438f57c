import type { Actor } from '../../../journey/actor.ts'
import type { Delivery } from '../../../journey/order-records.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { requireRight } from '../require-right.ts'

/**
 * Where a thing stands that an address names by its number alone, and the revision it has. Whose it is is not told to anybody:
 * the use case that is called with it judges the right.
 */
export const openPlaces = ({ durable }: { readonly durable: DurableStore }) => {
  const { portal } = durable
  return {
    async ofIntegration(id: string): Promise<string> {
      return present(await portal.integrations.find(id), 'integration').thing.orgno
    },
    async ofOrder(number: string): Promise<{ readonly orgno: string; readonly revision: number }> {
      const { thing, revision } = present(await portal.orders.find(number), 'order')
      return { orgno: thing.orgno, revision }
    },
    async ofCase(number: string): Promise<string> {
      return present(await portal.cases.find(number), 'case').thing.orgno
    },
    async ofClient(environmentName: string, clientId: string): Promise<string> {
      return present(await durable.environment(environmentName).clients.find(clientId), 'client').thing.clientOrgno
    },
    async ofOrganisation(orgno: string): Promise<number> {
      return present(await durable.organisations.find(orgno), 'organisation').revision
    },
    async ofQueueItem(id: string): Promise<{ readonly kind: string; readonly objectId: string }> {
      return present(await portal.queue.find(id), 'item').thing
    },
    /** Deliveries of an organisation, or of one of its clients, newest first. */
    async deliveries(actor: Actor, orgno: string, clientId: string | undefined): Promise<readonly Delivery[]> {
      requireRight(actor, 'delivery.read', orgno)
      const all = (await portal.deliveries.list({ orgno })).map(({ thing }) => thing).reverse()
      return clientId === undefined ? all : all.filter((one) => one.clientId === clientId)
    },
  }
}

export type Places = ReturnType<typeof openPlaces>

function present<Found>(found: Found | undefined, what: string): Found {
  return found ?? refuse('not_found', `there is no such ${what}`)
}
