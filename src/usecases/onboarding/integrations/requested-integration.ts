import type { PendingForm } from '../../../journey/records.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { moveIntegration } from '../move-integration.ts'
import type { PublicOrder } from './request-test-client.ts'

/** The integration that stands for a confirmed order until the operator has made its client. */
export const requestedIntegrationId = (formId: string): string => `INT-${formId}`

/** Shows the organisation that a test client was ordered for it and waits for the operator (J-2). */
export async function listRequestedIntegration(
  store: DurableStore,
  form: PendingForm,
  order: PublicOrder,
  createdBy: string,
  nowSeconds: number,
): Promise<void> {
  const id = requestedIntegrationId(form.id)
  await store.portal.integrations.add(
    {
      id,
      orgno: order.orgno,
      name: String(order.request.client_name ?? ''),
      state: 'ORG_REGISTERED',
      testEnvironment: order.environmentName,
      technicalContact: order.technicalContact,
      createdBy,
    },
    nowSeconds,
  )
  await moveIntegration(store, id, 'test-requested', nowSeconds)
}
