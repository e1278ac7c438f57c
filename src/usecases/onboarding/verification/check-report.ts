import { configurationHash, configurationOf } from '../../../journey/verification.ts'
import { reportHash } from './seal-run.ts'
import type { VerificationNeeds } from './verification-needs.ts'

export type CheckedReport =
  | { readonly outcome: 'changed' }
  | {
      readonly outcome: 'valid' | 'stale'
      readonly hash: string
      /** The report's own content, as it was signed. */
      readonly content: Readonly<Record<string, unknown>>
      readonly why?: 'age' | 'configuration'
    }

/** Whether somebody's copy of a report is ours, unchanged, and still holds (VER-65). */
export const checkReport =
  ({ durable, clock, keys }: Pick<VerificationNeeds, 'durable' | 'clock' | 'keys'>) =>
  async (pasted: string): Promise<CheckedReport> => {
    const jws = pasted.replace(/\s+/g, '')
    for (const { environment, keyRing } of await keys.known()) {
      const content = await keyRing.verify(jws)
      if (content === undefined) continue
      const hash = reportHash(jws)
      if (Date.parse(String(content.valid_to)) / 1000 <= clock.nowSeconds())
        return { outcome: 'stale', why: 'age', hash, content }
      const { client_id: clientId } = content.client as { client_id: string }
      const client = (await durable.environment(environment).clients.find(clientId))?.thing
      const isSame = client !== undefined && configurationHash(configurationOf(client)) === content.configuration_hash
      return isSame ? { outcome: 'valid', hash, content } : { outcome: 'stale', why: 'configuration', hash, content }
    }
    return { outcome: 'changed' }
  }
