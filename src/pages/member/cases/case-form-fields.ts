import { caseSeverities } from '../../../journey/case-form.ts'
import { caseCategories } from '../../../journey/support-records.ts'
import type { casesTexts } from '../../../texts/cases-text.ts'
import type { FieldError } from '../../error-summary.ts'
import { selectField, textArea, textField } from '../../form.ts'
import type { Html } from '../../html.ts'
import type { PortalEnvironment } from '../../portal/portal-page.ts'

export type CasesText = ReturnType<typeof casesTexts>

/** What is wrong with a form, as the doors tell it. */
export interface ShownErrors {
  readonly summary: readonly FieldError[]
  of(name: string): string | undefined
}

export interface CaseFormData {
  readonly values: Readonly<Record<string, string>>
  readonly errors: ShownErrors
  readonly environments: readonly PortalEnvironment[]
}

/** The fields of a case, each with why it is asked for (ONB-150). */
export function caseFormFields(
  text: CasesText,
  optional: string,
  { values, errors, environments }: CaseFormData,
): readonly Html[] {
  const field = (
    name: 'clientId' | 'environment' | 'severity' | 'occurredAt' | 'reference' | 'subject' | 'description',
  ) => ({
    name,
    label: text(`form.${name}`),
    help: text(`form.${name}-help`),
    value: values[name],
    error: errors.of(name),
  })
  return [
    textField({ ...field('clientId'), maxlength: 255, autocomplete: 'off' }),
    selectField({
      ...field('environment'),
      choices: [
        { value: '', label: text('form.environment-unknown') },
        ...environments.map(({ name, title }) => ({ value: name, label: `${title} (${name})` })),
      ],
    }),
    selectField({
      name: 'category',
      label: text('form.category'),
      value: values.category ?? 'login',
      error: errors.of('category'),
      choices: caseCategories.map((value) => ({ value, label: text(`category.${value}`) })),
    }),
    selectField({
      ...field('severity'),
      choices: caseSeverities.map((value) => ({ value, label: text(`severity.${value}`) })),
    }),
    textField({ ...field('subject'), maxlength: 150 }),
    textArea({ ...field('description'), rows: 8 }),
    textField({ ...field('occurredAt'), optional, maxlength: 100 }),
    textField({ ...field('reference'), optional, maxlength: 500 }),
  ]
}
