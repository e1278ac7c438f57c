import type { Actor } from '../../../journey/actor.ts'
import type { TermsAcceptance } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import { judgeTerms } from '../../../journey/terms.ts'
import { requireReason } from '../organisations/require-reason.ts'
import { openQueueItem } from '../queue.ts'
import { record } from '../record.ts'
import { requireFreshLogin, requireRight } from '../require-right.ts'
import { type TermsNeeds, termsReceivers } from './terms-needs.ts'

/**
 * Ends what an organisation has accepted (TRM-4). Running logins go on; what is new in production is shut, and the
 * operator decides on a date for suspension, at least 30 days ahead (ONB-39).
 */
export const withdrawTerms =
  (needs: TermsNeeds) =>
  (actor: Actor, orgno: string, reason: string): Promise<void> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      requireRight(actor, 'terms.withdraw', orgno)
      requireFreshLogin(actor, needs.productionAcr, nowSeconds)
      requireReason(reason)
      const organisation = (await store.organisations.find(orgno))?.thing
      if (organisation === undefined) refuse('not_found', 'there is no such organisation')
      const versions = (await store.portal.termsVersions.list()).map(({ thing }) => thing)
      const records = (await store.portal.termsAcceptances.list({ orgno })).map(({ thing }) => thing)
      const { status, acceptance } = judgeTerms(versions, records, 'general', { nowSeconds, realProduction: false })
      if (acceptance === undefined || (status !== 'ACCEPTED' && status !== 'OUTDATED'))
        refuse('illegal_transition', `terms cannot be withdrawn in state ${status}`, {
          values: { state: status, event: 'withdraw' },
        })
      const withdrawal: TermsAcceptance = {
        ...acceptance,
        id: needs.random.token(12),
        kind: 'withdrawal',
        signatory: { userId: actor.id, name: actor.name, identity: '' },
        acr: actor.acr ?? '',
        sessionRef: actor.sessionRef ?? '',
        atSeconds: nowSeconds,
        ip: actor.ip ?? '',
        reason: reason.trim(),
      }
      await store.portal.termsAcceptances.add(withdrawal, nowSeconds)
      await record(
        store,
        actor,
        {
          action: 'terms.withdrawn',
          object: { kind: 'terms', id: acceptance.version },
          orgno,
          before: { status },
          after: { status: 'WITHDRAWN' },
          reason: reason.trim(),
        },
        nowSeconds,
      )
      await openQueueItem(
        store,
        needs.random,
        {
          kind: 'terms_withdrawn',
          orgno,
          environment: '',
          objectId: orgno,
          title: organisation.name,
          details: { version: acceptance.version, by: actor.name, reason: reason.trim() },
        },
        nowSeconds,
      )
      for (const to of await termsReceivers(store, organisation, { technical: true }))
        await needs.letter(
          store,
          {
            code: 'M-05',
            to,
            subject: 'M-05.withdrawn-subject',
            text: 'M-05.withdrawn-text',
            values: {
              organisation: organisation.name,
              version: acceptance.version,
              by: actor.name,
              reason: reason.trim(),
              link: `${needs.portalUrl}/o/${orgno}/terms`,
            },
            orgno,
          },
          nowSeconds,
        )
    })
