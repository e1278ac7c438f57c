import type { TestCertificatesTextKey } from '../../../texts/test-certificates-nb.ts'
import { testCertificatesTexts } from '../../../texts/test-certificates-text.ts'
import { errorSummary, type FieldError } from '../../error-summary.ts'
import { choiceField, form, textField } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'

export interface TestCertificatePageFacts {
  /** Whether any environment trusts the development CA. */
  readonly isOffered: boolean
  readonly flaws: readonly string[]
  readonly profiles: readonly string[]
  /** What was typed; the choices that are marked first otherwise. */
  readonly typed: { readonly flaw: string; readonly profile: string; readonly format: string }
  readonly errors: { readonly summary: readonly FieldError[]; of(name: string): string | undefined }
}

/** Where an organisation makes certificates to try its clients with (CR-9). */
export function testCertificatePage(frame: MemberFrame, facts: TestCertificatePageFacts): Html {
  const text = testCertificatesTexts(frame.page.language)
  const { typed, errors } = facts
  const choices = (group: 'flaw' | 'profile' | 'format', values: readonly string[]) =>
    values.map((value) => ({ value, label: text(`${group}.${value}` as TestCertificatesTextKey) }))
  const orgno = frame.organisation?.orgno ?? ''
  const menu = 'organisation'
  const { language } = text
  if (!facts.isOffered)
    return memberPage(frame, { title: text('title'), menu, language, content: html`<p>${text('none')}</p>` })
  return memberPage(frame, {
    title: text('title'),
    menu,
    language,
    content: html`${errorSummary(frame.page, errors.summary)}<p>${text('lead', { organisation: frame.organisation?.name ?? '' })}</p>
${form(
  `/o/${orgno}/test-certificates`,
  [
    choiceField({
      name: 'flaw',
      label: text('flaw'),
      help: text('flaw.help'),
      values: [typed.flaw],
      choices: choices('flaw', facts.flaws),
      error: errors.of('flaw'),
    }),
    choiceField({
      name: 'profile',
      label: text('profile'),
      help: text('profile.help'),
      values: [typed.profile],
      choices: choices('profile', facts.profiles),
      error: errors.of('profile'),
    }),
    choiceField({
      name: 'format',
      label: text('format'),
      values: [typed.format],
      choices: choices('format', ['p12', 'pem']),
    }),
    textField({
      name: 'password',
      label: text('password'),
      help: text('password.help'),
      value: '',
      autocomplete: 'off',
      maxlength: 100,
      error: errors.of('password'),
    }),
  ],
  { label: text('button') },
)}
<section aria-labelledby="use"><h2 class="ds-heading" data-size="sm" id="use">${text('use')}</h2><p>${text('use.text')}</p></section>`,
  })
}
