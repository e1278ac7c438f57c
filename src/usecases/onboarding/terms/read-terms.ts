import type { TermsAcceptance, TermsChapter, TermsVersion } from '../../../journey/records.ts'
import { termsChapters } from '../../../journey/records.ts'
import { isLater, judgeTerms, type TermsStanding, versionInForce } from '../../../journey/terms.ts'
import { membersOf } from '../people/members.ts'
import type { TermsNeeds } from './terms-needs.ts'

export interface AcceptedTerms {
  readonly orgno: string
  readonly name: string
  readonly version: string
  readonly chapters: readonly TermsChapter[]
  readonly withdrawn: boolean
  readonly simulated: boolean
  readonly atSeconds: number
}

/** What the pages of the terms show. */
export const readTerms = ({ durable, clock }: TermsNeeds) => {
  const versions = async (): Promise<readonly TermsVersion[]> =>
    (await durable.portal.termsVersions.list()).map(({ thing }) => thing).sort((a, b) => (isLater(a, b) ? -1 : 1))
  return {
    versions,
    inForce: async () => versionInForce(await versions(), clock.nowSeconds()),

    /** Newest first of history; `toAccept` is the newest version, in force or to come. */
    async ofOrganisation(orgno: string): Promise<{
      readonly toAccept: TermsVersion | undefined
      readonly chapters: readonly { readonly chapter: TermsChapter; readonly standing: TermsStanding }[]
      readonly history: readonly TermsAcceptance[]
      readonly signatories: readonly string[]
    }> {
      const all = await versions()
      const history = (await durable.portal.termsAcceptances.list({ orgno })).map(({ thing }) => thing)
      const at = { nowSeconds: clock.nowSeconds(), realProduction: false }
      const [toAccept] = all
      const members = await membersOf(durable, orgno)
      return {
        toAccept,
        chapters: termsChapters
          .filter((chapter) => toAccept?.parts[chapter] !== undefined)
          .map((chapter) => ({ chapter, standing: judgeTerms(all, history, chapter, at) })),
        history: [...history].reverse(),
        signatories: members
          .filter(({ thing }) => thing.state === 'ACTIVE' && thing.roles[orgno]?.includes('signatory'))
          .map(({ thing }) => thing.name),
      }
    },

    /** The last word of each organisation that has ever said one, newest first. */
    async accepted(): Promise<readonly AcceptedTerms[]> {
      const last = new Map<string, TermsAcceptance>()
      for (const { thing } of await durable.portal.termsAcceptances.list()) last.set(thing.orgno, thing)
      return [...last.values()]
        .sort((a, b) => b.atSeconds - a.atSeconds)
        .map(({ orgno, organisationName, version, chapters, kind, simulated, atSeconds }) => ({
          orgno,
          name: organisationName,
          version,
          chapters,
          withdrawn: kind === 'withdrawal',
          simulated,
          atSeconds,
        }))
    },
  }
}
