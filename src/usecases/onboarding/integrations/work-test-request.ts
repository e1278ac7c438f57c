import type { Actor } from '../../../journey/actor.ts'
import type { Organisation, PendingForm } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import { closeQueueItem } from '../queue.ts'
import { requireNoInterest, requireRight } from '../require-right.ts'
import { createTestClientIn } from './create-test-client.ts'
import type { IntegrationNeeds } from './integration-needs.ts'
import { orderOf, type PublicOrder } from './request-test-client.ts'
import { requestedIntegrationId } from './requested-integration.ts'

export interface TestRequest {
  readonly form: PendingForm
  readonly order: PublicOrder
  readonly organisation: Organisation | undefined
}

/** A confirmed order of a test client, for the operator. */
export const readTestRequest =
  (needs: Pick<IntegrationNeeds, 'durable'>) =>
  async (actor: Actor, formId: string): Promise<TestRequest> => {
    requireRight(actor, 'queue.read', undefined)
    const form = (await needs.durable.portal.pendingForms.find(formId))?.thing
    const order = orderOf(form)
    if (form === undefined || form.state === 'UNCONFIRMED') refuse('not_found', 'the order is not confirmed')
    return { form, order, organisation: (await needs.durable.organisations.find(order.orgno))?.thing }
  }

/**
 * Makes the client of a confirmed order. The operator sees no secret: the contact gets a link that makes it when it is used
 * (ONB-54, N-17).
 */
export const createRequestedClient =
  (needs: IntegrationNeeds) =>
  async (actor: Actor, formId: string): Promise<void> => {
    requireRight(actor, 'order.review', undefined)
    const environmentName = await needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const found = await store.portal.pendingForms.find(formId)
      const order = orderOf(found?.thing)
      requireNoInterest(actor, order.orgno)
      if (found === undefined || found.thing.state !== 'CONFIRMED')
        refuse('illegal_transition', 'the order is not waiting', {
          values: { state: found?.thing.state ?? '', event: 'test-client-created' },
        })
      if (!(await store.portal.pendingForms.change({ ...found.thing, state: 'DONE' }, found.revision, nowSeconds)))
        refuse('already_claimed', 'somebody else works on the order', { values: { name: '' } })
      await createTestClientIn(
        needs,
        store,
        actor,
        { ...order, integrationId: requestedIntegrationId(formId) },
        nowSeconds,
        'reveal',
      )
      await closeQueueItem(store, 'test_request', formId, nowSeconds)
      return order.environmentName
    })
    needs.written(environmentName)
  }
