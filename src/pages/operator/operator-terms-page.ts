import { type MailLanguage, type TermsChapter, type TermsVersion, termsChapters } from '../../journey/records.ts'
import { shownParts } from '../../journey/terms-text.ts'
import { termsTexts } from '../../texts/terms-text.ts'
import { errorSummary, type FieldError } from '../error-summary.ts'
import { form, hidden, textArea, textField } from '../form.ts'
import { type Html, html } from '../html.ts'
import { type MemberFrame, memberPage } from '../member/member-page.ts'
import { dateOf, termsTextView, versionFacts } from '../member/terms/terms-text-view.ts'

export const termsLanguages = ['nb', 'nn', 'en'] as const satisfies readonly MailLanguage[]

interface Errors {
  readonly summary: readonly FieldError[]
  of(name: string): string | undefined
}

export interface OperatorTerms {
  readonly versions: readonly TermsVersion[]
  readonly accepted: readonly {
    readonly orgno: string
    readonly name: string
    readonly version: string
    readonly chapters: readonly TermsChapter[]
    readonly withdrawn: boolean
    readonly simulated: boolean
    readonly atSeconds: number
  }[]
  readonly mayPublish: boolean
}

/** All versions, and who has accepted what. */
export function operatorTermsPage(frame: MemberFrame, { versions, accepted, mayPublish }: OperatorTerms): Html {
  const text = termsTexts(frame.page.language)
  return memberPage(frame, {
    title: text('operator.title'),
    menu: 'operator',
    language: text.language,
    content: html`${mayPublish && html`<p><a class="ds-button" href="/operator/terms/new">${text('operator.new')}</a></p>`}
<p><a class="ds-link" href="/operator/terms/paper">${text('operator.paper')}</a></p>
<h2 class="ds-heading" data-size="md">${text('operator.versions')}</h2>
${versions.length === 0 ? html`<p>${text('public.none')}</p>` : html`<ul class="ds-list">${versions.map((version) => html`<li><a class="ds-link" href="${`/terms/${version.id}`}">${text('version.heading', { version: version.id })}</a> – ${text('version.from', { date: dateOf(version.effectiveFromSeconds) })}</li>`)}</ul>`}
<h2 class="ds-heading" data-size="md">${text('operator.accepted')}</h2>
${
  accepted.length === 0
    ? html`<p>${text('operator.accepted-empty')}</p>`
    : html`<div class="site-scroll" tabindex="0" role="group" aria-label="${text('operator.accepted')}"><table class="ds-table"><thead><tr><th scope="col">${text('operator.organisation')}</th><th scope="col">${text('own.status')}</th><th scope="col">${text('own.chapters')}</th><th scope="col">${text('own.when')}</th></tr></thead>
<tbody>${accepted.map(
        (one) =>
          html`<tr><th scope="row">${one.name} <span class="site-quiet">${one.orgno}</span></th><td>${text(one.withdrawn ? 'status.WITHDRAWN' : 'status.ACCEPTED')} ${one.version}${one.simulated && html` (${text('own.simulated')})`}</td><td>${one.chapters.map((chapter) => text(`chapter.${chapter}`)).join(', ')}</td><td>${dateOf(one.atSeconds)}</td></tr>`,
      )}</tbody></table></div>`
}`,
  })
}

/** The form for a new version; every text in three languages. `typed` is what was filled in, by field name. */
export function newTermsPage(frame: MemberFrame, typed: (name: string) => string, errors: Errors): Html {
  const text = termsTexts(frame.page.language)
  const field = (name: string) => ({ name, value: typed(name), error: errors.of(name) })
  const inLanguage = (language: MailLanguage) => ({ language: text(`language.${language}`) })
  return memberPage(frame, {
    title: text('operator.new-title'),
    menu: 'operator',
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}<p>${text('operator.new-lead')}</p>
${form(
  '/operator/terms/preview',
  [
    textField({ ...field('version'), label: text('operator.version'), help: text('operator.version-help') }),
    textField({
      ...field('effective_from'),
      label: text('operator.effective'),
      help: text('operator.effective-help'),
      type: 'date',
    }),
    ...termsLanguages.map((language) =>
      textArea({
        ...field(`summary.${language}`),
        label: text('operator.summary', inLanguage(language)),
        help: text('operator.summary-help'),
        rows: 2,
      }),
    ),
    ...termsChapters.flatMap((chapter) =>
      termsLanguages.map((language) =>
        textArea({
          ...field(`${chapter}.${language}`),
          label: text('operator.part', { chapter: text(`chapter.${chapter}`), ...inLanguage(language) }),
          ...(chapter === 'general' ? {} : { help: text('operator.part-help') }),
          rows: language === 'nb' ? 8 : 4,
        }),
      ),
    ),
  ],
  { label: text('operator.preview') },
)}`,
  })
}

/** What would be published, word for word, and the button that does it. */
export function previewTermsPage(
  frame: MemberFrame,
  version: TermsVersion,
  fields: readonly (readonly [string, string])[],
): Html {
  const text = termsTexts(frame.page.language)
  return memberPage(frame, {
    title: text('operator.preview-title', { version: version.id }),
    menu: 'operator',
    language: text.language,
    content: html`${versionFacts(text, version)}${termsLanguages
      .map((language) => {
        const parts = shownParts(version, termsChapters, language).filter((part) => part.language === language)
        return (
          parts.length > 0 &&
          html`<h2 class="ds-heading" data-size="lg">${text(`language.${language}`)}</h2>
${termsTextView(text, parts)}`
        )
      })
      .filter((one) => one !== false)}
<p>${text('operator.publish-lead')}</p>
${form(
  '/operator/terms',
  fields.map(([name, value]) => hidden(name, value)),
  { label: text('operator.publish', { version: version.id }) },
)}`,
  })
}
