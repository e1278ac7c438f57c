import type { SeedAcceptance, SeedTermsVersion } from '../../config/seed-terms.ts'
import type { TermsAcceptance } from '../../journey/records.ts'
import { hashOfShown, shownParts } from '../../journey/terms-text.ts'
import { canonicalJson } from '../../protocol/canonical-json.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import { termsVersionOf } from '../onboarding/terms/publish-terms.ts'
import type { SeedProgress } from './seed-progress.ts'

/** Publishes a version that is not there yet; one that is there is never changed (ONB-30). */
export async function applyTermsVersion(
  store: DurableStore,
  { place, version, effectiveFrom, summary, parts }: SeedTermsVersion,
  nowSeconds: number,
  progress: SeedProgress,
): Promise<void> {
  const former = (await store.portal.termsVersions.find(version))?.thing
  if (former !== undefined) {
    if (canonicalJson(former.parts) === canonicalJson(parts)) return progress.count('unchanged')
    return progress.refuse(place, [
      { field: 'parts', message: 'is published and never changed; give the new text a new version (ONB-30)' },
    ])
  }
  const effectiveFromSeconds =
    effectiveFrom === undefined ? nowSeconds : Date.parse(`${effectiveFrom}T00:00:00Z`) / 1000
  await store.portal.termsVersions.add(
    termsVersionOf({ version, effectiveFromSeconds, summary, parts }, nowSeconds),
    nowSeconds,
  )
  progress.count('created')
}

/** Accepts for an organisation, in play only. What people decided about the version since stays as it is. */
export async function applyAcceptance(
  store: DurableStore,
  { place, orgno, version: id, chapters }: SeedAcceptance,
  nowSeconds: number,
  progress: SeedProgress,
): Promise<void> {
  const version = (await store.portal.termsVersions.find(id))?.thing
  if (version === undefined)
    return progress.refuse(place, [{ field: 'version', message: 'is no version of the terms; publish it first' }])
  const records = await store.portal.termsAcceptances.list({ orgno })
  if (records.some(({ thing }) => thing.version === id)) return progress.count('unchanged')
  const all = ['general' as const, ...chapters.filter((chapter) => chapter !== 'general')]
  const acceptance: TermsAcceptance = {
    id: `seed-${orgno}-${id}`,
    orgno,
    kind: 'acceptance',
    organisationName: (await store.organisations.find(orgno))?.thing.name ?? orgno,
    version: id,
    chapters: all,
    language: 'nb',
    textHash: hashOfShown(shownParts(version, all, 'nb')),
    signatory: { userId: 'seed', name: 'seed', identity: '' },
    ground: 'simulated',
    simulated: true,
    acr: '',
    sessionRef: '',
    atSeconds: nowSeconds,
    ip: '',
  }
  await store.portal.termsAcceptances.add(acceptance, nowSeconds)
  progress.count('created')
}
