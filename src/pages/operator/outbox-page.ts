import { type ConsoleText, consoleTexts } from '../../texts/console-text.ts'
import { selectField, textField } from '../form.ts'
import { type Html, html } from '../html.ts'
import { type MemberFrame, memberPage } from '../member/member-page.ts'
import { age } from './console-times.ts'

export const outboxStatuses = ['FAILED', 'HELD', 'READY', 'SENT', 'REMOVED'] as const
export type OutboxStatusName = (typeof outboxStatuses)[number]

/** A mail of the outbox without what it says. Times in seconds. */
export interface OutboxRow {
  readonly id: string
  readonly code: string
  readonly status: OutboxStatusName
  readonly receiver: string
  readonly reference: string
  readonly attempts: number
  readonly createdAtSeconds: number
  readonly lastFault: string
}

export interface OutboxFacts {
  readonly nowSeconds: number
  readonly counts: {
    readonly held: number
    readonly ready: number
    readonly failed: number
    readonly oldestReadyAtSeconds: number | null
  }
  readonly mails: readonly OutboxRow[]
  readonly filter: { readonly status: string; readonly code: string }
}

/** What waits to be sent and what could not be (ONB-165). */
export function outboxPage(frame: MemberFrame, facts: OutboxFacts): Html {
  const text = consoleTexts(frame.page.language)
  const { counts, nowSeconds } = facts
  const oldest = counts.oldestReadyAtSeconds
  return memberPage(frame, {
    title: text('outbox.title'),
    menu: 'operator',
    language: text.language,
    content: html`<p>${text('outbox.lead')}</p>
<p><strong>${text('outbox.counts', { failed: String(counts.failed), held: String(counts.held), ready: String(counts.ready) })}</strong>${oldest !== null && html` ${text('outbox.oldest', { age: age(text, nowSeconds - oldest) })}`}</p>
${filterForm(text, facts.filter)}
${facts.mails.length === 0 ? html`<p>${text('outbox.none')}</p>` : table(text, facts)}`,
  })
}

const filterForm = (text: ConsoleText, { status, code }: OutboxFacts['filter']): Html =>
  html`<form method="get" action="/operator/outbox" class="site-filter">
${selectField({
  name: 'status',
  label: text('outbox.filter'),
  value: status,
  choices: [
    { value: '', label: text('outbox.filter.all') },
    ...outboxStatuses.map((value) => ({ value, label: text(`outbox.status.${value}`) })),
  ],
})}${textField({ name: 'code', label: text('outbox.code'), help: text('outbox.code.help'), value: code, maxlength: 10 })}<button class="ds-button" data-variant="secondary" type="submit">${text('outbox.show')}</button>
</form>`

const table = (text: ConsoleText, { mails, nowSeconds }: OutboxFacts): Html =>
  html`<table class="ds-table site-table">
<caption>${text('outbox.table')}</caption>
<thead><tr><th scope="col">${text('outbox.code')}</th><th scope="col">${text('outbox.column.status')}</th><th scope="col">${text('outbox.column.age')}</th><th scope="col">${text('outbox.column.receiver')}</th><th scope="col">${text('outbox.column.reference')}</th><th scope="col">${text('outbox.column.attempts')}</th><th scope="col">${text('outbox.column.fault')}</th></tr></thead>
<tbody>${mails.map(
    (
      mail,
    ) => html`<tr><th scope="row"><a class="ds-link" href="${`/operator/outbox/${mail.id}`}" aria-label="${text('outbox.open', { code: mail.code, receiver: mail.receiver })}">${mail.code}</a></th><td>${text(`outbox.status.${mail.status}`)}</td><td>${age(text, nowSeconds - mail.createdAtSeconds)}</td><td>${mail.receiver}</td><td>${mail.reference || '–'}</td><td>${mail.attempts}</td><td>${mail.lastFault || '–'}</td></tr>
`,
  )}</tbody></table>`
