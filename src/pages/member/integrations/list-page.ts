import type { Integration } from '../../../journey/records.ts'
import { stepsOf } from '../../../journey/steps.ts'
import { integrationsTexts } from '../../../texts/integrations-text.ts'
import { type Html, html } from '../../html.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'

export interface IntegrationList {
  readonly orgno: string
  readonly integrations: readonly Integration[]
  readonly loose: readonly {
    readonly environmentName: string
    readonly client: { readonly clientId: string; readonly clientName: string; readonly active: boolean }
  }[]
  readonly mayCreate: boolean
}

/** The organisation's integrations, each with what is next and whose turn it is. */
export function integrationListPage(frame: MemberFrame, list: IntegrationList): Html {
  const { language } = frame.page
  const text = integrationsTexts(language)
  const base = `/o/${list.orgno}`
  const create = list.mayCreate
    ? html`<p><a class="ds-button" href="${`${base}/integrations/new`}">${text('list.new')}</a></p>`
    : undefined
  return memberPage(frame, {
    title: text('list.title'),
    menu: 'organisation',
    language: text.language,
    content: html`<p>${text('list.intro')}</p>
${list.integrations.length === 0 ? html`<p>${text('list.empty')}</p>` : integrationTable(frame, list)}
${create}
${list.loose.length > 0 && looseTable(frame, list)}
<p><a class="ds-link" href="${`${base}/calendar`}">${text('link.calendar')}</a></p>`,
  })
}

function integrationTable(frame: MemberFrame, { orgno, integrations }: IntegrationList): Html {
  const text = integrationsTexts(frame.page.language)
  return html`<div class="site-scroll" tabindex="0" role="group" aria-label="${text('list.title')}"><table class="ds-table site-table">
<thead><tr><th scope="col">${text('list.name')}</th><th scope="col">${text('list.state')}</th><th scope="col">${text('list.next')}</th><th scope="col">${text('list.who')}</th></tr></thead>
<tbody>${integrations.map((one) => {
    const { next } = stepsOf(one)
    return html`<tr><th scope="row"><a class="ds-link" href="${`/o/${orgno}/integrations/${one.id}`}">${one.name}</a></th><td>${text(`state.${one.state}`)}</td><td>${text(`next.${next.action}`)}</td><td>${text(`who.${next.who}`)}</td></tr>
`
  })}</tbody></table></div>`
}

function looseTable(frame: MemberFrame, { orgno, loose }: IntegrationList): Html {
  const text = integrationsTexts(frame.page.language)
  return html`<h2 class="ds-heading" data-size="md">${text('list.loose')}</h2>
<p>${text('list.loose-intro')}</p>
<div class="site-scroll" tabindex="0" role="group" aria-label="${text('list.loose')}"><table class="ds-table site-table">
<thead><tr><th scope="col">${text('list.client')}</th><th scope="col">client_id</th><th scope="col">${text('list.environment')}</th><th scope="col">${text('list.state')}</th></tr></thead>
<tbody>${loose.map(
    ({ environmentName, client }) =>
      html`<tr><th scope="row"><a class="ds-link" href="${`/o/${orgno}/clients/${environmentName}/${encodeURIComponent(client.clientId)}`}">${client.clientName}</a></th><td><code>${client.clientId}</code></td><td>${environmentName}</td><td>${text(client.active ? 'list.active' : 'list.inactive')}</td></tr>
`,
  )}</tbody></table></div>`
}
