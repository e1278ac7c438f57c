import type { MailboxText } from '../../texts/mailbox-text.ts'
import type { PageFrame } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { layout } from '../layout.ts'

/** What the pages of the mailbox need, whatever they show. */
export interface MailboxFrame {
  readonly page: PageFrame
  readonly text: MailboxText
  /** Address of the stylesheet of the portal. */
  readonly css: string
  /** Path of the mailbox, without a slash at its end. */
  readonly home: string
}

/** Every page of the mailbox says that what it shows is for development (ONB-184). */
export const mailboxFrame = (frame: MailboxFrame, title: string, content: Html): Html =>
  layout(frame.page, {
    step: title,
    wide: true,
    head: html`<link rel="stylesheet" href="${frame.css}">
`,
    main: html`<div class="site"><h1 class="ds-heading" data-size="lg">${title}</h1>
<div class="ds-alert" data-color="warning"><p>${frame.text('warning')}</p></div>
${content}</div>`,
  })
