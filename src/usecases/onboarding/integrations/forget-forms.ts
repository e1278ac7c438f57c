import type { IntegrationNeeds } from './integration-needs.ts'

const keptSeconds = 7 * 86_400

/** Removes orders of test clients that nobody confirmed within seven days (ONB-52). */
export const forgetForms =
  ({ durable, clock }: Pick<IntegrationNeeds, 'durable' | 'clock'>) =>
  async (): Promise<void> => {
    const before = clock.nowSeconds() - keptSeconds
    for (const { thing } of await durable.portal.pendingForms.list({ states: ['UNCONFIRMED'] }))
      if (thing.kind === 'test-client' && thing.createdAtSeconds <= before)
        await durable.portal.pendingForms.remove(thing.id)
  }
