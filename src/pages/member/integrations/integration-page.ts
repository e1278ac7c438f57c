import type { Integration } from '../../../journey/records.ts'
import { integrationsTexts } from '../../../texts/integrations-text.ts'
import { attributes, type Html, html } from '../../html.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import { type ExplainedEntry, explanationView } from './log-entry.ts'
import { nextActionView, stepsView } from './steps.ts'
import { timeOf } from './times.ts'

export interface IntegrationView {
  readonly integration: Integration
  /** When each was first seen in test; seconds. */
  readonly milestones: { readonly asked?: number; readonly loggedIn?: number; readonly tokens?: number }
  readonly sameFault: ExplainedEntry | undefined
}

/** One integration: where it stands, what is next, and everything that belongs to it. */
export function integrationPage(frame: MemberFrame, { integration, milestones, sameFault }: IntegrationView): Html {
  const { language } = frame.page
  const text = integrationsTexts(language)
  const { orgno, id, technicalContact: contact } = integration
  const base = `/o/${orgno}/integrations/${id}`
  const client = (environment: string, clientId: string) =>
    html`<a class="ds-link" href="${`/o/${orgno}/clients/${environment}/${encodeURIComponent(clientId)}`}">${clientId}</a> <span class="site-quiet">${environment}</span>`
  return memberPage(frame, {
    title: integration.name,
    menu: 'organisation',
    language: text.language,
    content: html`<p><span class="ds-tag" data-color="neutral">${text(`state.${integration.state}`)}</span></p>
<h2 class="ds-heading" data-size="md">${text('next.title')}</h2>
${nextActionView(language, integration)}
${sameFault !== undefined && html`<div class="ds-alert" data-color="danger"><h2 class="ds-heading" data-size="xs">${text('same-fault.title')}</h2>${explanationView(language, sameFault)}</div>`}
${stepsView(language, integration)}
<h2 class="ds-heading" data-size="md">${text('integration.clients')}</h2>
<dl class="site-facts">
<div><dt>${text('integration.test-client')}</dt><dd>${integration.testClientId === undefined ? text('next.create-test-client') : client(integration.testEnvironment, integration.testClientId)}</dd></div>
<div><dt>${text('integration.production-client')}</dt><dd>${
      integration.productionClientId === undefined || integration.productionEnvironment === undefined
        ? text('integration.no-production')
        : client(integration.productionEnvironment, integration.productionClientId)
    }</dd></div>
<div><dt>${text('contact.title')}</dt><dd>${contact.name}, ${contact.email}</dd></div>
</dl>
<h2 class="ds-heading" data-size="md">${text('checklist.title')}</h2>
<ol class="site-journey">${(['asked', 'loggedIn', 'tokens'] as const).map((step) => {
      const at = milestones[step]
      return html`<li ${attributes({ 'data-done': at === undefined ? undefined : 'yes' })}>${text(`checklist.${step}`)} <span class="site-quiet">(${at === undefined ? text('checklist.not-yet') : timeOf(at)})</span></li>`
    })}</ol>
<p class="site-help">${text('checklist.configured')}</p>
<h2 class="ds-heading" data-size="md">${text('integration.links')}</h2>
<ul>${(['configuration', 'log', 'verification', 'order'] as const).map((page) => html`<li><a class="ds-link" href="${`${base}/${page}`}">${text(`link.${page}`)}</a></li>`)}</ul>`,
  })
}
