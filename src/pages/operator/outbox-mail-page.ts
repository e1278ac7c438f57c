import { consoleTexts } from '../../texts/console-text.ts'
import { errorSummary, type FieldError } from '../error-summary.ts'
import { form, textArea } from '../form.ts'
import { type Html, html } from '../html.ts'
import { type MemberFrame, memberPage } from '../member/member-page.ts'
import { moment } from './console-times.ts'
import type { OutboxRow } from './outbox-page.ts'

export interface OutboxMailFacts extends OutboxRow {
  readonly orgno: string
  readonly nextAttemptAtSeconds: number
  readonly sentAtSeconds: number | null
  readonly mayRetry: boolean
  readonly mayRemove: boolean
}

interface Errors {
  readonly summary: readonly FieldError[]
  of(name: string): string | undefined
}

/** One mail of the outbox, and what can be done with it; what cannot be undone asks for a reason first. */
export function outboxMailPage(frame: MemberFrame, mail: OutboxMailFacts, reason: string, errors: Errors): Html {
  const text = consoleTexts(frame.page.language)
  const facts: readonly (readonly [string, Html | string | undefined])[] = [
    [text('outbox.column.status'), text(`outbox.status.${mail.status}`)],
    [text('outbox.column.receiver'), mail.receiver],
    [text('outbox.column.reference'), mail.reference],
    [text('mail.organisation'), mail.orgno],
    [text('mail.created'), moment(mail.createdAtSeconds)],
    [text('mail.next'), mail.status === 'READY' ? moment(mail.nextAttemptAtSeconds) : undefined],
    [text('mail.sent'), mail.sentAtSeconds === null ? undefined : moment(mail.sentAtSeconds)],
    [text('outbox.column.attempts'), String(mail.attempts)],
    [text('outbox.column.fault'), mail.lastFault],
  ]
  const path = `/operator/outbox/${mail.id}`
  return memberPage(frame, {
    title: text('mail.title', { code: mail.code }),
    menu: 'operator',
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}<p><a class="ds-link" href="/operator/outbox">${text('mail.back')}</a></p>
<dl class="site-facts">${facts
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<p class="site-quiet">${text('mail.no-body')}</p>
${mail.status === 'FAILED' && !mail.mayRetry && html`<p>${text('mail.attachment-gone')}</p>`}
${
  mail.mayRetry &&
  html`<section aria-labelledby="retry"><h2 class="ds-heading" data-size="sm" id="retry">${text('mail.retry')}</h2><p>${text('mail.retry.text')}</p>
${form(`${path}/retry`, [], { label: text('mail.retry') })}</section>`
}
${
  mail.mayRemove &&
  html`<section aria-labelledby="remove"><h2 class="ds-heading" data-size="sm" id="remove">${text('mail.remove')}</h2><p>${text('mail.remove.text')}</p>
${form(
  `${path}/remove`,
  [
    textArea({
      name: 'reason',
      label: text('mail.reason'),
      help: text('mail.reason.help'),
      value: reason,
      error: errors.of('reason'),
    }),
  ],
  { label: text('mail.remove'), variant: 'secondary', danger: true },
)}</section>`
}
${!mail.mayRetry && !mail.mayRemove && mail.status !== 'FAILED' && html`<p>${text('mail.nothing')}</p>`}`,
  })
}
