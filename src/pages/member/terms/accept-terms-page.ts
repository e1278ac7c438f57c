import type { MailLanguage, TermsChapter, TermsVersion } from '../../../journey/records.ts'
import { hashOfShown, shownParts } from '../../../journey/terms-text.ts'
import { termsTexts } from '../../../texts/terms-text.ts'
import { errorSummary, type FieldError } from '../../error-summary.ts'
import { checkbox, form, hidden, textArea } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import { termsTextView, versionFacts } from './terms-text-view.ts'

interface Errors {
  readonly summary: readonly FieldError[]
  of(name: string): string | undefined
}

/** The whole text that is to be accepted, and below it the box and the button (TRM-1). */
export function acceptTermsPage(
  frame: MemberFrame,
  orgno: string,
  version: TermsVersion,
  chapters: readonly TermsChapter[],
  language: MailLanguage,
  errors: Errors,
): Html {
  const text = termsTexts(frame.page.language)
  const parts = shownParts(version, chapters, language)
  const organisation = frame.organisation?.name ?? orgno
  return memberPage(frame, {
    title: text('accept.title'),
    menu: 'organisation',
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}<p>${text('accept.lead', { organisation })}</p>
<p><strong>${text('version.heading', { version: version.id })}</strong></p>
${versionFacts(text, version)}<p class="site-quiet">${text('version.governs')}</p>
${termsTextView(text, parts)}
<h2 class="ds-heading" data-size="md">${text('accept.button', { version: version.id })}</h2>
${form(
  `/o/${orgno}/terms/accept`,
  [
    hidden('version', version.id),
    hidden('text_language', language),
    hidden('text_hash', hashOfShown(parts)),
    ...chapters.map((chapter) => hidden('chapters', chapter)),
    checkbox({
      name: 'has_read',
      label: text('accept.has-read', { organisation }),
      help: text('accept.mail'),
      checked: false,
      error: errors.of('has_read'),
    }),
  ],
  { label: text('accept.button', { version: version.id }) },
)}`,
  })
}

/** Asks for a reason before what cannot be undone (TRM-4). */
export function withdrawTermsPage(frame: MemberFrame, orgno: string, reason: string, errors: Errors): Html {
  const text = termsTexts(frame.page.language)
  const organisation = frame.organisation?.name ?? orgno
  return memberPage(frame, {
    title: text('withdraw.title'),
    menu: 'organisation',
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}<p>${text('withdraw.lead')}</p>
${form(
  `/o/${orgno}/terms/withdraw`,
  [
    textArea({
      name: 'reason',
      label: text('withdraw.reason'),
      help: text('withdraw.reason-help'),
      value: reason,
      error: errors.of('reason'),
    }),
  ],
  { label: text('withdraw.button', { organisation }), danger: true },
)}`,
  })
}
