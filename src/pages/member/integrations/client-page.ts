import { type Client, isLoginClient } from '../../../protocol/client.ts'
import { describeClient } from '../../../protocol/client-registration-answer.ts'
import { integrationsTexts } from '../../../texts/integrations-text.ts'
import { errorSummary } from '../../error-summary.ts'
import { form, hidden, textArea, textField } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import type { PortalEnvironment } from '../../portal/portal-page.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import { keysView, type ShownKey, type ShownSecretRow, secretsView } from './client-credentials.ts'
import { differencesView, shownValue } from './client-differences.ts'
import type { FormValues } from './client-fields.ts'
import { clientWarningsView } from './client-warnings-view.ts'
import type { ClientFormErrors } from './new-page.ts'
import { dayOf } from './times.ts'

export interface ClientPageView {
  readonly orgno: string
  readonly environment: PortalEnvironment
  readonly isProduction: boolean
  readonly client: Client
  readonly createdAtSeconds: number
  readonly secrets: readonly ShownSecretRow[]
  readonly keys: readonly ShownKey[]
  /** Oldest first, with the present one last. */
  readonly revisions: readonly { readonly client: Client; readonly revision: number; readonly atSeconds: number }[]
  readonly integrationId: string | undefined
  readonly loginsLastMonth: number
  readonly loginsLastWeek: number
  readonly may: {
    readonly write: boolean
    readonly secrets: boolean
    readonly suspend: boolean
    readonly close: boolean
  }
  /** What was typed in the form that was refused, if one was. */
  readonly values: FormValues
  readonly errors: ClientFormErrors
}

/** Where a client's pages are. */
export const clientPath = (orgno: string, environmentName: string, clientId: string): string =>
  `/o/${orgno}/clients/${environmentName}/${encodeURIComponent(clientId)}`

