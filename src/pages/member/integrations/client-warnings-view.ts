import type { Client } from '../../../protocol/client.ts'
import { clientWarnings } from '../../../protocol/client-warnings.ts'
import type { Language } from '../../../protocol/language.ts'
import { clientExceptionsTexts } from '../../../texts/client-exceptions-text.ts'
import { type Html, html } from '../../html.ts'

/** The exceptions that a client is registered with: what each costs, and the way back. Nothing for a client without any. */
export function clientWarningsView(language: Language, client: Client): Html | undefined {
  const warnings = clientWarnings(client)
  if (warnings.length === 0) return undefined
  const text = clientExceptionsTexts(language)
  return html`<section class="ds-alert" data-color="warning" lang="${text.language}" aria-labelledby="client-warnings"><h2 class="ds-heading" data-size="sm" id="client-warnings">${text('warnings.title')}</h2>
<ul class="site-links">${warnings.map((code) => html`<li data-warning="${code}">${text(`warning.${code}`)}</li>`)}</ul></section>`
}
