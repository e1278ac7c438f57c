import { scopesTexts } from '../../../texts/scopes-text.ts'
import { errorSummary } from '../../error-summary.ts'
import { form, textArea, textField } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import type { PageErrors } from '../people/join-page.ts'
import { timeElement } from '../time-element.ts'
import { type ScopePlace, scopePath, scopeTabs } from './scope-frame.ts'

export interface PrefixesView extends ScopePlace {
  readonly prefixes: readonly { readonly prefix: string; readonly createdAtSeconds: number }[]
  readonly mayWrite: boolean
  readonly hasOrdered: boolean
  readonly typed: (name: string) => string
  readonly errors: PageErrors
}

/** The organisation's prefixes, and the form to order one (API-28). */
export function prefixesPage(frame: MemberFrame, view: PrefixesView): Html {
  const text = scopesTexts(frame.page.language)
  const { prefixes, typed, errors } = view
  return memberPage(frame, {
    title: text('tab.prefixes'),
    menu: 'organisation',
    environment: view.environment,
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}${view.hasOrdered && html`<p role="status"><strong>${text('prefixes.ordered')}</strong></p>`}
<p>${text('prefixes.intro')}</p>
${scopeTabs(text, view, 'prefixes')}
${prefixes.length === 0 ? html`<p>${text('prefixes.none')}</p>` : html`<ul>${prefixes.map(({ prefix, createdAtSeconds }) => html`<li><code>${prefix}</code> <span class="site-quiet">${text('prefixes.since')} ${timeElement(createdAtSeconds, text.language)}</span></li>`)}</ul>`}
${
  view.mayWrite &&
  html`<h2 class="ds-heading" data-size="md">${text('prefixes.order')}</h2>
${form(
  scopePath(view, '/prefixes'),
  [
    textField({
      name: 'prefix',
      label: text('field.prefix'),
      help: text('prefixes.prefix-help'),
      value: typed('prefix'),
      error: errors.of('prefix'),
    }),
    textArea({
      name: 'reason',
      label: text('prefixes.reason'),
      help: text('prefixes.reason-help'),
      value: typed('reason'),
      error: errors.of('reason'),
      rows: 3,
    }),
  ],
  { label: text('prefixes.order') },
)}`
}`,
  })
}
