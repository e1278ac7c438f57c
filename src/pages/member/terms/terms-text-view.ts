import type { TermsVersion } from '../../../journey/records.ts'
import type { ShownPart } from '../../../journey/terms-text.ts'
import type { termsTexts } from '../../../texts/terms-text.ts'
import { type Html, html } from '../../html.ts'
import { osloDay } from '../../oslo-time.ts'

type Text = ReturnType<typeof termsTexts>

export const dateOf = osloDay

/** Parts of the terms as they were written: paragraphs, headings that begin with `##`, and the hash of each text. */
export const termsTextView = (text: Text, parts: readonly ShownPart[]): readonly Html[] =>
  parts.map(
    ({
      chapter,
      language,
      text: words,
      hash,
    }) => html`<section lang="${language}" aria-label="${text(`chapter.${chapter}`)}"><h2 class="ds-heading" data-size="md">${text(`chapter.${chapter}`)}</h2>
${words.split(/\n\s*\n/).map((paragraph) =>
  paragraph.startsWith('## ')
    ? html`<h3 class="ds-heading" data-size="sm">${paragraph.slice(3).trim()}</h3>
`
    : html`<p>${paragraph.trim()}</p>
`,
)}<p class="site-quiet site-hash">${text('version.hash', { hash })}</p></section>
`,
  )

export const versionFacts = (text: Text, version: TermsVersion): Html =>
  html`<p>${text('version.published', { date: dateOf(version.publishedAtSeconds) })}. ${text('version.from', { date: dateOf(version.effectiveFromSeconds) })}.</p>
`
