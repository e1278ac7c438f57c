import type { Integration, Organisation } from '../../../journey/records.ts'
import { type OrganisationsWords, organisationsTexts } from '../../../texts/organisations-text.ts'
import { peopleTexts } from '../../../texts/people-text.ts'
import { attributes, type Html, html } from '../../html.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'

type Need = 'registered' | 'signatory' | 'terms' | 'admin' | 'technical' | 'security' | 'billing'

export interface OverviewPageFacts {
  readonly organisation: Organisation
  readonly integrations: readonly Integration[]
  readonly needs: readonly { readonly need: Need; readonly isMet: boolean }[]
  /** How each integration stands, in words. */
  readonly stateOf: (integration: Integration) => string
}

const whereTo: Readonly<Record<Need, string | undefined>> = {
  registered: undefined,
  signatory: '/terms',
  terms: '/terms',
  admin: '/users',
  technical: '/settings#points',
  security: '/settings#points',
  billing: '/settings#billing',
}

/** An organisation at a glance: what it is, its integrations, and what production still asks for. */
export function overviewPage(frame: MemberFrame, facts: OverviewPageFacts): Html {
  const text = organisationsTexts(frame.page.language)
  const { organisation, integrations } = facts
  const { orgno, state } = organisation
  return memberPage(frame, {
    title: organisation.name,
    menu: 'organisation',
    language: text.language,
    content: html`${state !== 'REGISTERED' && html`<div class="ds-alert" data-color="${state === 'PROSPECT' ? 'info' : 'warning'}"><p>${text(`state-help.${state}`)}</p></div>`}
<section aria-labelledby="integrations"><h2 class="ds-heading" data-size="sm" id="integrations">${text('overview.integrations')}</h2>
${
  integrations.length === 0
    ? html`<p>${text('overview.no-integrations')}</p>
<p><a class="ds-button" href="${`/o/${orgno}/integrations/new`}">${text('overview.new-integration')}</a></p>`
    : html`<ul class="site-links">${integrations.map(
        (one) =>
          html`<li><a class="ds-link" href="${`/o/${orgno}/integrations/${one.id}`}">${one.name}</a> <span class="ds-tag" data-color="neutral">${facts.stateOf(one)}</span></li>`,
      )}</ul>
<p class="site-actions"><a class="ds-link" href="${`/o/${orgno}/integrations`}">${text('overview.all-integrations')}</a> <a class="ds-button" data-variant="secondary" href="${`/o/${orgno}/integrations/new`}">${text('overview.new-integration')}</a></p>`
}</section>
<section aria-labelledby="production"><h2 class="ds-heading" data-size="sm" id="production">${text('overview.production')}</h2>
<p>${text('overview.production-lead')}</p>
<ol class="site-journey">${facts.needs.map(
      ({ need, isMet }) =>
        html`<li ${attributes({ 'data-done': isMet ? 'yes' : undefined })}><strong>${text(`need.${need}`)}</strong> <span class="ds-tag" data-color="${isMet ? 'success' : 'warning'}">${text(isMet ? 'need.done' : 'need.missing')}</span>${!isMet && missing(text, orgno, need)}</li>`,
    )}</ol></section>
<section aria-labelledby="facts"><h2 class="ds-heading" data-size="sm" id="facts">${text('overview.facts')}</h2>
${organisationFacts(frame, organisation)}</section>`,
  })
}

function missing(text: OrganisationsWords, orgno: string, need: Need): Html {
  const path = whereTo[need]
  return html`<br><span class="site-quiet">${text('need.who', { who: text(`need.${need}-who`) })}</span>${path !== undefined && html` <a class="ds-link" href="${`/o/${orgno}${path}`}" aria-label="${`${text('need.fix')}: ${text(`need.${need}`)}`}">${text('need.fix')}</a>`}`
}

/** What is known of an organisation. */
export function organisationFacts(frame: MemberFrame, organisation: Organisation): Html {
  const text = organisationsTexts(frame.page.language)
  const people = peopleTexts(frame.page.language)
  const { orgno, kind, state, isSynthetic, emailDomains, productionSelfService } = organisation
  const verified = emailDomains.filter((one) => one.verified).map(({ domain }) => domain)
  return html`<dl class="site-facts"><div><dt>${text('overview.orgno')}</dt><dd>${orgno}${isSynthetic && html`<br><span class="site-quiet">${text('overview.synthetic')}</span>`}</dd></div>
<div><dt>${text('overview.kind')}</dt><dd>${people(`kind.${kind}`)}</dd></div>
<div><dt>${text('overview.state')}</dt><dd>${text(`state.${state}`)}</dd></div>
<div><dt>${text('overview.domains')}</dt><dd>${verified.length === 0 ? text('overview.none') : verified.join(', ')}</dd></div>
<div><dt>${text('overview.self-service')}</dt><dd>${text(`self-service.${productionSelfService}`)}</dd></div></dl>`
}
