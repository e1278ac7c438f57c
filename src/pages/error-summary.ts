import { textsFor } from '../texts/text.ts'
import type { PageFrame } from './frame.ts'
import { type Html, html } from './html.ts'

export interface FieldError {
  /** Id of the field, or of the first choice of a group. */
  readonly fieldId: string
  readonly text: string
}

/** Nothing without errors; else what must be corrected, with a link to each field. Takes focus by itself (UD-6). */
export function errorSummary(frame: PageFrame, errors: readonly FieldError[]): Html | undefined {
  if (errors.length === 0) return undefined
  const items = errors.map((error) => html`<li><a class="ds-link" href="#${error.fieldId}">${error.text}</a></li>`)
  return html`<div class="ds-error-summary" tabindex="-1" autofocus role="alert" aria-labelledby="error-summary">
<h2 class="ds-heading" id="error-summary">${textsFor(frame.language)('fault.summary-heading')}</h2>
<ul class="ds-list">${items}</ul>
</div>
`
}