/** One client: what is registered, what it proves itself with, what it was before, and how it is stopped. */
export function clientPage(frame: MemberFrame, view: ClientPageView): Html {
  const { language } = frame.page
  const text = integrationsTexts(language)
  const { client, orgno, environment, may, errors } = view
  const path = clientPath(orgno, environment.name, client.clientId)
  const log =
    view.integrationId === undefined
      ? `${path}/log`
      : `/o/${orgno}/integrations/${view.integrationId}/log?environment=${environment.name}`
  return memberPage(frame, {
    title: client.clientName,
    menu: 'organisation',
    environment,
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}${statusView(frame, client)}
${clientWarningsView(language, client)}
<p>${text('client.logins', { month: String(view.loginsLastMonth), week: String(view.loginsLastWeek) })}</p>
<ul class="site-links">${view.integrationId !== undefined && html`<li><a class="ds-link" href="${`/o/${orgno}/integrations/${view.integrationId}`}">${text('link.integration')}</a></li>`}
<li><a class="ds-link" href="${log}">${text('link.log')}</a></li>${isLoginClient(client) && html`<li><a class="ds-link" href="${`${path}/logo`}">${text('link.logo')}</a></li>`}<li><a class="ds-link" href="${`${path}/configuration`}">${text('link.configuration')}</a></li></ul>
<h2 class="ds-heading" data-size="md">${text('client.registered')}</h2>
${registeredView(frame, client)}
${may.write && client.halted?.kind !== 'closed' && changeView(frame, view, path)}
${secretsView(frame, { ...view, path, method: client.tokenEndpointAuthMethod, isClosed: client.halted?.kind === 'closed' })}
${keysView(frame, { ...view, path, method: client.tokenEndpointAuthMethod, isClosed: client.halted?.kind === 'closed' })}
<h2 class="ds-heading" data-size="md">${text('client.history')}</h2>
${historyView(frame, view)}
${(may.suspend || may.close) && client.halted?.kind !== 'closed' && stopView(frame, view, path)}`,
  })
}

function statusView(frame: MemberFrame, { active, halted }: Client): Html {
  const text = integrationsTexts(frame.page.language)
  if (active) return html`<p><span class="ds-tag" data-color="success">${text('client.active')}</span></p>`
  const words =
    halted === undefined
      ? text('client.inactive')
      : text(halted.kind === 'closed' ? 'client.closed' : 'client.suspended', { date: dayOf(halted.atSeconds) })
  return html`<div class="ds-alert" data-color="warning"><p>${words}</p></div>`
}

function registeredView(frame: MemberFrame, client: Client): Html {
  const text = integrationsTexts(frame.page.language)
  const { jwks: _jwks, onbehalfof: _onbehalfof, ...fields } = describeClient(client)
  return html`<div class="site-scroll" tabindex="0" role="group" aria-label="${text('client.registered')}"><table class="ds-table site-table">
<thead><tr><th scope="col">${text('client.field')}</th><th scope="col">${text('client.value')}</th></tr></thead>
<tbody>${Object.entries(fields).map(
    ([
      name,
      value,
    ]) => html`<tr><th scope="row"><code>${name}</code></th><td>${shownValue(value, text('client.empty'))}</td></tr>
`,
  )}</tbody></table></div>`
}

function changeView(frame: MemberFrame, { isProduction, orgno, integrationId }: ClientPageView, path: string): Html {
  const text = integrationsTexts(frame.page.language)
  const order =
    isProduction && integrationId !== undefined
      ? html` <a class="ds-button" data-variant="secondary" href="${`/o/${orgno}/integrations/${integrationId}/order`}">${text('client.change-order')}</a>`
      : undefined
  return html`${isProduction && html`<p>${text('client.edit-production')}</p>`}<p class="site-actions"><a class="ds-button" href="${`${path}/edit`}">${text('client.edit')}</a>${order}</p>`
}

function historyView(frame: MemberFrame, { revisions }: ClientPageView): Html {
  const text = integrationsTexts(frame.page.language)
  return html`${revisions
    .map(({ client, revision, atSeconds }, index) => {
      const before = revisions[index - 1]?.client
      return html`<details class="ds-details"><summary>${text('client.revision', { revision: String(revision), date: dayOf(atSeconds) })}</summary><div>${before === undefined ? html`<p>${text('client.first-revision')}</p>` : differencesView(frame.page.language, before, client)}</div></details>
`
    })
    .reverse()}`
}

function stopView(frame: MemberFrame, { client, may, values, errors }: ClientPageView, path: string): Html {
  const text = integrationsTexts(frame.page.language)
  const reason = textArea({
    name: 'reason',
    label: text('field.reason'),
    help: text('help.reason'),
    value: values.reason,
    error: errors.of('reason'),
    rows: 2,
  })
  const stop = client.active
    ? html`<p>${text('client.suspend-help')}</p>${form(`${path}/suspend`, [reason], { label: text('client.suspend'), variant: 'secondary', danger: true })}`
    : client.halted?.kind === 'suspended'
      ? form(`${path}/reopen`, [reason], { label: text('client.reopen') })
      : undefined
  return html`<h2 class="ds-heading" data-size="md">${text('client.stop')}</h2>
${may.suspend && stop}
${may.close && html`<p><a class="ds-button" data-variant="secondary" data-color="danger" href="${`${path}/close`}">${text('client.close')}</a></p>`}`
}

/** The last question before a client is closed (ONB-147). */
export function closeClientPage(
  frame: MemberFrame,
  view: Pick<
    ClientPageView,
    'orgno' | 'environment' | 'isProduction' | 'client' | 'loginsLastMonth' | 'loginsLastWeek' | 'errors'
  >,
): Html {
  const text = integrationsTexts(frame.page.language)
  const { client, errors } = view
  const path = clientPath(view.orgno, view.environment.name, client.clientId)
  return memberPage(frame, {
    title: text('close.title', { client: client.clientName }),
    menu: 'organisation',
    environment: view.environment,
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}<div class="ds-alert" data-color="warning"><p>${text('close.text', { clientId: client.clientId })}</p><p>${text('client.logins', { month: String(view.loginsLastMonth), week: String(view.loginsLastWeek) })}</p></div>
${form(
  `${path}/close`,
  [
    textField({
      name: 'typed_name',
      label: text('field.typed_name'),
      help: text('help.typed_name', { client: client.clientName }),
      error: errors.of('typed_name'),
    }),
    view.isProduction && view.loginsLastWeek > 0
      ? html`<div class="site-field"><div class="site-choice"><input class="ds-input" type="checkbox" id="f-in-use" name="in_use" value="yes"><label class="ds-label" for="f-in-use">${text('field.in_use')}</label></div>${errors.of('in_use') !== undefined && html`<p class="ds-validation-message">${errors.of('in_use')}</p>`}</div>`
      : hidden('in_use', ''),
  ],
  { label: text('close.submit'), danger: true },
)}
<p><a class="ds-link" href="${path}">${client.clientName}</a></p>`,
  })
}
