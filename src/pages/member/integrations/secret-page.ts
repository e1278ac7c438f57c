import type { Breach } from '../../../journey/refusal.ts'
import { integrationsTexts } from '../../../texts/integrations-text.ts'
import { refusalText } from '../../../texts/refusal-text.ts'
import { type Html, html } from '../../html.ts'
import { codeBox, type PortalEnvironment } from '../../portal/portal-page.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'

export interface ShownSecret {
  readonly clientId: string
  readonly clientName: string
  /** In clear, for this one answer; undefined when the client has none. */
  readonly secret: string | undefined
  readonly expires: string | undefined
  /** Where "I have saved it" leads. */
  readonly next: string
  readonly isNewClient: boolean
  readonly refusedWish?: Breach | undefined
  readonly warnings?: readonly string[]
}

/** A client that was made, or a new secret of one: the only page that ever shows a secret (ONB-53). */
export function secretPage(frame: MemberFrame, environment: PortalEnvironment, shown: ShownSecret): Html {
  const { language } = frame.page
  const text = integrationsTexts(language)
  const { clientId, clientName, secret, expires, refusedWish, warnings = [] } = shown
  return memberPage(frame, {
    title: text(shown.isNewClient ? 'created.title' : 'secret.new-title'),
    menu: 'organisation',
    environment,
    language: text.language,
    content: html`${shown.isNewClient && html`<p>${text('created.intro', { client: clientName, environment: environment.title })}</p>`}
${refusedWish !== undefined && html`<div class="ds-alert" data-color="warning"><p>${text('created.wish', { why: refusalText(language, refusedWish) })}</p></div>`}
${warnings.length > 0 && html`<div class="ds-alert" data-color="info"><p>${text('advice.title')}</p><ul>${warnings.map((warning) => html`<li>${warning}</li>`)}</ul></div>`}
<h2 class="ds-heading" data-size="md">client_id</h2>
${codeBox(frame.text, 'client-id', 'client_id', clientId)}
${
  secret !== undefined &&
  html`<h2 class="ds-heading" data-size="md">${text('secret.title')}</h2>
<div class="ds-alert" data-color="warning"><p>${text('secret.once')}</p>${expires !== undefined && html`<p>${text('secret.expires', { date: expires })}</p>`}</div>
${codeBox(frame.text, 'client-secret', text('secret.title'), secret)}`
}
<p><a class="ds-button" href="${shown.next}">${text(secret === undefined ? 'link.configuration' : 'secret.saved')}</a></p>`,
  })
}
