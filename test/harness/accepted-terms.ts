import type { TermsAcceptance, TermsChapter, TermsVersion } from '../../src/journey/records.ts'
import type { DurableStore } from '../../src/storage/durable-store.ts'

const daySeconds = 86_400

/** A version of the terms as it stands in the store; in force since yesterday unless told otherwise. */
export const termsVersion = (
  id: string,
  effectiveFromSeconds: number,
  chapters: readonly TermsChapter[] = ['general', 'login'],
): TermsVersion => ({
  id,
  publishedAtSeconds: effectiveFromSeconds - 30 * daySeconds,
  effectiveFromSeconds,
  graceEndsSeconds: effectiveFromSeconds + 90 * daySeconds,
  summary: { nb: 'Første utgave' },
  parts: Object.fromEntries(chapters.map((chapter) => [chapter, { nb: `Vilkår ${id} for ${chapter}.` }])),
  hashes: Object.fromEntries(chapters.map((chapter) => [chapter, { nb: '0'.repeat(64) }])),
})

export const termsAcceptance = (
  version: string,
  atSeconds: number,
  more: Partial<TermsAcceptance> = {},
): TermsAcceptance => ({
  id: `acceptance-${version}-${atSeconds}`,
  orgno: '310000019',
  kind: 'acceptance',
  organisationName: 'Eksempeletaten',
  version,
  chapters: ['general', 'login'],
  language: 'nb',
  textHash: '0'.repeat(64),
  signatory: { userId: 'u-1', name: 'Kari Prøvestad', identity: 'sealed' },
  ground: 'register_role',
  simulated: false,
  acr: 'idporten-loa-high',
  sessionRef: 'session',
  atSeconds,
  ip: '127.0.0.1',
  ...more,
})

/** Terms in force, accepted by organisation 310000019 for clients that log people in. */
export async function acceptTerms(durable: DurableStore, nowSeconds: number): Promise<void> {
  await durable.portal.termsVersions.add(termsVersion('1.0', nowSeconds - daySeconds), nowSeconds)
  await durable.portal.termsAcceptances.add(termsAcceptance('1.0', nowSeconds), nowSeconds)
}
