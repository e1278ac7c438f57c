import type { Actor } from '../../../journey/actor.ts'
import type { MailLanguage, TermsChapter, TermsVersion } from '../../../journey/records.ts'
import { type Breach, refuse, refuseAll } from '../../../journey/refusal.ts'
import { termsGraceDays, termsNoticeDays } from '../../../journey/terms.ts'
import { textHash } from '../../../journey/terms-text.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'
import { organisationsThatAccepted } from './organisations-that-accepted.ts'
import { type TermsNeeds, termsReceivers } from './terms-needs.ts'

const daySeconds = 86_400

export interface PublishTermsCommand {
  readonly version: string
  readonly effectiveFromSeconds: number
  readonly summary: TermsVersion['summary']
  readonly parts: TermsVersion['parts']
}

/** Judges a version that is to be published, all breaches together (ONB-30). */
export function breachesOfVersion(
  { version, effectiveFromSeconds, parts, summary }: PublishTermsCommand,
  known: readonly TermsVersion[],
  nowSeconds: number,
): Breach[] {
  const breaches: Breach[] = []
  if (!/^\d{1,3}\.\d{1,3}$/.test(version))
    breaches.push({ code: 'invalid_value', field: 'version', message: 'such as 1.8', values: { why: '1.8' } })
  else if (known.some(({ id }) => id === version))
    breaches.push({
      code: 'invalid_value',
      field: 'version',
      message: 'what is published is never changed; give a new version',
      values: { why: version },
    })
  // The first version has nobody to give notice to.
  const earliest = known.length === 0 ? nowSeconds - daySeconds : nowSeconds + termsNoticeDays * daySeconds
  if (!Number.isFinite(effectiveFromSeconds) || effectiveFromSeconds < earliest) {
    const date = new Date((earliest + daySeconds) * 1000).toISOString().slice(0, 10)
    breaches.push({
      code: 'invalid_value',
      field: 'effective_from',
      message: `not before ${date}`,
      values: { why: `≥ ${date}` },
    })
  }
  if (parts.general === undefined)
    breaches.push({ code: 'required', field: 'general.nb', message: 'there is always a general part' })
  for (const [chapter, part] of Object.entries(parts))
    if (part.nb === undefined)
      breaches.push({ code: 'required', field: `${chapter}.nb`, message: 'bokmål governs and must be there' })
  if (summary.nb === undefined) breaches.push({ code: 'required', field: 'summary.nb', message: 'say what is new' })
  return breaches
}

export function termsVersionOf(command: PublishTermsCommand, nowSeconds: number): TermsVersion {
  const hashes: Partial<Record<TermsChapter, Partial<Record<MailLanguage, string>>>> = {}
  for (const [chapter, part] of Object.entries(command.parts))
    hashes[chapter as TermsChapter] = Object.fromEntries(
      Object.entries(part).map(([language, text]) => [language, textHash(text)]),
    )
  return {
    id: command.version,
    publishedAtSeconds: nowSeconds,
    effectiveFromSeconds: command.effectiveFromSeconds,
    graceEndsSeconds: command.effectiveFromSeconds + termsGraceDays * daySeconds,
    summary: command.summary,
    parts: command.parts,
    hashes,
  }
}

/** Publishes a version of the terms; it is never changed afterwards (ONB-30). Whoever accepted a former one is told (M-05). */
export const publishTerms =
  (needs: TermsNeeds) =>
  (actor: Actor, command: PublishTermsCommand): Promise<TermsVersion> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      requireRight(actor, 'terms.publish', undefined)
      const known = (await store.portal.termsVersions.list()).map(({ thing }) => thing)
      refuseAll(breachesOfVersion(command, known, nowSeconds))
      const version = termsVersionOf(command, nowSeconds)
      if (!(await store.portal.termsVersions.add(version, nowSeconds)))
        refuse('invalid_value', 'the version was published at the same moment', {
          field: 'version',
          values: { why: version.id },
        })
      await record(
        store,
        actor,
        {
          action: 'terms.published',
          object: { kind: 'terms', id: version.id },
          orgno: '',
          after: { effectiveFromSeconds: version.effectiveFromSeconds, hashes: version.hashes },
        },
        nowSeconds,
      )
      for (const organisation of await organisationsThatAccepted(store))
        for (const to of await termsReceivers(store, organisation, { technical: true }))
          await needs.letter(
            store,
            {
              code: 'M-05',
              to,
              subject: 'M-05.published-subject',
              text: 'M-05.published-text',
              values: termsValues(needs.portalUrl, organisation, version, to.language),
              orgno: organisation.orgno,
            },
            nowSeconds,
          )
      return version
    })

/** What every M-05 about a version says. */
export const termsValues = (
  portalUrl: string,
  organisation: { readonly orgno: string; readonly name: string },
  version: TermsVersion,
  language: MailLanguage,
): Record<string, string> => ({
  organisation: organisation.name,
  version: version.id,
  effective: dateOf(version.effectiveFromSeconds),
  until: dateOf(version.graceEndsSeconds),
  summary: version.summary[language] ?? version.summary.nb ?? '',
  link: `${portalUrl}/o/${organisation.orgno}/terms`,
})

const dateOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10)
