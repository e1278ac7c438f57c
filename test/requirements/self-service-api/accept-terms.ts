import { randomUUID } from 'node:crypto'
import type { TermsChapter } from '../../../src/journey/records.ts'
import type { DurableStore } from '../../../src/storage/durable-store.ts'

const version = '1.0'

/** Writes that an organisation has accepted one chapter of the only version there is. */
export async function acceptTerms(durable: DurableStore, orgno: string, chapter: TermsChapter, nowSeconds: number) {
  await durable.portal.termsVersions.add(
    {
      id: version,
      publishedAtSeconds: 0,
      effectiveFromSeconds: 0,
      graceEndsSeconds: 0,
      summary: {},
      parts: { general: { nb: 'Vilkår' } },
      hashes: {},
    },
    nowSeconds,
  )
  await durable.portal.termsAcceptances.add(
    {
      id: randomUUID(),
      orgno,
      kind: 'acceptance',
      organisationName: orgno,
      version,
      chapters: [chapter],
      language: 'nb',
      textHash: '',
      signatory: { userId: 'u', name: 'Kari', identity: '' },
      ground: 'simulated',
      simulated: true,
      acr: 'idporten-loa-high',
      sessionRef: 's',
      atSeconds: nowSeconds,
      ip: '127.0.0.1',
    },
    nowSeconds,
  )
}
