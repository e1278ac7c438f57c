import type { Client } from '../protocol/client.ts'
import type { Language } from '../protocol/language.ts'
import { explanationsTexts } from '../texts/explanations-text.ts'
import type { LookedUp } from '../usecases/self-service/look-up-refusal.ts'
import { explained } from './portal/explained-entry.ts'

type Entry = Extract<LookedUp, { outcome: 'found' }>['entry']

/** A refusal as both APIs tell it to the owner of its client: what was sent, what is registered, which rule, how to mend it. */
export function refusalAnswer(entry: Entry, client: Client, language: Language): Record<string, unknown> {
  const { explanation, refusal, details } = explained(entry, client)
  if (explanation === undefined) throw new Error('only refusals are explained')
  const text = explanationsTexts(language)
  const code = String(details.code)
  return {
    reference: entry.correlationId,
    time: new Date(entry.atSeconds * 1000).toISOString(),
    environment: entry.environment,
    endpoint: String(details.endpoint),
    client_id: client.clientId,
    error: code,
    error_description: String(details.description),
    rule: explanation.rule.rule,
    requirement: explanation.rule.requirement,
    ...(details.step === undefined ? {} : { step: String(details.step) }),
    sent: refusal?.sent ?? {},
    registered: refusal?.registered ?? {},
    language: text.language,
    meaning: text(`${explanation.key}.why`, explanation.values),
    remedy: text(`${explanation.key}.fix`, explanation.values),
    documentation: `docs/errors.md#${code}`,
  }
}
