import type { MailLanguage, TermsChapter } from '../journey/records.ts'
import { isOrganisationNumber } from '../protocol/organisation-number.ts'
import type { SeedGround } from './seed-ground.ts'

/** What a seed says of the terms of use. */
export interface SeedTerms {
  readonly publish: readonly SeedTermsVersion[]
  readonly accept: readonly SeedAcceptance[]
}

export interface SeedTermsVersion {
  readonly place: string
  readonly version: string
  /** ISO date; absent: in force when it is first read. */
  readonly effectiveFrom?: string
  readonly summary: Readonly<Partial<Record<MailLanguage, string>>>
  readonly parts: Readonly<Partial<Record<TermsChapter, Readonly<Partial<Record<MailLanguage, string>>>>>>
}

export interface SeedAcceptance {
  readonly place: string
  readonly orgno: string
  readonly version: string
  readonly chapters: readonly TermsChapter[]
}

/** Terms come from a seed where nothing is real: nobody is bound by a file (REG-164, N-18). */
export function faultsOfTerms({ publish, accept }: SeedTerms, ground: SeedGround): string[] {
  const [first] = [...publish, ...accept]
  if (first === undefined) return []
  if (ground.environments.some(({ kind }) => kind === 'prod'))
    return [`${first.place}: terms must not be seeded beside an environment of kind prod (REG-164)`]
  return [
    ...publish.flatMap(({ place, version, parts }) => [
      ...(/^\d{1,3}\.\d{1,3}$/.test(version) ? [] : [`${place}.version: must be a number such as "1.8" (ONB-30)`]),
      ...(parts.general?.nb === undefined ? [`${place}.parts.general.nb: must be there; it governs (ONB-30)`] : []),
    ]),
    ...accept.flatMap(({ place, orgno }) =>
      isOrganisationNumber(orgno) ? [] : [`${place}.orgno: must be nine digits with a right check digit (REG-22)`],
    ),
  ]
}
