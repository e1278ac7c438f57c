import { type Html, html } from '../html.ts'
import type { MailboxEntry } from './mailbox-entry.ts'
import { type MailboxFrame, mailboxFrame } from './mailbox-frame.ts'

export interface MailboxPageFacts {
  /** Newest first. */
  readonly entries: readonly MailboxEntry[]
  readonly filter: { readonly to: string; readonly code: string }
  /** Codes of the messages there are, to choose from. */
  readonly codes: readonly string[]
}

/** All messages, mail and SMS side by side (ONB-181). */
export function mailboxPage(frame: MailboxFrame, { entries, filter, codes }: MailboxPageFacts): Html {
  const { text, home } = frame
  return mailboxFrame(
    frame,
    text('title'),
    html`<p class="site-lead">${text('lead')}</p>
<form method="get" action="${home}" class="site-form"><div class="site-fields">
<div class="site-field"><label class="ds-label" for="to">${text('filter.to')}</label><input class="ds-input" id="to" name="to" value="${filter.to}"></div>
<div class="site-field"><label class="ds-label" for="code">${text('filter.code')}</label><input class="ds-input" id="code" name="code" list="codes" value="${filter.code}"></div>
</div><datalist id="codes">${codes.map((code) => html`<option value="${code}"></option>`)}</datalist>
<p><button class="ds-button" type="submit">${text('filter.show')}</button> <a class="ds-link" href="${home}">${text('refresh')}</a></p></form>
<div class="site-cards">${column(frame, 'mail', entries)}${column(frame, 'sms', entries)}</div>
<form method="post" action="${`${home}/clear`}"><button class="ds-button" data-variant="secondary" type="submit">${text('clear')}</button></form>`,
  )
}

function column(frame: MailboxFrame, kind: MailboxEntry['kind'], all: readonly MailboxEntry[]): Html {
  const entries = all.filter((entry) => entry.kind === kind)
  const { text } = frame
  return html`<section aria-labelledby="${kind}"><h2 class="ds-heading" data-size="sm" id="${kind}">${text(kind)}</h2>
${
  entries.length === 0
    ? html`<p>${text('none')}</p>`
    : html`<ol class="site-messages">${entries.map((entry) => html`<li>${card(frame, entry)}</li>`)}</ol>`
}</section>`
}

const card = ({ text, home }: MailboxFrame, entry: MailboxEntry): Html =>
  html`<article class="ds-card site-card"><p><a class="ds-link" href="${`${home}/${entry.id}`}">${subjectOf(entry, text('no-subject'))}</a></p>
<p class="site-quiet">${[entry.code, entry.reference, entry.to, entry.created].filter(Boolean).join(' · ')}</p>
${entry.kind === 'sms' && html`<pre class="site-code">${entry.text}</pre>`}</article>`

/** What a message is called in a list and in a title. */
export const subjectOf = (entry: MailboxEntry, otherwise: string): string =>
  entry.subject ?? `${otherwise} ${entry.code}`
