import type { MailLanguage, TermsVersion } from '../../../journey/records.ts'
import type { ShownPart } from '../../../journey/terms-text.ts'
import { termsTexts } from '../../../texts/terms-text.ts'
import { html, render } from '../../html.ts'
import { termsTextView, versionFacts } from './terms-text-view.ts'

/** The accepted text as one file to keep: plain HTML without anything from elsewhere (ONB-32). */
export function termsDocument(version: TermsVersion, parts: readonly ShownPart[], language: MailLanguage): string {
  const text = termsTexts(language)
  const title = `${text('title')} ${version.id}`
  return render(html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${title}</title></head>
<body><h1>${title}</h1>
${versionFacts(text, version)}${termsTextView(text, parts)}</body></html>
`)
}
