import type { DemoText } from '../../texts/demo-text.ts'
import { type Html, html } from '../html.ts'
import { codeBox, copyButton, momentText } from './demo-page.ts'
import type { TraceEntry } from './trace-entry.ts'

/** The messages of the session in order, each folded, and the whole as text to paste into a support case. */
export function traceView(text: DemoText, entries: readonly TraceEntry[]): Html {
  if (entries.length === 0)
    return html`<section aria-labelledby="trace"><h2 class="ds-heading" data-size="sm" id="trace">${text('trace.heading')}</h2><p>${text('trace.empty')}</p></section>`
  return html`<section aria-labelledby="trace"><h2 class="ds-heading" data-size="sm" id="trace">${text('trace.heading')}</h2>
<p>${text('trace.explained')}</p>
<ol class="site-trace">${entries.map((entry) => entryView(text, entry))}</ol>
<details class="ds-details"><summary>${text('trace.as-text')}</summary><div>
${copyButton(text, 'trace-text', text('trace.as-text'))}
${codeBox(text('trace.as-text'), traceText(text, entries), 'trace-text')}</div></details></section>`
}

const entryView = (text: DemoText, entry: TraceEntry): Html =>
  html`<li><details class="ds-details"><summary><span>${text(`trace.${entry.event}`)}</span> <code>${brief(entry)}</code></summary><div>
<p><code>${entry.request}</code></p>
${fieldTable(text('trace.sent'), text, entry.sent)}
${entry.received !== undefined && fieldTable(`${text('trace.received')}: ${entry.answer ?? ''}`, text, entry.received)}</div></details></li>`

const brief = (entry: TraceEntry): string => [timeOfDay(entry.atSeconds), entry.answer].filter(Boolean).join(' · ')
const timeOfDay = (seconds: number): string => momentText(seconds).slice(11, 19)

function fieldTable(caption: string, text: DemoText, fields: readonly (readonly [string, string])[]): Html {
  if (fields.length === 0) return html`<p class="site-quiet">${caption}: ${text('trace.nothing')}</p>`
  return html`<table class="ds-table site-table"><caption>${caption}</caption><tbody>${fields.map(
    ([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`,
  )}</tbody></table>`
}

/** The trace as plain text, one paragraph a message. */
export function traceText(text: DemoText, entries: readonly TraceEntry[]): string {
  const lines = (fields: readonly (readonly [string, string])[] | undefined, indent: string): string =>
    (fields ?? []).map(([name, value]) => `${indent}${name}: ${value}\n`).join('')
  return entries
    .map(
      (entry, index) =>
        `${index + 1}. ${momentText(entry.atSeconds)}  ${text(`trace.${entry.event}`)}\n   ${entry.request}\n` +
        lines(entry.sent, '   > ') +
        (entry.answer === undefined ? '' : `   ${entry.answer}\n`) +
        lines(entry.received, '   < '),
    )
    .join('\n')
}
