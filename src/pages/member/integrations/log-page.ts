import { integrationsTexts } from '../../../texts/integrations-text.ts'
import { logTexts } from '../../../texts/log-text.ts'
import { textField } from '../../form.ts'
import { attributes, type Html, html } from '../../html.ts'
import type { PortalEnvironment } from '../../portal/portal-page.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import { detailsView, type ExplainedEntry, kindText } from './log-entry.ts'
import { type RefusalSheet, refusalSheet } from './refusal-sheet.ts'
import { timeOf } from './times.ts'

export interface LogView {
  readonly orgno: string
  /** This page, without a query. */
  readonly path: string
  /** The integration or client that the log is of. */
  readonly back: string
  readonly clientName: string
  readonly environment: PortalEnvironment
  readonly entries: readonly ExplainedEntry[]
  readonly shown: string
  readonly olderThan: number | undefined
}

/** What became of a client's requests, newest first (ONB-65). */
export function logPage(frame: MemberFrame, view: LogView): Html {
  const { language } = frame.page
  const text = logTexts(language)
  const options = [
    ['', text('log.all')],
    ['refused', text('log.refused')],
    ['login-completed', text('log.logins')],
    ['tokens-issued', text('log.tokens')],
  ] as const
  const older = `${view.path}?${new URLSearchParams({ kind: view.shown, before: String(view.olderThan ?? '') })}`
  return memberPage(frame, {
    title: text('log.title', { client: view.clientName }),
    menu: 'organisation',
    environment: view.environment,
    language: text.language,
    content: html`<p>${text('log.intro', { environment: view.environment.title })}</p>
<form method="get" action="${view.path}" class="site-form"><div class="site-field"><label class="ds-label" for="f-kind">${text('log.filter')}</label>
<select class="ds-input" id="f-kind" name="kind">${options.map(([value, label]) => html`<option ${attributes({ value, selected: value === view.shown })}>${label}</option>`)}</select></div>
<button class="ds-button" type="submit" data-variant="secondary">${text('log.show')}</button></form>
${view.entries.length === 0 ? html`<p>${text(view.shown === '' ? 'log.empty' : 'log.empty-filtered')}</p>` : entriesTable(frame, view.entries)}
${view.olderThan !== undefined && html`<p><a class="ds-link" href="${older}">${text('log.older')}</a></p>`}
${findForm(frame, view.orgno, '')}
<p><a class="ds-link" href="${view.back}">${integrationsTexts(language)('link.integration')}</a></p>`,
  })
}

/** What stands under one reference: each refusal as a sheet of its own, other events as a list. */
export function referencePage(
  frame: MemberFrame,
  orgno: string,
  reference: string,
  entries: readonly ExplainedEntry[],
  sheets: readonly RefusalSheet[],
): Html {
  const text = logTexts(frame.page.language)
  const title = reference === '' ? text('log.find') : text('log.reference-title', { reference })
  return memberPage(frame, {
    title,
    menu: 'organisation',
    language: text.language,
    content: html`${reference !== '' && (entries.length === 0 && sheets.length === 0 ? html`<p>${text('log.reference-none')}</p>` : sheets.map((sheet) => refusalSheet(frame, sheet)))}
${entries.length > 0 && entriesTable(frame, entries)}
${findForm(frame, orgno, reference)}`,
  })
}

function findForm(frame: MemberFrame, orgno: string, reference: string): Html {
  const text = logTexts(frame.page.language)
  return html`<form method="get" action="${`/o/${orgno}/errors`}" class="site-form">${textField({
    name: 'reference',
    label: text('log.find'),
    help: text('log.find-help'),
    value: reference,
  })}<button class="ds-button" type="submit" data-variant="secondary">${text('log.show')}</button></form>`
}

function entriesTable(frame: MemberFrame, entries: readonly ExplainedEntry[]): Html {
  const { language } = frame.page
  const text = logTexts(language)
  return html`<div class="site-scroll" tabindex="0" role="group" aria-label="${text('log.what')}"><table class="ds-table site-table">
<thead><tr><th scope="col">${text('log.time')}</th><th scope="col">${text('log.what')}</th><th scope="col">${text('log.details')}</th><th scope="col">${text('log.reference')}</th></tr></thead>
<tbody>${entries.map(
    (entry) =>
      html`<tr><td>${timeOf(entry.atSeconds)}</td><th scope="row">${kindText(language, entry.kind)}</th><td>${detailsView(language, entry)}</td><td><code>${entry.correlationId}</code></td></tr>
`,
  )}</tbody></table></div>`
}
