import { type Notice, noticeKinds } from '../../journey/notices.ts'
import { isAllowed } from '../../journey/roles.ts'
import { type NoticesText, noticesTexts } from '../../texts/notices-text.ts'
import { errorSummary, type FieldError } from '../error-summary.ts'
import { form, selectField, textArea, textField } from '../form.ts'
import { type Html, html } from '../html.ts'
import { type MemberFrame, memberPage } from '../member/member-page.ts'
import { noticeView } from '../portal/status-page.ts'

export interface NoticesView {
  readonly notices: readonly Notice[]
  readonly environments: readonly { readonly name: string; readonly title: string }[]
  /** To how many the newest was just sent. */
  readonly sentTo: string | undefined
  readonly typed: (name: string) => string
  readonly errors: { readonly summary: readonly FieldError[]; of(name: string): string | undefined }
}

/** Notices that were written, and the form for a new one (ONB-132). */
export function noticesPage(frame: MemberFrame, view: NoticesView): Html {
  const text = noticesTexts(frame.page.language)
  const mayWrite = isAllowed(frame.person?.operatorRoles ?? [], 'notice.write', false)
  return memberPage(frame, {
    title: text('notices.title'),
    menu: 'operator',
    language: text.language,
    content: html`${errorSummary(frame.page, view.errors.summary)}${view.sentTo !== undefined && html`<div class="ds-alert" data-color="success"><p>${text('notices.sent', { count: view.sentTo })}</p></div>`}
<p>${text('notices.intro')} <a class="ds-link" href="/status">${text('notices.status')}</a></p>
<h2 class="ds-heading" data-size="md">${text('notices.all')}</h2>
${view.notices.length === 0 ? html`<p>${text('notices.none')}</p>` : view.notices.map((notice) => html`${noticeView(text, notice, titleOf(view, notice))}${mayWrite && notice.state === 'OPEN' && form(`/operator/notices/${notice.id}/end`, [], { label: text('notices.end', { title: notice.title }), variant: 'secondary' })}`)}
${mayWrite && html`<h2 class="ds-heading" data-size="md">${text('notices.new')}</h2>${newNotice(text, view)}`}`,
  })
}

/** A notice may be of an environment that is no longer there. */
const titleOf = ({ environments }: NoticesView, { environment }: Notice): string =>
  environments.find(({ name }) => name === environment)?.title ?? environment

function newNotice(text: NoticesText, { typed, errors, environments }: NoticesView): Html {
  const field = (name: string) => ({ name, value: typed(name), error: errors.of(name) })
  const optional = text('notices.optional')
  return form(
    '/operator/notices',
    [
      selectField({
        ...field('kind'),
        label: text('notices.kind'),
        help: text('notices.kind-help'),
        choices: noticeKinds.map((kind) => ({ value: kind, label: text(`kind.${kind}`) })),
      }),
      selectField({
        ...field('environment'),
        label: text('notices.environment'),
        choices: environments.map(({ name, title }) => ({ value: name, label: `${title} (${name})` })),
      }),
      textField({ ...field('title'), label: text('notices.heading'), help: text('notices.heading-help') }),
      textArea({ ...field('text'), label: text('notices.text'), help: text('notices.text-help'), rows: 5 }),
      textArea({ ...field('action'), label: text('notices.action'), help: text('notices.action-help'), optional }),
      textField({ ...field('from_day'), label: text('notices.from-day'), type: 'date' }),
      textField({ ...field('from_time'), label: text('notices.from-time'), help: text('notices.time-help') }),
      textField({
        ...field('until_day'),
        label: text('notices.until-day'),
        help: text('notices.until-help'),
        type: 'date',
        optional,
      }),
      textField({
        ...field('until_time'),
        label: text('notices.until-time'),
        help: text('notices.time-help'),
        optional,
      }),
    ],
    { label: text('notices.send') },
  )
}
