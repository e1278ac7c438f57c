import { systemActor } from '../../../journey/actor.ts'
import { termsChapters } from '../../../journey/records.ts'
import { record } from '../record.ts'
import { organisationsThatAccepted } from './organisations-that-accepted.ts'
import { termsValues } from './publish-terms.ts'
import { type TermsNeeds, termsReceivers } from './terms-needs.ts'
import { termsStatus } from './terms-status.ts'

const daySeconds = 86_400
const reminderDays = [30, 7, 0] as const

/**
 * What time does to terms (TRM-3): whoever has accepted a former version only is reminded 30 and 7 days before it no longer
 * counts, and told when it does not. Each once; call it as often as you like.
 */
export const sweepTerms = (needs: TermsNeeds) => (): Promise<void> =>
  needs.durable.transaction(async (store) => {
    const nowSeconds = needs.clock.nowSeconds()
    const versions = (await store.portal.termsVersions.list()).map(({ thing }) => thing)
    for (const version of versions) {
      // Of several that are due at once, as after a long rest, only the nearest to the end is still of use.
      const due = reminderDays.findLast((days) => version.graceEndsSeconds - days * daySeconds <= nowSeconds)
      if (due === undefined) continue
      const note = `terms-reminder/${version.id}/${due}`
      if ((await store.notes.find(note)) !== undefined) continue
      await store.notes.save(note, String(nowSeconds))
      for (const organisation of await organisationsThatAccepted(store)) {
        const { orgno } = organisation
        const general = await termsStatus(store, orgno, 'general', { nowSeconds, realProduction: false })
        if (general.countsUntilSeconds !== version.graceEndsSeconds) continue
        if (due === 0)
          await record(
            store,
            systemActor('terms'),
            {
              action: 'terms.outdated',
              object: { kind: 'terms', id: version.id },
              orgno,
              before: { status: 'ACCEPTED' },
              after: { status: 'OUTDATED', chapters: general.acceptance?.chapters ?? termsChapters },
            },
            nowSeconds,
          )
        const key = due === 0 ? 'ended' : 'ending'
        for (const to of await termsReceivers(store, organisation, { technical: true }))
          await needs.letter(
            store,
            {
              code: 'M-05',
              to,
              subject: `M-05.${key}-subject`,
              text: `M-05.${key}-text`,
              values: { ...termsValues(needs.portalUrl, organisation, version, to.language), days: String(due) },
              orgno,
            },
            nowSeconds,
          )
      }
    }
  })
