import { type Html, html } from '../html.ts'
import type { MailboxEntry } from './mailbox-entry.ts'
import { type MailboxFrame, mailboxFrame } from './mailbox-frame.ts'
import { subjectOf } from './mailbox-page.ts'

/** One message with all that belongs to it. Its HTML stands in a frame that may do nothing (ONB-181). */
export function mailboxMessagePage(frame: MailboxFrame, entry: MailboxEntry): Html {
  const { text, home } = frame
  const subject = subjectOf(entry, text('no-subject'))
  return mailboxFrame(
    frame,
    subject,
    html`<div><dl class="site-facts">
${fact(text('to'), entry.to)}${fact(text('code'), entry.code)}${entry.reference !== undefined && fact(text('reference'), entry.reference)}${fact(text('time'), entry.created)}</dl></div>
<section><h2 class="ds-heading" data-size="sm" id="text">${text('text')}</h2><pre class="site-code" tabindex="0" role="region" aria-labelledby="text">${entry.text}</pre></section>
${entry.attachments !== undefined && section(text('attachments'), 'attachments', attachments(frame, entry.attachments))}
${entry.html !== undefined && section(text('html'), 'html', html`<iframe class="site-mail" sandbox title="${text('html')}" src="${`${home}/messages/${entry.id}/html`}"></iframe>`)}
${entry.headers !== undefined && section(text('headers'), 'headers', headers(entry.headers))}
<p><a class="ds-link" href="${home}">${text('back')}</a></p>`,
  )
}

/** There is no such message, or no longer. */
export const noMessagePage = (frame: MailboxFrame): Html =>
  mailboxFrame(
    frame,
    frame.text('not-found'),
    html`<p>${frame.text('not-found-text')}</p><p><a class="ds-link" href="${frame.home}">${frame.text('back')}</a></p>`,
  )

const fact = (name: string, value: string): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>`

const section = (title: string, id: string, content: Html): Html =>
  html`<section aria-labelledby="${id}"><h2 class="ds-heading" data-size="sm" id="${id}">${title}</h2>${content}</section>`

const attachments = ({ text }: MailboxFrame, list: NonNullable<MailboxEntry['attachments']>): Html =>
  html`<ul class="site-links">${list.map(
    ({ name, type, size, url }) =>
      html`<li><a class="ds-link" href="${url}" download>${name}</a> ${`${type}, ${text('bytes', { count: String(size) })}`}</li>`,
  )}</ul>`

const headers = (of: NonNullable<MailboxEntry['headers']>): Html =>
  html`<table class="ds-table site-table"><tbody>${Object.entries(of).map(
    ([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`,
  )}</tbody></table>`
