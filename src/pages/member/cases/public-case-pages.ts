import { casesTexts } from '../../../texts/cases-text.ts'
import { memberTexts } from '../../../texts/member-text.ts'
import { errorSummary } from '../../error-summary.ts'
import { form, hidden, textField } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import { type CaseFormData, caseFormFields } from './case-form-fields.ts'

/** `/support`: a case from anybody, without an account (ONB-151). */
export function publicCasePage(
  frame: MemberFrame,
  data: CaseFormData & {
    readonly formToken: string
    /** Where somebody who is logged in opens the case instead. */
    readonly own: readonly { readonly name: string; readonly address: string }[]
  },
): Html {
  const text = casesTexts(frame.page.language)
  const { values, errors } = data
  return memberPage(frame, {
    title: text('public.title'),
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}
<p>${text('public.intro')}</p>
${
  data.own.length > 0
    ? html`<div class="ds-alert" data-color="info"><p>${text('public.logged-in')}</p><ul>${data.own.map(({ name, address }) => html`<li><a class="ds-link" href="${address}">${name}</a></li>`)}</ul></div>`
    : html`<p>${text('public.no-data')} <a class="ds-link" href="/login?return=%2Fmy">${text('public.log-in')}</a></p>`
}
${form(
  '/support',
  [
    hidden('form_token', data.formToken),
    textField({
      name: 'name',
      label: text('form.name'),
      value: values.name,
      error: errors.of('name'),
      autocomplete: 'name',
      maxlength: 150,
    }),
    textField({
      name: 'email',
      label: text('form.email'),
      help: text('form.email-help'),
      value: values.email,
      error: errors.of('email'),
      type: 'email',
      autocomplete: 'email',
    }),
    ...caseFormFields(text, memberTexts(frame.page.language)('form.optional'), data),
  ],
  { label: text('public.send') },
)}`,
  })
}

export function caseSentPage(frame: MemberFrame, email: string): Html {
  const text = casesTexts(frame.page.language)
  return memberPage(frame, {
    title: text('public.sent-title'),
    language: text.language,
    content: html`<p>${text('public.sent-text', { email })}</p>`,
  })
}

/** Opening the link changes nothing, since scanners of mails open links too (ONB-27). */
export function confirmCasePage(frame: MemberFrame, token: string): Html {
  const text = casesTexts(frame.page.language)
  return memberPage(frame, {
    title: text('confirm.title'),
    language: text.language,
    content: html`<p>${text('confirm.text')}</p>
${form(`/support/confirm/${token}`, [], { label: text('confirm.button') })}`,
  })
}

export function caseConfirmedPage(frame: MemberFrame, caseNo: string): Html {
  const text = casesTexts(frame.page.language)
  return memberPage(frame, {
    title: text('confirm.done-title', { case: caseNo }),
    language: text.language,
    content: html`<p>${text('confirm.done-text')}</p>`,
  })
}
