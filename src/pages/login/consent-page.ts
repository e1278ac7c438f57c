import { type ConsentText, type ShownScope, type ShownText, spokenDuration } from '../../protocol/consent-text.ts'
import type { Language } from '../../protocol/language.ts'
import { readSmallMarkdown } from '../../protocol/small-markdown.ts'
import { type Text, textsFor } from '../../texts/text.ts'
import { cancelForm } from '../cancel-form.ts'
import type { PageFrame } from '../frame.ts'
import { attributes, type Html, html } from '../html.ts'
import { layout } from '../layout.ts'
import { richText } from '../rich-text.ts'

export interface ConsentForm {
  readonly text: ConsentText
  readonly action: string
  readonly cancelAction: string
  /** Sent back with the answer. */
  readonly seal: string
  /** A no still logs the citizen in (CONS-5). */
  readonly goesOnWithout: boolean
  /** An answer came to something else than what is shown now. */
  readonly changed: boolean
}

/** PAGE-7: what a service asks to be let do, and two buttons of equal weight (CONS-2, CONS-3). */
export function consentPage(frame: PageFrame, form: ConsentForm): Html {
  const text = textsFor(frame.language)
  const heading = text('consent.heading')
  const { name, scopes, lifetimeSeconds } = form.text
  return layout(frame, {
    step: heading,
    main: html`<h1 class="ds-heading" data-size="md">${heading}</h1>
${form.changed && html`<div class="ds-alert" data-color="warning"><p>${text('consent.changed')}</p></div>`}
<p>${text('consent.who', { service: name })}</p>
<div class="pv-asked">${scopes.map((scope) => asked(frame.language, scope))}</div>
<p>${text('consent.lasts', { time: duration(text, lifetimeSeconds) })}</p>
<p>${text('consent.voluntary')} ${text(form.goesOnWithout ? 'consent.no-goes-on' : 'consent.no-ends')}</p>
<p>${text('consent.withdraw')} <a class="ds-link" href="${frame.profileUrl ?? frame.helpUrl}">${text('consent.withdraw-how')}</a></p>
<form method="post" action="${form.action}">
<input type="hidden" name="seal" value="${form.seal}">
<input type="hidden" name="shown" value="${frame.language}">
<div class="pv-actions pv-equal">
<button class="ds-button" data-variant="secondary" type="submit" name="decision" value="accept">${text('consent.accept')}</button>
<button class="ds-button" data-variant="secondary" type="submit" name="decision" value="decline">${text('consent.decline')}</button>
</div>
</form>
${cancelForm(frame, form.cancelAction)}`,
  })
}

/** The owner's own words, in the language they are in (CONS-7). */
function asked(language: Language, { description, longDescription }: ShownScope): Html {
  const notice = (own: ShownText) => (host: string) =>
    html`<span class="pv-notice"${langOf(language, own.language)}>${textsFor(language)('consent.link-notice', { host })}</span>`
  return html`<section>
<h2 class="ds-heading" data-size="xs"${langOf(description.language, language)}>${description.text}</h2>
${
  longDescription !== undefined &&
  html`<div class="pv-long"${langOf(longDescription.language, language)}>${richText(readSmallMarkdown(longDescription.text), notice(longDescription))}</div>`
}</section>
`
}

/** Only where the language is another than around it. */
const langOf = (language: Language, around: Language) => attributes({ lang: language !== around && language })

function duration(text: Text, seconds: number): string {
  const { count, unit } = spokenDuration(seconds)
  return count === 1 ? text(`consent.one-${unit}`) : text(`consent.${unit}s`, { count: String(count) })
}
