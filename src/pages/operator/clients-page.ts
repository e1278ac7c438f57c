import type { Client } from '../../protocol/client.ts'
import { consoleClientsTexts } from '../../texts/console-clients-text.ts'
import { errorSummary } from '../error-summary.ts'
import { form, textArea, textField } from '../form.ts'
import { type Html, html } from '../html.ts'
import { clientWarningsView } from '../member/integrations/client-warnings-view.ts'
import { dayOf } from '../member/integrations/times.ts'
import { type MemberFrame, memberPage } from '../member/member-page.ts'
import type { PageErrors } from '../member/people/join-page.ts'
import type { PortalEnvironment } from '../portal/portal-page.ts'

export interface ShownClient {
  readonly environment: PortalEnvironment
  readonly client: Client
  readonly organisationName: string
  readonly createdAtSeconds: number
}

/** Search among all clients, and the list of those that came to production without an order (ONB-128). */
export function clientsPage(
  frame: MemberFrame,
  view: { readonly search: string; readonly found: readonly ShownClient[]; readonly unordered: readonly ShownClient[] },
): Html {
  const text = consoleClientsTexts(frame.page.language)
  return memberPage(frame, {
    title: text('title'),
    menu: 'operator',
    language: text.language,
    content: html`<p>${text('lead')}</p>
<form method="get" action="/operator/clients" class="site-form">
${textField({ name: 'q', label: text('search'), help: text('search.help'), value: view.search })}
<button class="ds-button" data-variant="secondary" type="submit">${text('find')}</button></form>
${view.search !== '' && (view.found.length === 0 ? html`<p>${text('none')}</p>` : table(frame, text('found'), view.found))}
<h2 class="ds-heading" data-size="md">${text('unordered')}</h2>
<p>${text('unordered.lead')}</p>
${view.unordered.length === 0 ? html`<p>${text('unordered.none')}</p>` : table(frame, text('unordered'), view.unordered)}`,
  })
}

function table(frame: MemberFrame, label: string, clients: readonly ShownClient[]): Html {
  const text = consoleClientsTexts(frame.page.language)
  return html`<div class="site-scroll" tabindex="0" role="group" aria-label="${label}"><table class="ds-table site-whole-words"><thead><tr><th scope="col">${text('client')}</th><th scope="col">${text('environment')}</th><th scope="col">${text('owner')}</th><th scope="col">${text('created')}</th><th scope="col">${text('state')}</th></tr></thead><tbody>${clients.map(
    ({ client, environment, organisationName, createdAtSeconds }) =>
      html`<tr><th scope="row"><a class="ds-link" href="${pathOf(environment.name, client.clientId)}">${client.clientName}</a> <code>${client.clientId}</code></th><td>${environment.name}</td><td>${organisationName} <span class="site-quiet">${client.clientOrgno}</span></td><td>${dayOf(createdAtSeconds)}</td><td>${stateOf(frame, client)}</td></tr>
`,
  )}</tbody></table></div>`
}

/** One client before the staff: whose it is, how it stands, and the emergency stop (ONB-127). */
export function operatorClientPage(
  frame: MemberFrame,
  view: ShownClient & { readonly mayStop: boolean; readonly reason: string; readonly errors: PageErrors },
): Html {
  const text = consoleClientsTexts(frame.page.language)
  const { client, environment, errors } = view
  const path = pathOf(environment.name, client.clientId)
  const reason = textArea({
    name: 'reason',
    label: text('reason'),
    help: text('reason.help'),
    value: view.reason,
    error: errors.of('reason'),
    rows: 3,
  })
  const act = client.active
    ? html`<p>${text('stop.text')}</p>${form(`${path}/suspend`, [reason], { label: text('stop'), danger: true })}`
    : client.halted?.kind === 'suspended'
      ? html`<p>${text('reopen.text')}</p>${form(`${path}/reopen`, [reason], { label: text('reopen') })}`
      : html`<p>${text('nothing')}</p>`
  return memberPage(frame, {
    title: client.clientName,
    menu: 'operator',
    environment,
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}<dl class="site-facts"><dt>client_id</dt><dd><code>${client.clientId}</code></dd><dt>${text('owner')}</dt><dd><a class="ds-link" href="${`/operator/organisations/${client.clientOrgno}`}">${view.organisationName || client.clientOrgno}</a></dd><dt>${text('created')}</dt><dd>${dayOf(view.createdAtSeconds)}</dd><dt>${text('state')}</dt><dd>${stateOf(frame, client)}</dd></dl>
<p><a class="ds-link" href="${`/o/${client.clientOrgno}/clients/${environment.name}/${encodeURIComponent(client.clientId)}`}">${text('open')}</a></p>
${clientWarningsView(frame.page.language, client)}
<h2 class="ds-heading" data-size="md">${text('emergency')}</h2>
${view.mayStop ? act : html`<p>${text('only-reviewer')}</p>`}
<p><a class="ds-link" href="/operator/clients">${text('back')}</a></p>`,
  })
}

const pathOf = (environmentName: string, clientId: string): string =>
  `/operator/clients/${environmentName}/${encodeURIComponent(clientId)}`

function stateOf(frame: MemberFrame, { active, halted }: Client): string {
  const text = consoleClientsTexts(frame.page.language)
  if (active) return text('state.active')
  if (halted === undefined) return text('state.inactive')
  if (halted.kind === 'closed') return text('state.closed')
  return text(halted.side === 'operator' ? 'state.by-operator' : 'state.by-owner', { date: dayOf(halted.atSeconds) })
}
