import { type ConsentText, consentTextHash, type ShownScope, shownScope } from '../../protocol/consent-text.ts'
import type { EnvironmentShelves } from '../../storage/durable-store.ts'
import type { ConsentEvidence } from '../../storage/records.ts'

interface Needs {
  readonly shelves: Pick<EnvironmentShelves, 'scopes'>
}

/**
 * What a citizen was once shown, word for word, from the evidence and the former revisions of the scopes (CONS-8). undefined
 * when a revision is missing or the words do not give the hash that was kept: then nothing is claimed.
 */
export const recallConsent =
  ({ shelves }: Needs) =>
  async (evidence: ConsentEvidence): Promise<ConsentText | undefined> => {
    const scopes: ShownScope[] = []
    for (const { name, revision } of evidence.scopes) {
      const present = await shelves.scopes.find(name)
      const all = [...(await shelves.scopes.former(name)), ...(present === undefined ? [] : [present])]
      const then = all.find((one) => one.revision === revision)
      if (then === undefined) return undefined
      scopes.push(shownScope(then.thing, revision, evidence.language))
    }
    const text: ConsentText = { language: evidence.language, scopes, ...evidence.shown }
    return consentTextHash(text) === evidence.textHash ? text : undefined
  }
