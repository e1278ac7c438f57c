import { explainError } from '../../journey/explain-error.ts'
import type { ExplainedEntry } from '../../pages/member/integrations/log-entry.ts'
import type { Client } from '../../protocol/client.ts'
import type { ClientLog } from '../../usecases/onboarding/integrations/read-protocol-log.ts'

type Entry = ClientLog['entries'][number]

/** An event of the log with the reason of a refusal, in the light of what its client has registered. */
export function explained(entry: Entry, client: Client): ExplainedEntry {
  const { atSeconds, kind, correlationId, details } = entry
  if (kind !== 'refused') return { atSeconds, kind, correlationId, details, explanation: undefined }
  const text = (name: string) => (typeof details[name] === 'string' ? { [name]: details[name] } : {})
  const refusal = {
    code: String(details.code),
    ...text('description'),
    ...text('step'),
    ...text('endpoint'),
    ...text('sentRedirectUri'),
  }
  return { atSeconds, kind, correlationId, details, explanation: explainError(refusal, client.redirectUris) }
}
