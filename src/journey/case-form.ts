import { isEmailAddress } from './email-address.ts'
import type { Breach } from './refusal.ts'
import { type CaseCategory, caseCategories, type SupportCase } from './support-records.ts'

export const caseSeverities = ['question', 'degraded', 'down'] as const

/** A case as it is typed into a form; everything is text. */
export interface CaseForm {
  readonly clientId: string
  readonly environment: string
  readonly category: string
  readonly severity: string
  readonly subject: string
  readonly description: string
  readonly occurredAt: string
  /** References from error pages, apart by blanks or commas. */
  readonly reference: string
}

/** The same, as it can be kept. */
export type CaseFacts = Pick<
  SupportCase,
  'category' | 'severity' | 'subject' | 'description' | 'correlationIds' | 'clientId' | 'environment' | 'occurredAt'
>

/** What a case may be about without a client. */
const withoutClient: readonly CaseCategory[] = ['terms', 'account', 'other']

const lengths = { subject: [5, 150], description: [20, 10_000] } as const
const mostReferences = 10

/**
 * What is wrong with a case. A missing client or environment is not: the case is opened, and the first answer asks for
 * them (ONB-150).
 */
export function judgeCaseForm(form: CaseForm, environmentNames: readonly string[]): Breach[] {
  const breaches: Breach[] = []
  for (const field of ['subject', 'description'] as const) {
    const [fewest, most] = lengths[field]
    const length = form[field].trim().length
    if (length === 0) breaches.push({ code: 'required', field, message: `${field} is missing` })
    else if (length < fewest)
      breaches.push({ code: 'too_short', field, message: `${field} is too short`, values: { fewest: String(fewest) } })
    else if (length > most)
      breaches.push({ code: 'too_long', field, message: `${field} is too long`, values: { most: String(most) } })
  }
  const oneOf = (field: keyof CaseForm, permitted: readonly string[]) => {
    if (form[field] !== '' && !permitted.includes(form[field]))
      breaches.push({
        code: 'invalid_value',
        field,
        message: `${field} is not one of the choices`,
        values: { why: permitted.join(', ') },
      })
  }
  oneOf('category', caseCategories)
  oneOf('severity', caseSeverities)
  oneOf('environment', environmentNames)
  for (const field of ['clientId', 'occurredAt', 'reference'] as const)
    if (form[field].length > 500)
      breaches.push({ code: 'too_long', field, message: `${field} is too long`, values: { most: '500' } })
  return breaches
}

/** The contact that somebody without an account names. */
export function judgeContact(name: string, email: string): Breach[] {
  return [
    ...(name.trim() === '' ? [{ code: 'required', field: 'name', message: 'name is missing' } as const] : []),
    ...(name.length > 150
      ? [{ code: 'too_long', field: 'name', message: 'name is too long', values: { most: '150' } } as const]
      : []),
    ...(isEmailAddress(email.trim())
      ? []
      : [{ code: 'email_invalid', field: 'email', message: 'the e-mail address is not valid' } as const]),
  ]
}

/** A form that has been judged, as it is kept. */
export function caseFactsOf(form: CaseForm): CaseFacts {
  const references = form.reference.split(/[\s,;]+/).filter((one) => /^[\w.:-]{6,100}$/.test(one))
  const text = (value: string) => (value.trim() === '' ? undefined : value.trim())
  const [clientId, environment, occurredAt] = [text(form.clientId), text(form.environment), text(form.occurredAt)]
  return {
    category: caseCategories.find((one) => one === form.category) ?? 'other',
    severity: caseSeverities.find((one) => one === form.severity) ?? 'question',
    subject: form.subject.trim(),
    description: form.description.trim(),
    correlationIds: references.slice(0, mostReferences),
    ...(clientId === undefined ? {} : { clientId }),
    ...(environment === undefined ? {} : { environment }),
    ...(occurredAt === undefined ? {} : { occurredAt }),
  }
}

/** What the answer must ask for (ONB-150). */
export function missingFacts(facts: CaseFacts): readonly ('client_id' | 'environment')[] {
  if (withoutClient.includes(facts.category) && facts.clientId === undefined) return []
  return [
    ...(facts.clientId === undefined ? (['client_id'] as const) : []),
    ...(facts.environment === undefined ? (['environment'] as const) : []),
  ]
}

/** Whether the case says all that a case of its kind must. */
export const isComplete = (facts: CaseFacts): boolean => missingFacts(facts).length === 0

/**
 * A name as it may stand in a mail to an address that nobody has proven yet: letters, and nothing that could be read as a
 * message or an address. Empty for anything else.
 */
export const plainName = (name: string): string => {
  const trimmed = name.trim()
  return /^[\p{L}][\p{L}\p{M}' .-]{0,99}$/u.test(trimmed) && !/\.\p{L}/u.test(trimmed) ? trimmed : ''
}
