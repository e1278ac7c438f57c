import { organisationKinds } from '../../../journey/records.ts'
import { peopleTexts } from '../../../texts/people-text.ts'
import { errorSummary, type FieldError } from '../../error-summary.ts'
import { choiceField, form, textField } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'

/** What is wrong with a form, as the doors have it. */
export interface PageErrors {
  readonly summary: readonly FieldError[]
  readonly of: (name: string) => string | undefined
}

export interface JoinPageFacts {
  /** What was typed, by the name of the field. */
  readonly typed: (name: string) => string
  readonly errors: PageErrors
  /** Whose account it is, if there is one. */
  readonly account: { readonly name: string; readonly email: string } | undefined
}

/** Which organisation, and who asks. */
export function joinPage(frame: MemberFrame, { typed, errors, account }: JoinPageFacts): Html {
  const text = peopleTexts(frame.page.language)
  const field = (name: string) => ({ name, value: typed(name), error: errors.of(name) })
  return memberPage(frame, {
    title: text('join.title'),
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}<p class="site-lead">${text('join.lead')}</p>
${form(
  '/join',
  [
    textField({ ...field('orgno'), label: text('join.orgno'), help: text('join.orgno-help'), inputmode: 'numeric' }),
    textField({
      ...field('name'),
      label: text('join.name'),
      help: text('join.name-help'),
      autocomplete: 'organization',
    }),
    choiceField({
      name: 'kind',
      label: text('join.kind'),
      help: text('join.kind-help'),
      error: errors.of('kind'),
      values: [typed('kind') === '' ? 'public' : typed('kind')],
      choices: organisationKinds.map((kind) => ({ value: kind, label: text(`kind.${kind}`) })),
    }),
    ...(account === undefined
      ? [
          textField({
            ...field('personName'),
            label: text('join.person'),
            help: text('join.person-help'),
            autocomplete: 'name',
          }),
          textField({
            ...field('email'),
            label: text('join.email'),
            help: text('join.email-help'),
            type: 'email',
            autocomplete: 'email',
          }),
        ]
      : [html`<p>${text('join.known', { ...account })}</p>`]),
  ],
  { label: text('join.submit') },
)}`,
  })
}

/** The link is on its way. */
export function joinSentPage(
  frame: MemberFrame,
  { email, mailbox }: { readonly email: string; readonly mailbox: string | undefined },
): Html {
  const text = peopleTexts(frame.page.language)
  return memberPage(frame, {
    title: text('join.sent-title'),
    language: text.language,
    content: html`<p>${text('join.sent', { email })}</p>
${mailbox !== undefined && html`<p><a class="ds-link" href="${mailbox}">${text('join.sent-mailbox')}</a></p>`}`,
  })
}
