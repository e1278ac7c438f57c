import type { Actor } from '../../../journey/actor.ts'
import type { Organisation } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import { readOneTimeLink, useOneTimeLink } from '../one-time-links.ts'
import { openQueueItem } from '../queue.ts'
import { record } from '../record.ts'
import { type CreatedTestClient, createTestClientIn } from './create-test-client.ts'
import type { IntegrationNeeds } from './integration-needs.ts'
import { orderOf, type PublicOrder } from './request-test-client.ts'
import { listRequestedIntegration } from './requested-integration.ts'

export type ConfirmedOrder =
  | { readonly outcome: 'created'; readonly created: CreatedTestClient; readonly order: PublicOrder }
  | { readonly outcome: 'queued'; readonly order: PublicOrder }

/** The order that a link confirms, without using it. */
export const readTestClientOrder =
  (needs: Pick<IntegrationNeeds, 'durable' | 'clock'>) =>
  async (token: string): Promise<PublicOrder> => {
    const link = await readOneTimeLink(needs.durable, token, needs.clock.nowSeconds())
    if (link.purpose !== 'confirm-form') refuse('not_found', 'the link is for something else')
    return orderOf((await needs.durable.portal.pendingForms.find(link.objectId ?? ''))?.thing)
  }

/**
 * Confirms an order by the link in M-02, for somebody who has logged in. Who has the right in the organisation, or whose
 * proven address is in a domain that it has verified, gets the client at once; anybody else's order goes to the operator
 * (ONB-52, J-2).
 */
export const confirmTestClient =
  (needs: IntegrationNeeds) =>
  async (actor: Actor, token: string): Promise<ConfirmedOrder> => {
    const confirmed = await needs.durable.transaction(async (store): Promise<ConfirmedOrder> => {
      const nowSeconds = needs.clock.nowSeconds()
      const link = await useOneTimeLink(store, token, nowSeconds)
      if (link.purpose !== 'confirm-form') refuse('not_found', 'the link is for something else')
      const found = await store.portal.pendingForms.find(link.objectId ?? '')
      const order = orderOf(found?.thing)
      if (found === undefined || found.thing.state !== 'UNCONFIRMED') refuse('link_used', 'the order is confirmed')
      const form = found.thing
      const organisation = (await store.organisations.find(order.orgno))?.thing
      const isKnown = organisation !== undefined && isOfOrganisation(organisation, form.email)
      const state = isKnown ? 'DONE' : 'CONFIRMED'
      if (!(await store.portal.pendingForms.change({ ...form, state }, found.revision, nowSeconds)))
        refuse('link_used', 'the order is being confirmed')
      await record(
        store,
        actor,
        { action: 'test.confirmed', object: { kind: 'form', id: form.id }, orgno: order.orgno },
        nowSeconds,
      )
      if (isKnown) {
        const created = await createTestClientIn(needs, store, actor, order, nowSeconds, 'screen')
        return { outcome: 'created', created, order }
      }
      if (organisation?.state === 'REGISTERED') await listRequestedIntegration(store, form, order, actor.id, nowSeconds)
      await openQueueItem(
        store,
        needs.random,
        {
          kind: 'test_request',
          orgno: order.orgno,
          environment: order.environmentName,
          objectId: form.id,
          title: `${order.organisationName}: ${String(order.request.client_name ?? '')}`,
          flags: organisation === undefined ? ['unknown_organisation'] : [],
        },
        nowSeconds,
      )
      return { outcome: 'queued', order }
    })
    if (confirmed.outcome === 'created') needs.written(confirmed.order.environmentName)
    return confirmed
  }

/** The address was proven by the link that was mailed to it. */
function isOfOrganisation({ state, emailDomains, openForColleagues }: Organisation, email: string): boolean {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase()
  return (
    state === 'REGISTERED' &&
    openForColleagues &&
    emailDomains.some((one) => one.verified && one.domain.toLowerCase() === domain)
  )
}
