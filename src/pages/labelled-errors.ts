import type { FieldError } from './error-summary.ts'
import { fieldId } from './form.ts'

/** Errors of which the summary names the field: `labels` by the field's name. Two empty fields would read alike otherwise. */
export function labelledErrors(
  errors: readonly FieldError[],
  labels: Readonly<Record<string, string>>,
): readonly FieldError[] {
  const byId = new Map(Object.entries(labels).map(([name, label]) => [fieldId(name), label]))
  return errors.map((error) => {
    const label = byId.get(error.fieldId)
    return label === undefined ? error : { ...error, text: `${label.replace(/[?:]$/, '')}: ${error.text}` }
  })
}
