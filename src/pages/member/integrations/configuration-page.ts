import { integrationsTexts } from '../../../texts/integrations-text.ts'
import type { ClientSheet } from '../../configuration/client-sheet.ts'
import { clientSheetMarkdown } from '../../configuration/client-sheet-markdown.ts'
import { configurationsFor } from '../../configuration/configurations.ts'
import type { Proof } from '../../configuration/proof.ts'
import type { WordsLanguage } from '../../configuration/words.ts'
import { attributes, type Html, html } from '../../html.ts'
import { codeBox, type PortalEnvironment } from '../../portal/portal-page.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'

export interface ConfigurationView {
  /** This page, without a query. */
  readonly path: string
  readonly back: string
  readonly environment: PortalEnvironment
  /** Environments in which the integration has a client. */
  readonly environments: readonly PortalEnvironment[]
  readonly sheet: ClientSheet
  readonly proofs: Readonly<Record<string, Proof>>
  /** Where the service itself is (ONB-62). */
  readonly tryLogin: string | undefined
}

/** The client sheet and ready configurations of a client (ONB-60, ONB-61). Never a secret. */
export function configurationPage(frame: MemberFrame, view: ConfigurationView): Html {
  const { language } = frame.page
  const text = integrationsTexts(language)
  const words: WordsLanguage = language === 'se' ? 'nb' : language
  const { sheet } = view
  return memberPage(frame, {
    title: text('configuration.title', { client: sheet.clientName }),
    menu: 'organisation',
    environment: view.environment,
    language: text.language,
    content: html`<p>${text('configuration.intro')}</p>
${view.environments.length > 1 && html`<nav aria-label="${text('configuration.environments')}"><ul>${view.environments.map((one) => html`<li><a class="ds-link" ${attributes({ href: `${view.path}?environment=${one.name}`, 'aria-current': one.name === view.environment.name ? 'true' : undefined })}>${one.title}</a></li>`)}</ul></nav>`}
<h2 class="ds-heading" data-size="md">${text('configuration.sheet')}</h2>
${codeBox(frame.text, 'client-sheet', text('configuration.sheet'), clientSheetMarkdown(sheet, words))}
<h2 class="ds-heading" data-size="md">${text('try-login.title')}</h2>
<p>${text('try-login.text')}</p>
${view.tryLogin === undefined ? html`<p class="site-help">${text('try-login.none')}</p>` : html`<p><a class="ds-button" data-variant="secondary" href="${view.tryLogin}" target="_blank" rel="noopener noreferrer">${text('try-login.link')}</a></p>`}
<h2 class="ds-heading" data-size="md">${text('configuration.software')}</h2>
<p>${text('configuration.software-intro')}</p>
${configurationsFor(sheet).map((one) => softwareView(frame, one, sheet, view.proofs, words))}
<p><a class="ds-link" href="${view.back}">${text('link.integration')}</a></p>`,
  })
}

function softwareView(
  frame: MemberFrame,
  one: ReturnType<typeof configurationsFor>[number],
  sheet: ClientSheet,
  proofs: ConfigurationView['proofs'],
  words: WordsLanguage,
): Html {
  const text = integrationsTexts(frame.page.language)
  const refusal = one.supports(sheet, words)
  const proof = proofs[one.id]
  const proven =
    proof === undefined
      ? text('configuration.not-proven')
      : text('configuration.proven', { date: proof.on, version: proof.version, what: proof.what.join(', ') })
  return html`<details class="ds-details" id="${`software-${one.id}`}"><summary>${one.software}${refusal !== undefined && html` <span class="site-quiet">(${text('configuration.not-fitting')})</span>`}</summary>
<div><p class="site-quiet">${refusal ?? proven}</p>
${one.files.map((file, index) => html`<h3 class="ds-heading" data-size="2xs">${file.name}</h3>${codeBox(frame.text, `file-${one.id}-${index}`, `${one.software}: ${file.name}`, file.content)}`)}
${one.notes.length > 0 && html`<p><strong>${text('configuration.notes')}</strong></p><ul>${one.notes.map((note) => html`<li>${note[words]}</li>`)}</ul>`}</div></details>
`
}
