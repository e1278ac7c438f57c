import { type Language, languages } from '../protocol/language.ts'
import { textsFor } from '../texts/text.ts'
import type { PageFrame } from './frame.ts'
import { attributes, type Html, html } from './html.ts'

/**
 * The four languages as buttons named `language`, each in its own language (LANG-4). They have no `type` attribute:
 * they submit all the same, and `button[type=submit]` stays the name of a page's main action (AUTO-4).
 */
export function languageSwitch(frame: PageFrame): Html {
  const label = textsFor(frame.language)('layout.language')
  const form = frame.languageForm
  if (form.kind === 'page-form') {
    // Enter in a field presses the first submit control of the form, wherever it stands: not a language.
    return html`<div class="pv-languages" role="group" aria-label="${label}">
<input type="submit" form="${form.formId}" hidden tabindex="-1">${languages.map((language) => languageButton(language, frame.language, form.formId))}
</div>`
  }
  const hidden = form.hidden.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
  return html`<form class="pv-languages" method="post" action="${form.action}" aria-label="${label}">
${hidden}${languages.map((language) => languageButton(language, frame.language))}
</form>`
}

const languageButton = (language: Language, current: Language, formId?: string): Html =>
  html`<button name="language" value="${language}" lang="${language}"${attributes({
    form: formId,
    formnovalidate: formId !== undefined,
    'aria-current': language === current && 'true',
  })}>${textsFor(language)('language.name')}</button>`
