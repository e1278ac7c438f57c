import type { Actor } from '../../../journey/actor.ts'
import { refuse } from '../../../journey/refusal.ts'
import { moveIntegration } from '../move-integration.ts'
import { requireReason } from '../organisations/require-reason.ts'
import { closeQueueItem } from '../queue.ts'
import { record } from '../record.ts'
import { requireNoInterest, requireRight } from '../require-right.ts'
import { writeMail } from '../write-mail.ts'
import { environmentOf, type IntegrationNeeds } from './integration-needs.ts'
import { orderOf } from './request-test-client.ts'
import { requestedIntegrationId } from './requested-integration.ts'

/** Says no to a confirmed order of a test client, with a reason that goes to who ordered it (M-14). */
export const declineTestRequest =
  (needs: IntegrationNeeds) =>
  (actor: Actor, formId: string, reason: string): Promise<void> => {
    requireRight(actor, 'order.review', undefined)
    return needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const found = await store.portal.pendingForms.find(formId)
      const order = orderOf(found?.thing)
      requireNoInterest(actor, order.orgno)
      if (found === undefined || found.thing.state !== 'CONFIRMED')
        refuse('illegal_transition', 'the order is not waiting', {
          values: { state: found?.thing.state ?? '', event: 'decline' },
        })
      requireReason(reason)
      if (!(await store.portal.pendingForms.change({ ...found.thing, state: 'REMOVED' }, found.revision, nowSeconds)))
        refuse('already_claimed', 'somebody else works on the order', { values: { name: '' } })
      const integrationId = requestedIntegrationId(formId)
      if ((await store.portal.integrations.find(integrationId)) !== undefined)
        await moveIntegration(store, integrationId, 'request-declined', nowSeconds)
      await closeQueueItem(store, 'test_request', formId, nowSeconds)
      const environment = environmentOf(needs, order.environmentName)
      await record(
        store,
        actor,
        {
          action: 'test.declined',
          object: { kind: 'form', id: formId },
          orgno: order.orgno,
          environment: environment.name,
          reason: reason.trim(),
        },
        nowSeconds,
      )
      const language = (await store.organisations.find(order.orgno))?.thing.language ?? 'nb'
      const words = needs.mails(language)
      const values = {
        name: order.technicalContact.name,
        organisation: order.organisationName,
        reason: reason.trim(),
        link: `${needs.portalUrl}/order`,
      }
      for (const to of new Set([found.thing.email, order.technicalContact.email]))
        await writeMail(needs.productName)(
          store,
          {
            code: 'M-14',
            to,
            language,
            subject: words('M-14.test.subject', values),
            text: words('M-14.test.text', values),
            environment,
          },
          nowSeconds,
        )
    })
  }
