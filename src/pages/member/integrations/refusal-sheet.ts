import type { Client } from '../../../protocol/client.ts'
import { explanationsTexts } from '../../../texts/explanations-text.ts'
import { type Html, html } from '../../html.ts'
import type { MemberFrame } from '../member-page.ts'
import type { ExplainedEntry } from './log-entry.ts'
import { timeOf } from './times.ts'

export interface RefusalSheet {
  readonly entry: ExplainedEntry
  readonly client: Client
  readonly environmentTitle: string
  /** The client's page. */
  readonly clientPath: string
}

/** One refusal, whole: what was sent beside what is registered, which rule, and how to mend it. */
export function refusalSheet(frame: MemberFrame, { entry, client, environmentTitle, clientPath }: RefusalSheet): Html {
  const { language } = frame.page
  const text = explanationsTexts(language)
  const { explanation, refusal, details } = entry
  if (explanation === undefined || refusal === undefined) return html``
  const fact = (label: Html | string, value: Html | string) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`
  return html`<section lang="${text.language}"><section><h2 class="ds-heading" data-size="md">${text('sheet.facts')}</h2>
<p><strong>${text('explain.label')}</strong> ${text(`${explanation.key}.why`, explanation.values)}</p>
<p><strong>${text('fix.label')}</strong> ${text(`${explanation.key}.fix`, explanation.values)}</p>
<dl class="site-facts">${[
    fact(text('sheet.rule'), html`<code>${explanation.rule.rule}</code>`),
    fact(text('sheet.error'), html`<code>${String(details.code)}</code> ${String(details.description)}`),
    fact(text('sheet.endpoint'), html`<code>${String(details.endpoint)}</code>`),
    fact(text('sheet.client'), html`<a class="ds-link" href="${clientPath}">${client.clientName}</a>`),
    fact(text('sheet.environment'), environmentTitle),
    fact(text('sheet.time'), timeOf(entry.atSeconds)),
  ]}</dl></section>
<section><h2 class="ds-heading" data-size="md">${text('sheet.sent')}</h2>
<p class="site-help">${text('sheet.sent-note')}</p>
${refusal.sent === undefined ? html`<p>${text('sheet.not-kept')}</p>` : table(frame, text('sheet.sent'), refusal.sent)}</section>
<section><h2 class="ds-heading" data-size="md">${text('sheet.registered')}</h2>
${Object.keys(refusal.registered).length === 0 ? html`<p>${text('sheet.nothing')}</p>` : table(frame, text('sheet.registered'), refusal.registered)}
<p><a class="ds-link" href="${`${clientPath}/edit`}">${text('sheet.edit')}</a></p></section></section>
`
}

function table(
  frame: MemberFrame,
  caption: string,
  rows: Readonly<Record<string, string | number | boolean | readonly string[]>>,
): Html {
  const text = explanationsTexts(frame.page.language)
  const shown = (value: string | number | boolean | readonly string[]): Html => {
    const lines = typeof value === 'object' ? value : [String(value)]
    return lines.length === 0
      ? html`–`
      : html`${lines.map((line, index) => html`${index > 0 && html`<br>`}<code>${line === '' ? '–' : line}</code>`)}`
  }
  return html`<div class="site-scroll" tabindex="0" role="group" aria-label="${caption}"><table class="ds-table site-table">
<thead><tr><th scope="col">${text('sheet.parameter')}</th><th scope="col">${text('sheet.value')}</th></tr></thead>
<tbody>${Object.entries(rows).map(([name, value]) => html`<tr><th scope="row"><code>${name}</code></th><td>${shown(value)}</td></tr>`)}</tbody></table></div>`
}
