import { explainError } from '../../journey/explain-error.ts'
import { registeredFacts } from '../../journey/registered-facts.ts'
import type { ExplainedEntry } from '../../pages/member/integrations/log-entry.ts'
import type { Client } from '../../protocol/client.ts'
import type { ClientLog } from '../../usecases/onboarding/integrations/read-protocol-log.ts'

type Entry = Pick<ClientLog['entries'][number], 'atSeconds' | 'kind' | 'correlationId' | 'details'>

/** An event of the log with the reason of a refusal, in the light of what its client has registered. */
export function explained(entry: Entry, client: Client): ExplainedEntry {
  const { atSeconds, kind, correlationId, details } = entry
  if (kind !== 'refused') return { atSeconds, kind, correlationId, details, explanation: undefined }
  const text = (name: string) => (typeof details[name] === 'string' ? { [name]: details[name] } : {})
  const refusal = {
    code: String(details.code),
    ...text('description'),
    ...text('rule'),
    ...text('sentRedirectUri'),
  }
  const explanation = explainError(refusal, client.redirectUris)
  return {
    atSeconds,
    kind,
    correlationId,
    details,
    explanation,
    refusal: { sent: sentOf(details.sent), registered: registeredFacts(client, explanation.rule.concerns) },
  }
}

/** The record as the log has it; undefined for an entry from before it was kept. */
function sentOf(text: unknown): Readonly<Record<string, string>> | undefined {
  if (typeof text !== 'string') return undefined
  return JSON.parse(text) as Record<string, string>
}
