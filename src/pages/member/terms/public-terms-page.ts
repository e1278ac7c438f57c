import { type MailLanguage, type TermsVersion, termsChapters } from '../../../journey/records.ts'
import { shownParts } from '../../../journey/terms-text.ts'
import { termsTexts } from '../../../texts/terms-text.ts'
import { type Html, html } from '../../html.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import { dateOf, termsTextView, versionFacts } from './terms-text-view.ts'

export interface PublicTerms {
  /** The one that is shown; undefined: none has been published. */
  readonly shown: TermsVersion | undefined
  readonly inForce: TermsVersion | undefined
  /** Newest first. */
  readonly versions: readonly TermsVersion[]
  readonly nowSeconds: number
}

/** The terms of use for everybody, with every version there has been (ONB-10). */
export function publicTermsPage(frame: MemberFrame, { shown, inForce, versions, nowSeconds }: PublicTerms): Html {
  const text = termsTexts(frame.page.language)
  const language: MailLanguage = frame.page.language === 'se' ? 'nb' : frame.page.language
  const stateOf = (version: TermsVersion) =>
    version.effectiveFromSeconds > nowSeconds ? 'coming' : version.id === inForce?.id ? 'in-force' : 'former'
  const isStart = shown === undefined || shown.id === inForce?.id
  return memberPage(frame, {
    title: isStart ? text('title') : `${text('title')} ${shown.id}`,
    language: text.language,
    content: html`${
      isStart &&
      html`<p>${text('public.intro')}</p>
<h2 class="ds-heading" data-size="md">${text('public.who')}</h2><p>${text('public.who-text')}</p>
<h2 class="ds-heading" data-size="md">${text('public.how')}</h2><p>${text('public.how-text')}</p>
<p><a class="ds-link" href="/join">${text('public.join')}</a></p>
`
    }${shown === undefined ? html`<p>${text('public.none')}</p>` : versionView()}
${
  versions.length > 0 &&
  html`<h2 class="ds-heading" data-size="md">${text('public.all-versions')}</h2>
<ul class="ds-list">${versions.map(
    (version) =>
      html`<li><a class="ds-link" href="${`/terms/${version.id}`}">${text('version.heading', { version: version.id })}</a> – ${text(`version.${stateOf(version)}`)}, ${text('version.from', { date: dateOf(version.effectiveFromSeconds) }).toLowerCase()}</li>`,
  )}</ul>`
}`,
  })

  function versionView(): Html | undefined {
    if (shown === undefined) return undefined
    const summary = shown.summary[language] ?? shown.summary.nb
    return html`<h2 class="ds-heading" data-size="md">${text('version.heading', { version: shown.id })}</h2>
<p><strong>${text(`version.${stateOf(shown)}`)}.</strong></p>
${versionFacts(text, shown)}${summary !== undefined && html`<p>${text('version.summary')}: ${summary}</p>`}
<p class="site-quiet">${text('version.governs')}</p>
${termsTextView(text, shownParts(shown, termsChapters, language))}`
  }
}
